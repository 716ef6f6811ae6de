import { CheckCircleFilled, ExclamationCircleFilled, WarningFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Form, Input, Popconfirm, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { posts } from '../../../modules/team/post.ts'
import { readinesses } from '../../../modules/training/career.ts'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Places, useName } from './parts.tsx'
import { PersonSelect } from './person-select.tsx'

type KeyPost = Awaited<ReturnType<typeof client.training.listKeyPosts>>[number]
const looks = {
  none: { color: 'red', icon: <ExclamationCircleFilled /> },
  'not-ready': { color: 'orange', icon: <WarningFilled /> },
  ready: { color: 'green', icon: <CheckCircleFilled /> },
} as const

/** Posts that must not stand empty: who holds them, who could follow, and what each still lacks. */
export default function Succession() {
  const t = useWords()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const [naming, setNaming] = useState<KeyPost | null>(null)
  const keyPosts = useQuery(api.training.listKeyPosts.queryOptions())
  const groups = useQuery(api.team.listGroups.queryOptions())
  const write = may('training.succession.write')
  const required = [{ required: true, message: t('problem.missing') }]
  const uncovered = (keyPosts.data ?? []).filter(post => post.cover === 'none').length
  return (
    <>
      <Places at="/training/succession" />
      <Flex justify="space-between" align="center" wrap gap={8} style={{ marginBottom: 12 }}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('training.succession')}
        </Typography.Title>
        {write && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('training.key-post-add')}
          </Button>
        )}
      </Flex>
      {uncovered > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('training.uncovered', { count: uncovered })}
          style={{ marginBottom: 12 }}
        />
      )}
      <QueryView query={keyPosts}>
        {data =>
          data.length === 0 ? (
            <Card>
              <EmptyState text={t('training.key-posts-none')} />
            </Card>
          ) : (
            <div
              style={{
                display: 'grid',
                gridTemplateColumns: 'repeat(auto-fill, minmax(min(400px, 100%), 1fr))',
                gap: 12,
                alignItems: 'start',
              }}
            >
              {data.map(post => (
                <One key={post.id} post={post} write={write} onName={() => setNaming(post)} />
              ))}
            </div>
          )
        }
      </QueryView>
      <CommandForm
        open={adding}
        title={t('training.key-post-add')}
        submit={t('training.key-post-add')}
        onClose={() => setAdding(false)}
        operation={client.training.addKeyPost}
        input={values => ({
          post: values.post as (typeof posts)[number],
          groupId: values.groupId as `group_${string}`,
          note: String(values.note ?? ''),
        })}
      >
        <Form.Item name="groupId" label={t('team.group')} rules={required}>
          <Select
            options={(groups.data?.groups ?? []).map(group => ({
              value: group.id,
              label: `${group.branchName} · ${group.name}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="post" label={t('team.post')} rules={required}>
          <Select options={posts.map(value => ({ value, label: t(`team.post.${value}`) }))} />
        </Form.Item>
        <Form.Item name="note" label={t('training.key-post-why')} rules={required}>
          <Input maxLength={300} />
        </Form.Item>
      </CommandForm>
      <CommandForm
        open={naming !== null}
        title={naming ? `${t('training.successor-name')} · ${t(`team.post.${naming.post}`)} · ${naming.groupName}` : ''}
        submit={t('training.successor-name')}
        onClose={() => setNaming(null)}
        operation={client.training.nameSuccessor}
        initial={{ readiness: 'within-year' }}
        input={values => ({
          id: (naming as KeyPost).id,
          personId: values.personId as `person_${string}`,
          readiness: values.readiness as (typeof readinesses)[number],
          note: String(values.note ?? ''),
        })}
      >
        <Form.Item name="personId" label={t('ui.person')} rules={required}>
          <PersonSelect />
        </Form.Item>
        <Form.Item name="readiness" label={t('training.readiness')} rules={required}>
          <Select options={readinesses.map(value => ({ value, label: t(`training.readiness.${value}`) }))} />
        </Form.Item>
        <Form.Item name="note" label={t('training.rating-note')} rules={required}>
          <Input maxLength={300} />
        </Form.Item>
      </CommandForm>
    </>
  )
}

function One({ post, write, onName }: { post: KeyPost; write: boolean; onName: () => void }) {
  const t = useWords()
  const name = useName()
  const end = useCommand(client.training.endKeyPost, { done: t('ui.done') })
  const drop = useCommand(client.training.dropSuccessor, { done: t('ui.done') })
  return (
    <Card
      size="small"
      style={post.cover === 'none' ? { borderColor: 'var(--ant-color-error, #c93a3a)' } : {}}
      title={
        <Flex gap={8} align="center" wrap>
          <span>
            {t(`team.post.${post.post}`)} · {post.groupName}
          </span>
          <Tag color={looks[post.cover].color} icon={looks[post.cover].icon}>
            {t(`training.cover.${post.cover}`)}
          </Tag>
        </Flex>
      }
      styles={{ body: { padding: 0 } }}
      actions={
        write
          ? [
              <Button key="name" type="link" size="small" onClick={onName}>
                {t('training.successor-name')}
              </Button>,
              <Popconfirm
                key="end"
                title={t('training.key-post-end')}
                onConfirm={() => end.mutate({ id: post.id })}
                okText={t('training.key-post-end')}
                cancelText={t('ui.cancel')}
              >
                <Button type="text" size="small">
                  {t('training.key-post-end')}
                </Button>
              </Popconfirm>,
            ]
          : []
      }
    >
      <div style={{ padding: '10px 14px' }}>
        <Typography.Text type="secondary">{post.note}</Typography.Text>
        <div>
          {t('training.holder')}{' '}
          {post.holders.length === 0 ? (
            <Tag color="red">{t('training.vacant')}</Tag>
          ) : (
            post.holders.map(holder => (
              <span key={holder.personId} style={{ marginInlineEnd: 10 }}>
                <strong>{holder.personName}</strong>{' '}
                <Typography.Text type="secondary">
                  <DayText day={holder.since} />
                </Typography.Text>
              </span>
            ))
          )}
        </div>
      </div>
      {post.successors.map(one => (
        <div key={one.personId} style={{ padding: '10px 14px', borderTop: '1px solid rgba(128,128,128,0.15)' }}>
          <Flex justify="space-between" gap={8} align="center">
            <Link to={`/training/people/${one.personId}/career` as never}>
              {one.personName} · {t(`team.post.${one.post}`)}
            </Link>
            <Flex gap={4} align="center">
              <Tag color={one.readiness === 'now' ? 'green' : 'default'}>
                {t(`training.readiness.${one.readiness}`)}
              </Tag>
              {write && (
                <Button size="small" type="text" onClick={() => drop.mutate({ id: post.id, personId: one.personId })}>
                  {t('training.successor-drop')}
                </Button>
              )}
            </Flex>
          </Flex>
          <div>{one.note}</div>
          <Typography.Text type="secondary">
            {one.asked === 0
              ? t('training.gaps-unknown')
              : one.gaps.length === 0
                ? t('training.gaps-none', { asked: one.asked })
                : `${t('training.gaps-of', { asked: one.asked, count: one.gaps.length })} ${one.gaps
                    .map(gap => (gap.kind === 'months' ? t('training.line.months') : name(gap)))
                    .join(t('party.list-comma'))}`}
          </Typography.Text>
        </div>
      ))}
    </Card>
  )
}
