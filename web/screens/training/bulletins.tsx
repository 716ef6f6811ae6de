import { CheckOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, DatePicker, Drawer, Flex, Form, Input, Select, Table, Tag, Typography } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { posts } from '../../../modules/team/post.ts'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Places } from './parts.tsx'

type Bulletin = Awaited<ReturnType<typeof client.training.listBulletins>>['rows'][number]

/** News of the trade: read it, say so, and see who has. */
export default function Bulletins() {
  const t = useWords()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const [readers, setReaders] = useState<Bulletin | null>(null)
  const list = useQuery(api.training.listBulletins.queryOptions({ input: { limit: 50 } }))
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <Places at="/training/bulletins" />
      <Flex justify="space-between" align="center" style={{ marginBottom: 12 }}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('training.bulletins')}
        </Typography.Title>
        {may('training.bulletin.write') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('training.add-bulletin')}
          </Button>
        )}
      </Flex>
      <QueryView query={list}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Card>
              <EmptyState text={t('training.bulletins-none')} />
            </Card>
          ) : (
            <Flex vertical gap={12} style={{ maxWidth: 820 }}>
              {rows.map(bulletin => (
                <One key={bulletin.id} bulletin={bulletin} onReaders={() => setReaders(bulletin)} />
              ))}
            </Flex>
          )
        }
      </QueryView>
      <Readers bulletin={readers} onClose={() => setReaders(null)} />
      <CommandForm
        open={adding}
        width={640}
        title={t('training.add-bulletin')}
        submit={t('training.add-bulletin')}
        onClose={() => setAdding(false)}
        operation={client.training.addBulletin}
        input={values => ({
          title: String(values.title ?? ''),
          body: String(values.body ?? ''),
          source: String(values.source ?? ''),
          posts: (values.posts ?? []) as Bulletin['posts'],
          mustReadBy: values.mustReadBy ? (values.mustReadBy as Dayjs).format('YYYY-MM-DD') : null,
        })}
      >
        <Form.Item name="title" label={t('training.bulletin-title')} rules={required}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="body" label={t('training.bulletin-body')} rules={required}>
          <Input.TextArea autoSize={{ minRows: 5 }} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="source" label={t('training.bulletin-source')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="posts" label={t('training.for-posts')} extra={t('training.for-posts-help')}>
          <Select mode="multiple" options={posts.map(value => ({ value, label: t(`team.post.${value}`) }))} />
        </Form.Item>
        <Form.Item name="mustReadBy" label={t('training.must-read-by')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </CommandForm>
    </>
  )
}

function One({ bulletin, onReaders }: { bulletin: Bulletin; onReaders: () => void }) {
  const t = useWords()
  const may = useMay()
  const confirm = useCommand(client.training.confirmBulletin, { done: t('ui.done') })
  return (
    <Card
      size="small"
      title={bulletin.title}
      extra={
        bulletin.readAt ? (
          <Tag color="green" icon={<CheckOutlined />}>
            {t('training.confirmed')}
          </Tag>
        ) : (
          bulletin.mustReadBy && (
            <Tag color="gold">
              {t('training.must-read-by')} {bulletin.mustReadBy}
            </Tag>
          )
        )
      }
    >
      <Markdown text={bulletin.body} />
      <Flex justify="space-between" align="center" gap={8} wrap style={{ marginTop: 8 }}>
        <Typography.Text type="secondary">
          {bulletin.source} · <InstantText at={bulletin.publishedAt} /> · {bulletin.publishedByName ?? ''}
        </Typography.Text>
        <Flex gap={8}>
          {may('training.bulletin.write') && <Button onClick={onReaders}>{t('training.readers')}</Button>}
          {!bulletin.readAt && (
            <Button loading={confirm.isPending} onClick={() => confirm.mutate({ id: bulletin.id })}>
              {t('training.confirm-read')}
            </Button>
          )}
        </Flex>
      </Flex>
    </Card>
  )
}

function Readers({ bulletin, onClose }: { bulletin: Bulletin | null; onClose: () => void }) {
  const t = useWords()
  const readers = useQuery({
    ...api.training.bulletinReaders.queryOptions({ input: { id: bulletin?.id ?? 'bulletin_0000000000000' } }),
    enabled: bulletin !== null,
  })
  return (
    <Drawer open={bulletin !== null} onClose={onClose} title={t('training.readers')} size={460}>
      <QueryView query={readers}>
        {rows => (
          <Table
            size="small"
            pagination={false}
            rowKey="personId"
            dataSource={rows}
            columns={[
              { title: t('ui.person'), dataIndex: 'personName' },
              { title: t('team.group'), dataIndex: 'groupName' },
              {
                title: t('training.confirmed'),
                render: (_, row) =>
                  row.readAt ? <InstantText at={row.readAt} /> : <Tag color="gold">{t('training.not-yet')}</Tag>,
              },
            ]}
          />
        )}
      </QueryView>
      {bulletin?.mustReadBy && (
        <Typography.Text type="secondary">
          {t('training.must-read-by')} <DayText day={bulletin.mustReadBy} />
        </Typography.Text>
      )}
    </Drawer>
  )
}
