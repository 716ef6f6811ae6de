import { ApartmentOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, DatePicker, Form, Input, Modal, Tag } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { AssignmentFields } from './dialogs.tsx'
import { usePostName, usePosts } from './post-name.ts'

type Person = Awaited<ReturnType<typeof client.team.listPeople>>['rows'][number]

/** Everyone in the team: post, group, who they report to, who is away. */
export default function People() {
  const t = useWords()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const [welcome, setWelcome] = useState<{ password: string } | null>(null)
  const groups = useQuery(api.team.listGroups.queryOptions())
  const posts = usePosts()
  const postName = usePostName()
  return (
    <>
      <ListPage<Person>
        name="team.people"
        title={t('team')}
        load={query => client.team.listPeople({ sort: 'name', direction: 'asc', ...query } as never)}
        rowKey={row => row.id}
        open={row => `/team/people/${row.id}`}
        exportOf="team/listPeople"
        searchHint={t('team.search')}
        filters={[
          {
            key: 'post',
            label: t('team.post'),
            options: (posts.data ?? []).map(post => ({ value: post.code, label: postName(post.code) })),
          },
          {
            key: 'groupId',
            label: t('team.group'),
            options: (groups.data?.groups ?? []).map(group => ({
              value: group.id,
              label: `${group.branchName} · ${group.name}`,
            })),
          },
        ]}
        actions={
          <>
            <Link to={'/team/groups' as never}>
              <Button icon={<ApartmentOutlined />}>{t('team.groups')}</Button>
            </Link>
            {may('team.person.write') && (
              <Button type="primary" onClick={() => setAdding(true)}>
                {t('team.add-person')}
              </Button>
            )}
          </>
        }
        columns={[
          { key: 'name', title: t('team.name'), sort: 'name', render: row => row.name },
          {
            key: 'assignment.post',
            title: t('team.post'),
            render: row => postName(row.assignment?.post),
          },
          { key: 'assignment.groupName', title: t('team.group'), render: row => row.assignment?.groupName ?? '—' },
          { key: 'assignment.branchName', title: t('team.branch'), render: row => row.assignment?.branchName ?? '—' },
          {
            key: 'assignment.reportsToName',
            title: t('team.reports-to'),
            render: row => row.assignment?.reportsToName ?? '—',
          },
          {
            key: 'joinedOn',
            title: t('team.joined-on'),
            sort: 'joinedOn',
            render: row => <DayText day={row.joinedOn} />,
          },
          {
            key: 'state',
            title: t('team.state'),
            render: row =>
              row.leftOn ? (
                <Tag>{t('team.left')}</Tag>
              ) : row.onLeave ? (
                <Tag color="gold">{t('team.on-leave')}</Tag>
              ) : (
                <Tag color="green">{t('team.at-work')}</Tag>
              ),
          },
        ]}
      />
      <CommandForm
        open={adding}
        title={t('team.add-person')}
        onClose={() => setAdding(false)}
        operation={client.team.addPerson}
        onDone={output => setWelcome(output)}
        input={values => ({
          name: String(values.name ?? ''),
          username: String(values.username ?? ''),
          post: String(values.post ?? ''),
          groupId: values.groupId as `group_${string}`,
          reportsTo: (values.reportsTo as `person_${string}` | undefined) ?? null,
          joinedOn: (values.joinedOn as Dayjs).format('YYYY-MM-DD'),
          fromDay: (values.joinedOn as Dayjs).format('YYYY-MM-DD'),
        })}
      >
        <PersonFields />
      </CommandForm>
      <Modal open={welcome !== null} title={t('team.first-password')} footer={null} onCancel={() => setWelcome(null)}>
        <Alert
          type="success"
          title={<code style={{ fontSize: 16 }}>{welcome?.password}</code>}
          description={t('team.first-password-note')}
        />
      </Modal>
    </>
  )
}

function PersonFields() {
  const t = useWords()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <Form.Item name="name" label={t('team.name')} rules={required}>
        <Input />
      </Form.Item>
      <Form.Item name="username" label={t('shell.username')} rules={required}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="joinedOn" label={t('team.joined-on')} rules={required}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <AssignmentFields />
    </>
  )
}
