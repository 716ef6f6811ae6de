import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Form, Input, Modal, Select, Switch, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Announcement = Awaited<ReturnType<typeof client.notification.listAnnouncements>>['rows'][number]

/** Announcements meant for the reader, those to be confirmed with the button that does it. */
export function Announcements() {
  const t = useWords()
  const may = useMay()
  const list = useQuery(api.notification.listAnnouncements.queryOptions({ input: { limit: 50 } }))
  const [posting, setPosting] = useState(false)
  return (
    <Flex vertical gap={12}>
      {may('notification.announcement.write') && (
        <div>
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setPosting(true)}>
            {t('notification.announcement.post')}
          </Button>
        </div>
      )}
      <QueryView query={list}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Card>
              <EmptyState text={t('notification.announcement.none')} />
            </Card>
          ) : (
            rows.map(row => <One key={row.id} row={row} />)
          )
        }
      </QueryView>
      {posting && <Post onClose={() => setPosting(false)} />}
    </Flex>
  )
}

function One({ row }: { row: Announcement }) {
  const t = useWords()
  const [readers, setReaders] = useState(false)
  const confirm = useCommand(client.notification.confirmAnnouncement)
  const withdraw = useCommand(client.notification.withdrawAnnouncement)
  return (
    <Card
      size="small"
      title={row.title}
      extra={
        row.confirms &&
        !row.mine && (
          <Tag color={row.readAt ? 'green' : 'orange'} style={{ marginInlineEnd: 0 }}>
            {t(row.readAt ? 'notification.announcement.confirmed' : 'notification.announcement.waits')}
          </Tag>
        )
      }
    >
      <Typography.Paragraph style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {row.body}
      </Typography.Paragraph>
      <Flex justify="space-between" gap={8} wrap align="center">
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {row.authorName} · <InstantText at={row.createdAt} /> ·{' '}
          {row.groupName ?? t(`notification.audience.${row.audience}`)}
        </Typography.Text>
        <Flex gap={8}>
          {row.confirms && !row.mine && !row.readAt && (
            <Button loading={confirm.isPending} onClick={() => confirm.mutate({ id: row.id })}>
              {t('notification.announcement.confirm')}
            </Button>
          )}
          {row.mine && (
            <>
              {row.confirms && (
                <Button size="small" onClick={() => setReaders(true)}>
                  {t('notification.announcement.readers')}
                </Button>
              )}
              <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate({ id: row.id })}>
                {t('notification.announcement.withdraw')}
              </Button>
            </>
          )}
        </Flex>
      </Flex>
      {readers && <Readers row={row} onClose={() => setReaders(false)} />}
    </Card>
  )
}

/** Who has confirmed and who not yet, with the button that reminds those. */
function Readers({ row, onClose }: { row: Announcement; onClose: () => void }) {
  const t = useWords()
  const readers = useQuery(api.notification.listReaders.queryOptions({ input: { id: row.id } }))
  const remind = useCommand(client.notification.remindReaders, { done: t('notification.announcement.reminded') })
  return (
    <Modal open title={t('notification.announcement.readers')} footer={null} onCancel={onClose}>
      <QueryView query={readers}>
        {people => {
          const late = people.filter(one => one.readAt === null)
          const have = people.filter(one => one.readAt !== null)
          return (
            <Flex vertical gap={12}>
              <Flex justify="space-between" align="center" gap={8} wrap>
                <Typography.Text strong>
                  {t('notification.announcement.not-yet', { count: late.length })}
                </Typography.Text>
                {late.length > 0 && (
                  <Button loading={remind.isPending} onClick={() => remind.mutate({ id: row.id })}>
                    {t('notification.announcement.remind')}
                  </Button>
                )}
              </Flex>
              <Flex gap={6} wrap>
                {late.map(one => (
                  <Tag key={`${one.name}${one.groupName}`}>{one.name}</Tag>
                ))}
              </Flex>
              <Typography.Text strong>{t('notification.announcement.have', { count: have.length })}</Typography.Text>
              <Flex gap={6} wrap>
                {have.map(one => (
                  <Tag key={`${one.name}${one.groupName}`} color="green">
                    {one.name}
                  </Tag>
                ))}
              </Flex>
            </Flex>
          )
        }}
      </QueryView>
    </Modal>
  )
}

function Post({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const colleagues = useQuery(api.notification.listColleagues.queryOptions({ staleTime: 300_000 }))
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      width={640}
      title={t('notification.announcement.post')}
      submit={t('notification.announcement.post')}
      onClose={onClose}
      operation={client.notification.postAnnouncement}
      initial={{ audience: 'branch', confirms: true }}
      input={values => ({
        title: String(values.title ?? ''),
        body: String(values.body ?? ''),
        audience: values.audience as 'all' | 'branch' | 'group',
        groupId: values.audience === 'group' ? ((values.groupId as `group_${string}` | undefined) ?? null) : null,
        confirms: values.confirms === true,
      })}
    >
      {form => (
        <>
          <Form.Item name="title" label={t('notification.minutes.title-word')} rules={required}>
            <Input maxLength={120} autoComplete="off" />
          </Form.Item>
          <Form.Item name="body" label={t('notification.thread.text')} rules={required}>
            <Input.TextArea rows={6} maxLength={8000} />
          </Form.Item>
          <Form.Item name="audience" label={t('notification.audience')}>
            <Select
              options={(['all', 'branch', 'group'] as const).map(value => ({
                value,
                label: t(`notification.audience.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item noStyle dependencies={['audience']}>
            {() =>
              form.getFieldValue('audience') === 'group' && (
                <Form.Item name="groupId" label={t('notification.minutes.group')} rules={required}>
                  <Select
                    showSearch
                    optionFilterProp="label"
                    options={(colleagues.data?.groups ?? []).map(one => ({ value: one.id, label: one.name }))}
                  />
                </Form.Item>
              )
            }
          </Form.Item>
          <Form.Item name="confirms" label={t('notification.announcement.confirms')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </>
      )}
    </CommandForm>
  )
}
