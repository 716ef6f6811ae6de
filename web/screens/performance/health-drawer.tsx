import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Drawer, Flex, Grid, Tag, Typography } from 'antd'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import type { MetricCode } from './why-drawer.tsx'

export type HealthData = Awaited<ReturnType<typeof client.performance.teamHealth>>
export type HealthPerson = HealthData['people'][number]
export type HealthPart = 'load' | 'overdue' | 'training' | 'attrition'
type Row = Awaited<ReturnType<typeof client.performance.healthRows>>[number]

type Props = {
  open: { person: HealthPerson; part: HealthPart } | null
  levels: HealthData['levels']
  onClose: () => void
  /** Opens the rows a figure of the registry is made of. */
  onMetric: (metric: MetricCode, person: HealthPerson) => void
}

/** What stands behind one figure of one person. */
export function HealthDrawer({ open, levels, onClose, onMetric }: Props) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  return (
    <Drawer
      open={open !== null}
      onClose={onClose}
      size={wide ? 560 : '100%'}
      title={open ? `${t('ui.why')}${t('ui.colon')}${t(`performance.health.${open.part}`)} · ${open.person.name}` : ''}
      destroyOnHidden
    >
      {open && (
        <Flex vertical gap={16}>
          <Alert type="info" title={t(`performance.health.${open.part}.definition`)} />
          {open.part === 'load' && <Load person={open.person} onMetric={onMetric} />}
          {open.part === 'attrition' && <Attrition person={open.person} levels={levels} />}
          {(open.part === 'overdue' || open.part === 'training') && <Lines person={open.person} part={open.part} />}
        </Flex>
      )}
    </Drawer>
  )
}

function Load({ person, onMetric }: { person: HealthPerson; onMetric: Props['onMetric'] }) {
  const t = useWords()
  return (
    <>
      <Typography.Text strong className="number" style={{ fontSize: 18 }}>
        {person.load} %
      </Typography.Text>
      <FoldTable
        size="small"
        rows={person.loadParts}
        rowKey="work"
        columns={[
          { title: t('performance.health.kind'), render: (_, part) => t(`performance.metric.${part.work}`) },
          {
            title: t('performance.health.open'),
            align: 'end',
            render: (_, part) => (
              <Button
                type="link"
                size="small"
                style={{ paddingInline: 0 }}
                onClick={() => onMetric(part.work, person)}
                aria-label={`${t(`performance.metric.${part.work}`)} ${part.open}`}
              >
                <span className="number">{part.open}</span>
              </Button>
            ),
          },
          {
            title: t('performance.health.norm'),
            align: 'end',
            render: (_, part) => <span className="number">{part.norm}</span>,
          },
          {
            title: t('performance.health.load'),
            align: 'end',
            render: (_, part) => <span className="number">{Math.round((part.open * 100) / part.norm)} %</span>,
          },
        ]}
      />
    </>
  )
}

function Attrition({ person, levels }: { person: HealthPerson; levels: HealthData['levels'] }) {
  const t = useWords()
  const { attrition } = person
  if (!attrition) return <Typography.Text>{t('performance.health.own')}</Typography.Text>
  return (
    <>
      <Flex gap={8} align="center">
        <LevelTag level={attrition.level} />
        <Typography.Text type="secondary">
          {t('performance.health.points', { points: attrition.points, ...levels })}
        </Typography.Text>
      </Flex>
      {attrition.signs.length === 0 ? (
        <Typography.Text type="secondary">{t('performance.health.no-sign')}</Typography.Text>
      ) : (
        <FoldTable
          size="small"
          rows={attrition.signs}
          rowKey="sign"
          columns={[
            {
              title: t('performance.health.sign'),
              render: (_, one) => t(`performance.health.sign.${one.sign}`, { found: one.found, limit: one.limit }),
            },
            {
              title: t('performance.health.weight'),
              align: 'end',
              render: (_, one) => <span className="number">{one.weight}</span>,
            },
          ]}
        />
      )}
      <Link to={'/reference/parameters/health.signs' as never}>{t('reference.parameter')}</Link>
    </>
  )
}

/** The level in a word and a colour. */
export function LevelTag({ level }: { level: 'low' | 'watch' | 'high' }) {
  const t = useWords()
  return (
    <Tag {...(level === 'low' ? {} : { color: level === 'high' ? 'red' : 'gold' })} style={{ marginInlineEnd: 0 }}>
      {t(`performance.health.level.${level}`)}
    </Tag>
  )
}

function Lines({ person, part }: { person: HealthPerson; part: 'overdue' | 'training' }) {
  const t = useWords()
  const rows = useQuery(
    api.performance.healthRows.queryOptions({ input: { personId: person.id as `person_${string}`, part } }),
  )
  return (
    <QueryView query={rows}>
      {data => (
        <FoldTable<Row & { at: number }>
          size="small"
          rows={data.map((row, at) => ({ ...row, at }))}
          rowKey={row => String(row.at)}
          empty={t('performance.health.nothing')}
          columns={[
            {
              title: t('ui.number'),
              render: (_, row) => <Name row={row} />,
            },
            { title: t('performance.health.kind'), render: (_, row) => t(`performance.health.kind.${row.kind}`) },
            {
              title: t('performance.health.due'),
              render: (_, row) => (
                <Typography.Text {...(row.late ? { type: 'danger' } : {})}>
                  <DayText day={row.day} />
                </Typography.Text>
              ),
            },
          ]}
        />
      )}
    </QueryView>
  )
}

function Name({ row }: { row: Row }) {
  const t = useWords()
  if (row.name === null) return <Typography.Text type="secondary">{t('performance.health.private')}</Typography.Text>
  if (row.about === null) return <>{row.name}</>
  const place = row.kind === 'lead' ? '/origination/leads' : '/origination/applications'
  return <Link to={`${place}/${row.about}` as never}>{row.name}</Link>
}
