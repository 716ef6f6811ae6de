import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import {
  Button,
  Card,
  Checkbox,
  DatePicker,
  Drawer,
  Flex,
  Form,
  Input,
  InputNumber,
  Select,
  Tag,
  Typography,
} from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { groupFunctions } from '../../../modules/team/post.ts'
import { api, client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { PendingChanges } from '../../ui/pending-changes.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { usePostName, usePosts } from './post-name.ts'
import { PostRights } from './post-rights.tsx'

type Post = Awaited<ReturnType<typeof client.team.listPosts>>[number]
const lines = (value: unknown) =>
  String(value ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
const dayText = (value: unknown) => (value as Dayjs).format('YYYY-MM-DD')

/** 岗位: what each is for, who may hold it, how many there are and may be; every version of its description. */
export default function Posts() {
  const { t, language } = useSettings()
  const may = useMay()
  const postName = usePostName()
  const posts = usePosts()
  const { code } = useParams({ strict: false }) as { code?: string }
  const [shown, setShown] = useState<string | null>(code ?? null)
  const [editing, setEditing] = useState<Post | 'new' | null>(null)
  const [seating, setSeating] = useState<Post | null>(null)
  const duties = (post: { dutiesZh: string[]; dutiesEn: string[] }) =>
    language === 'zh' ? post.dutiesZh : post.dutiesEn
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={10} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('team.posts')}
        </Typography.Title>
        {may('team.post.write') && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('team.add-post')}
          </Button>
        )}
      </Flex>
      <QueryView query={posts}>
        {rows => (
          <Card styles={{ body: { padding: 0 } }}>
            <FoldTable
              rows={rows}
              rowKey="code"
              columns={[
                {
                  title: t('team.post'),
                  render: (_, row) => (
                    <Button type="link" style={{ padding: 0 }} onClick={() => setShown(row.code)}>
                      {postName(row.code)}
                    </Button>
                  ),
                },
                { title: t('team.function'), render: (_, row) => t(`team.function.${row.function}`) },
                { title: t('team.level'), align: 'end', render: (_, row) => row.level },
                {
                  title: t('team.duties'),
                  render: (_, row) => (
                    <span style={{ display: 'block', maxWidth: 420, whiteSpace: 'normal' }}>
                      {duties(row).join(t('ui.semicolon'))}
                    </span>
                  ),
                },
                { title: t('team.people-count'), align: 'end', render: (_, row) => row.people },
                { title: t('team.seats'), align: 'end', render: (_, row) => row.seats || '—' },
                {
                  title: t('team.vacancies'),
                  align: 'end',
                  render: (_, row) => (row.vacancies > 0 ? <Tag color="gold">{row.vacancies}</Tag> : '—'),
                },
                {
                  title: '',
                  render: (_, row) => (
                    <Flex gap={4}>
                      {row.headOffice && <Tag>{t('team.head-office')}</Tag>}
                      {row.retired && <Tag color="red">{t('team.retired')}</Tag>}
                      {may('team.post.write') && (
                        <>
                          <Button size="small" onClick={() => setSeating(row)}>
                            {t('team.set-seats')}
                          </Button>
                          <Button size="small" onClick={() => setEditing(row)}>
                            {t('team.change-post')}
                          </Button>
                        </>
                      )}
                    </Flex>
                  ),
                },
              ]}
            />
          </Card>
        )}
      </QueryView>
      <Drawer open={shown !== null} onClose={() => setShown(null)} title={postName(shown)} size={520}>
        {shown && <Versions code={shown} duties={duties} />}
      </Drawer>
      <EditPost post={editing} onClose={() => setEditing(null)} />
      <SetSeats post={seating} onClose={() => setSeating(null)} />
    </Flex>
  )
}

function Versions({
  code,
  duties,
}: {
  code: string
  duties: (post: { dutiesZh: string[]; dutiesEn: string[] }) => string[]
}) {
  const t = useWords()
  const post = useQuery(api.team.getPost.queryOptions({ input: { code } }))
  return (
    <QueryView query={post}>
      {data => (
        <Flex vertical gap={18}>
          <PendingChanges record={`post:${code}`} />
          <PostRights code={code} />
          {data.versions.map(version => (
            <section key={version.number}>
              <Typography.Text strong>{t('team.version', { number: version.number })}</Typography.Text>{' '}
              <Typography.Text type="secondary">
                <DayText day={version.fromDay} /> · {version.madeByName} · {version.reason}
              </Typography.Text>
              <ol style={{ marginBlock: 6, paddingInlineStart: 20 }}>
                {duties(version).map(line => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
              {version.certificates.map(one => (
                <Tag key={one}>{one}</Tag>
              ))}
            </section>
          ))}
          <RecordTalk record={`post:${code}`} />
        </Flex>
      )}
    </QueryView>
  )
}

function EditPost({ post, onClose }: { post: Post | 'new' | null; onClose: () => void }) {
  const t = useWords()
  const { me } = useMe()
  const required = [{ required: true, message: t('problem.missing') }]
  const known = post === 'new' || post === null ? null : post
  const save = (values: Record<string, unknown>, context: Parameters<typeof client.team.addPost>[1]) => {
    const shape = {
      code: known?.code ?? String(values.code ?? ''),
      zh: String(values.zh ?? ''),
      en: String(values.en ?? ''),
      function: values.function as Post['function'],
      level: Number(values.level),
      headOffice: values.headOffice === true,
      dutiesZh: lines(values.dutiesZh),
      dutiesEn: lines(values.dutiesEn),
      certificates: lines(values.certificates),
      fromDay: dayText(values.fromDay),
      reason: String(values.reason ?? ''),
    }
    return known
      ? client.team.changePost({ ...shape, number: known.number, retired: values.retired === true }, context)
      : client.team.addPost(shape, context)
  }
  return (
    <CommandForm
      open={post !== null}
      title={known ? t('team.change-post') : t('team.add-post')}
      onClose={onClose}
      operation={save}
      input={values => values}
      initial={{
        level: 3,
        ...known,
        dutiesZh: known?.dutiesZh.join('\n'),
        dutiesEn: known?.dutiesEn.join('\n'),
        certificates: known?.certificates.join('\n'),
        fromDay: dayjs(me?.businessDay),
        reason: '',
      }}
      width={640}
    >
      {!known && (
        <Form.Item name="code" label={t('team.post-code')} extra={t('team.post-code-note')} rules={required}>
          <Input autoComplete="off" />
        </Form.Item>
      )}
      <Flex gap={12} wrap>
        <Form.Item name="zh" label={t('team.name-zh')} rules={required} style={{ flex: 1 }}>
          <Input disabled={known?.founding === true} />
        </Form.Item>
        <Form.Item name="en" label={t('team.name-en')} rules={required} style={{ flex: 1 }}>
          <Input disabled={known?.founding === true} />
        </Form.Item>
      </Flex>
      <Flex gap={12} wrap>
        <Form.Item name="function" label={t('team.function')} rules={required} style={{ flex: 1 }}>
          <Select options={groupFunctions.map(value => ({ value, label: t(`team.function.${value}`) }))} />
        </Form.Item>
        <Form.Item name="level" label={t('team.level')} rules={required}>
          <InputNumber min={1} max={9} precision={0} />
        </Form.Item>
        <Form.Item name="fromDay" label={t('team.effective-day')} rules={required}>
          <DatePicker />
        </Form.Item>
      </Flex>
      <Form.Item name="dutiesZh" label={t('team.duties-zh')} extra={t('team.one-a-line')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
      </Form.Item>
      <Form.Item name="dutiesEn" label={t('team.duties-en')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
      </Form.Item>
      <Form.Item name="certificates" label={t('team.certificates')} extra={t('team.one-a-line')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
      </Form.Item>
      <Form.Item name="reason" label={t('team.reason')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Flex gap={12}>
        <Form.Item name="headOffice" valuePropName="checked" noStyle>
          <Checkbox disabled={known?.founding === true}>{t('team.head-office')}</Checkbox>
        </Form.Item>
        {known && !known.founding && (
          <Form.Item name="retired" valuePropName="checked" noStyle>
            <Checkbox>{t('team.retired')}</Checkbox>
          </Form.Item>
        )}
      </Flex>
    </CommandForm>
  )
}

function SetSeats({ post, onClose }: { post: Post | null; onClose: () => void }) {
  const t = useWords()
  const { me } = useMe()
  const groups = useQuery(api.team.listGroups.queryOptions())
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={post !== null}
      title={t('team.set-seats')}
      onClose={onClose}
      operation={client.team.setSeats}
      initial={{ fromDay: dayjs(me?.businessDay) }}
      input={values => ({
        groupId: values.groupId as `group_${string}`,
        post: post?.code ?? '',
        seats: Number(values.seats),
        fromDay: dayText(values.fromDay),
        reason: String(values.reason ?? ''),
      })}
    >
      <Form.Item name="groupId" label={t('team.group')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(groups.data?.groups ?? []).map(group => ({
            value: group.id,
            label: `${group.branchName} · ${group.name}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="seats" label={t('team.seats')} rules={required}>
        <InputNumber min={0} max={999} precision={0} />
      </Form.Item>
      <Form.Item name="fromDay" label={t('team.effective-day')} rules={required}>
        <DatePicker />
      </Form.Item>
      <Form.Item name="reason" label={t('team.reason')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
    </CommandForm>
  )
}
