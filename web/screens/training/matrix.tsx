import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, Flex, Select, Table, Typography } from 'antd'
import { useState } from 'react'
import { addMs, dayAt } from '#lib/day'
import { api, type client } from '../../client.ts'
import { useSettings, useWords } from '../../settings.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Places, SkillTag, useName } from './parts.tsx'

type Matrix = Awaited<ReturnType<typeof client.training.skillsMatrix>>
type Cell = Matrix['groups'][number]['cells'][number]

/** Required, held and expiring certificates: groups as a heat table that says its figures, people below it. */
export default function MatrixPage() {
  const { t, language } = useSettings()
  const name = useName()
  const [groupId, setGroupId] = useState<string | null>(null)
  const matrix = useQuery(api.training.skillsMatrix.queryOptions({ input: {} }))
  return (
    <>
      <Places at="/training/matrix" />
      <Flex justify="space-between" align="center" wrap gap={8} style={{ marginBottom: 12 }}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('training.matrix')}
        </Typography.Title>
        {matrix.data && (
          <Button
            icon={<DownloadOutlined />}
            href={`/api/export/training/listSkillRows?${new URLSearchParams({
              ...(groupId ? { groupId } : {}),
              title: t('training.matrix'),
              language,
              columns: JSON.stringify([
                { key: 'personName', title: t('ui.person') },
                { key: 'post', title: t('team.post'), words: 'team.post' },
                { key: 'branchName', title: t('team.branch') },
                { key: 'groupName', title: t('team.group') },
                ...matrix.data.kinds.map(kind => ({ key: `skills.${kind.code}`, title: name(kind) })),
              ]),
            })}`}
          >
            {t('ui.export')}
          </Button>
        )}
      </Flex>
      <QueryView query={matrix}>
        {data =>
          data.kinds.length === 0 ? (
            <Card>
              <EmptyState text={t('training.kinds-none')} />
            </Card>
          ) : (
            <Flex vertical gap={14}>
              <Groups matrix={data} onPick={setGroupId} />
              <People matrix={data} groupId={groupId} onPick={setGroupId} />
            </Flex>
          )
        }
      </QueryView>
    </>
  )
}

function Groups({ matrix, onPick }: { matrix: Matrix; onPick: (id: string) => void }) {
  const t = useWords()
  const name = useName()
  return (
    <Card size="small" title={t('training.matrix-groups')} styles={{ body: { padding: 0 } }}>
      <Table
        size="small"
        pagination={false}
        rowKey="groupId"
        scroll={{ x: 'max-content' }}
        dataSource={matrix.groups}
        columns={[
          {
            title: t('team.group'),
            fixed: 'left' as const,
            render: (_, row) => (
              <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onPick(row.groupId)}>
                {row.branchName} · {row.groupName}
              </Button>
            ),
          },
          { title: t('training.people'), align: 'end' as const, dataIndex: 'people' },
          ...matrix.kinds.map(kind => ({
            title: name(kind),
            align: 'center' as const,
            onCell: (row: Matrix['groups'][number]) => ({ style: heat(cellOf(row.cells, kind.code)) }),
            render: (_: unknown, row: Matrix['groups'][number]) => <Share cell={cellOf(row.cells, kind.code)} />,
          })),
        ]}
      />
      <div style={{ padding: '8px 12px' }}>
        <Typography.Text type="secondary">{t('training.matrix-legend')}</Typography.Text>
      </div>
    </Card>
  )
}

const cellOf = (cells: Cell[], code: string) => cells.find(cell => cell.code === code)

/** Ground by how many of the required are missing; the figures in the cell say the same without colour. */
function heat(cell: Cell | undefined): Record<string, string> {
  if (!cell || cell.required === 0) return {}
  const share = cell.missing / cell.required
  if (share === 0) return { background: cell.expiring > 0 ? 'rgba(201,138,16,0.18)' : 'rgba(47,143,91,0.18)' }
  return { background: `rgba(201,58,58,${(0.12 + share * 0.3).toFixed(2)})` }
}

function Share({ cell }: { cell: Cell | undefined }) {
  const t = useWords()
  if (!cell || (cell.required === 0 && cell.held === 0)) return <Typography.Text type="secondary">—</Typography.Text>
  const fulfilled = cell.required - cell.missing
  return (
    <span className="number">
      <strong>{cell.required > 0 ? `${fulfilled}/${cell.required}` : `+${cell.held}`}</strong>
      {cell.expiring > 0 && (
        <div style={{ fontSize: 12 }}>{t('training.expiring-count', { count: cell.expiring })}</div>
      )}
      {cell.missing > 0 && <div style={{ fontSize: 12 }}>{t('training.missing-count', { count: cell.missing })}</div>}
    </span>
  )
}

function People({
  matrix,
  groupId,
  onPick,
}: {
  matrix: Matrix
  groupId: string | null
  onPick: (id: string | null) => void
}) {
  const t = useWords()
  const name = useName()
  const people = matrix.people.filter(person => groupId === null || person.groupId === groupId)
  return (
    <Card
      size="small"
      title={t('training.matrix-people')}
      styles={{ body: { padding: 0 } }}
      extra={
        <Select
          aria-label={t('team.group')}
          allowClear
          style={{ minWidth: 200 }}
          placeholder={t('ui.all')}
          value={groupId}
          onChange={value => onPick(value ?? null)}
          options={matrix.groups.map(group => ({
            value: group.groupId,
            label: `${group.branchName} · ${group.groupName}`,
          }))}
        />
      }
    >
      <Table
        size="small"
        pagination={false}
        rowKey="personId"
        scroll={{ x: 'max-content' }}
        dataSource={people}
        columns={[
          {
            title: t('ui.person'),
            fixed: 'left' as const,
            render: (_, row) => <Link to={`/training/people/${row.personId}` as never}>{row.personName}</Link>,
          },
          { title: t('team.post'), render: (_, row) => t(`team.post.${row.post}`) },
          ...matrix.kinds.map(kind => ({
            title: name(kind),
            align: 'center' as const,
            render: (_: unknown, row: Matrix['people'][number]) => {
              const cell = row.cells.find(one => one.code === kind.code)
              if (!cell || cell.state === 'none') return <Typography.Text type="secondary">—</Typography.Text>
              return (
                <>
                  <SkillTag state={cell.state} />
                  {cell.endsAt && <div style={{ fontSize: 12 }}>{dayAt(addMs(cell.endsAt, -1))}</div>}
                </>
              )
            },
          })),
        ]}
      />
    </Card>
  )
}
