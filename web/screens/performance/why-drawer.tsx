import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Descriptions, Drawer, Flex, Grid, Table, Tag, Typography } from 'antd'
import { api, type client } from '../../client.ts'
import { useSettings, useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { grouped, Money, Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'

export type MetricCode = Awaited<ReturnType<typeof client.performance.listMetrics>>[number]['code']
export type Figure = { value: string | null; numerator: string | null; denominator: string | null; rows: number }
/** Which figure is asked about: the metric, whose, and for when. */
export type Question = {
  metric: MetricCode
  title: string
  personId?: `person_${string}`
  groupId?: `group_${string}`
  branchId?: `branch_${string}`
  company?: boolean
  from: string
  to: string
  /** The figure as it was kept when it paid or graded somebody. */
  figureId?: `figure_${string}`
}

type About = Awaited<ReturnType<typeof client.performance.score>>['metrics'][number]['about']

/** Whom to ask about: what somebody answers for, or the person. */
export function whoseOf(about: About | undefined, personId: string) {
  if (!about || about.level === 'person') return { personId: personId as `person_${string}` }
  if (about.groupId) return { groupId: about.groupId as `group_${string}` }
  if (about.branchId) return { branchId: about.branchId as `branch_${string}` }
  return { company: true }
}

/** A figure in its unit. */
export function FigureValue({ figure, unit }: { figure: Figure | undefined; unit: string }) {
  const t = useWords()
  if (!figure || figure.value === null) return <span>—</span>
  if (unit === 'money') return <Money value={figure.value} short />
  if (unit === 'share') return <Percent value={figure.value} decimals={1} />
  if (unit === 'minutes')
    return (
      <span className="number">
        {figure.value} <small>{t('ui.minutes')}</small>
      </span>
    )
  return <span className="number">{grouped(figure.value)}</span>
}

/** 为什么是这个数: the definition, the moment, and the rows the figure is made of, each a way to its record. */
export function WhyDrawer({ question, onClose }: { question: Question | null; onClose: () => void }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  return (
    <Drawer
      open={question !== null}
      onClose={onClose}
      size={wide ? 640 : '100%'}
      title={question ? `${t('ui.why')}${t('ui.colon')}${question.title}` : ''}
      destroyOnHidden
    >
      {question && <Answer question={question} />}
    </Drawer>
  )
}

/** What it means of a row to be counted, where that is more than standing in the numerator. */
const countedAs: Partial<Record<MetricCode, string>> = {
  'model-ks': 'performance.figure.went-bad',
  'model-auc': 'performance.figure.went-bad',
  'model-psi': 'performance.figure.new',
  'alert-recall': 'performance.figure.warned',
  'alert-precision': 'performance.figure.went-bad',
}

type Row = Awaited<ReturnType<typeof client.performance.figureRows>>['rows'][number]

function Answer({ question }: { question: Question }) {
  const { t, language } = useSettings()
  const { metric, personId, groupId, branchId, company, from, to, figureId } = question
  const kept = useQuery({
    ...api.performance.keptFigureRows.queryOptions({ input: { figureId: figureId ?? 'figure_0' } }),
    enabled: figureId !== undefined,
  })
  const told = useQuery({
    ...api.performance.figureRows.queryOptions({
      input: {
        metric,
        from,
        to,
        ...(personId ? { personId } : {}),
        ...(groupId ? { groupId } : {}),
        ...(branchId ? { branchId } : {}),
        ...(company ? { company: 'true' } : {}),
      },
    }),
    enabled: figureId === undefined,
  })
  const answer = figureId === undefined ? told : kept
  return (
    <QueryView query={answer}>
      {data => (
        <Flex vertical gap={16}>
          <Descriptions
            column={1}
            size="small"
            bordered
            styles={{ label: { width: 100 } }}
            items={[
              {
                key: 'value',
                label: t('ui.value'),
                children: (
                  <Typography.Text strong style={{ fontSize: 16 }}>
                    <FigureValue figure={data.figure} unit={data.unit} />
                  </Typography.Text>
                ),
              },
              {
                key: 'definition',
                label: t('ui.definition'),
                children: `${(language === 'zh' ? data.definitionZh : data.definitionEn) ?? t(`performance.metric.${metric}.definition`)}${t('ui.brackets', { inside: `v${data.version}` })}`,
              },
              {
                key: 'formula',
                label: t('performance.formula'),
                children: (
                  <>
                    {t(`performance.metric.${metric}.formula`)}
                    {data.figure.denominator !== null && (
                      <>
                        {' = '}
                        <span className="number">
                          {grouped(data.figure.numerator ?? '0')} ÷ {grouped(data.figure.denominator)}
                        </span>
                      </>
                    )}
                  </>
                ),
              },
              ...(data.separation
                ? [
                    {
                      key: 'gap',
                      label: t('performance.figure.gap'),
                      children: t('performance.figure.gap.note', data.separation),
                    },
                  ]
                : []),
              {
                key: 'period',
                label: t('performance.figure.period'),
                children: (
                  <>
                    <DayText day={from} /> – <DayText day={to} />
                  </>
                ),
              },
              {
                key: 'asof',
                label: t('ui.as-of'),
                children: (
                  <>
                    <InstantText at={data.asOf} /> {data.frozen && <Tag color="blue">{t('performance.frozen')}</Tag>}
                  </>
                ),
              },
            ]}
          />
          {data.difference && (
            <Alert
              type="warning"
              showIcon
              title={
                <>
                  {t('performance.frozen.changed', data.difference)}{' '}
                  <FigureValue figure={data.difference.now} unit={data.unit} />
                </>
              }
            />
          )}
          {data.shift && <Shift bands={data.shift} />}
          <Table
            size="small"
            pagination={false}
            rowKey="key"
            // A loan may stand here more than once, with each of its payments.
            dataSource={data.rows.map((row, key) => ({ ...row, key }))}
            scroll={{ x: 'max-content' }}
            title={() =>
              `${t('ui.rows')} · ${t('ui.total', { count: data.figure.rows })}${
                data.rows.length < data.figure.rows ? ` · ${t('performance.shown', { shown: data.rows.length })}` : ''
              }`
            }
            columns={[
              {
                title: t('ui.number'),
                render: (_, row) =>
                  row.about === null ? (
                    row.number
                  ) : (
                    <Link to={pathOf(row.about) as never} className="number">
                      {row.number}
                    </Link>
                  ),
              },
              { title: t('ui.person'), render: (_, row) => row.personName ?? '—' },
              ...(data.rows.some(row => row.day !== null)
                ? [{ title: t('ui.day'), render: (_: unknown, row: Row) => <DayText day={row.day} /> }]
                : []),
              ...(data.measuredIn === null
                ? []
                : [
                    {
                      title: `${t('ui.value')}${t('ui.brackets', { inside: t(`performance.measured.${data.measuredIn}`) })}`,
                      align: 'end' as const,
                      render: (_: unknown, row: Row) => <Measure value={row.measure} kind={data.measuredIn} />,
                    },
                  ]),
              ...(data.rows.some(row => row.part !== null)
                ? [
                    {
                      title: t(
                        metric === 'margin-after-loss' ? 'performance.figure.income' : 'performance.figure.part',
                      ),
                      align: 'end' as const,
                      render: (_: unknown, row: Row) =>
                        row.counted ? <Measure value={row.part} kind={data.measuredIn} /> : '—',
                    },
                  ]
                : []),
              ...(data.unit === 'share'
                ? [
                    {
                      title: t(countedAs[metric] ?? 'ui.counted'),
                      render: (_: unknown, row: Row) =>
                        row.counted ? <Tag color="blue">{t('ui.yes')}</Tag> : <Tag>{t('ui.no')}</Tag>,
                    },
                  ]
                : []),
            ]}
          />
        </Flex>
      )}
    </QueryView>
  )
}

type Band = NonNullable<Awaited<ReturnType<typeof client.performance.figureRows>>['shift']>[number]

/** Stretches of scores, with how many loans of either kind lie in each. */
function Shift({ bands }: { bands: readonly Band[] }) {
  const t = useWords()
  const name = ({ from, to }: Band) =>
    from === null && to === null
      ? t('ui.all')
      : t(`performance.figure.band.${from === null ? 'below' : to === null ? 'from' : 'between'}`, {
          from: from ?? '',
          to: to ?? '',
        })
  const number = (title: string, of: (band: Band) => number) => ({
    title: t(title),
    align: 'end' as const,
    render: (_: unknown, band: Band) => <span className="number">{grouped(String(of(band)))}</span>,
  })
  return (
    <Table<Band>
      size="small"
      pagination={false}
      rowKey={band => band.from ?? 'first'}
      dataSource={[...bands]}
      title={() => t('performance.figure.bands')}
      columns={[
        { title: t('performance.figure.band'), render: (_, band) => name(band) },
        number('performance.figure.band.known', band => band.base),
        number('performance.figure.new', band => band.now),
      ]}
    />
  )
}

function Measure({ value, kind }: { value: string | null; kind: string | null }) {
  if (kind === 'money') return <Money value={value} />
  return <span className="number">{value === null ? '—' : grouped(value)}</span>
}

const places: Readonly<Record<string, string>> = {
  loan: '/servicing/loans',
  lead: '/origination/leads',
  person: '/team/people',
  appraisal: '/performance/appraisals',
}
const pathOf = (about: string) => `${places[about.split('_')[0] ?? ''] ?? '/origination/applications'}/${about}`
