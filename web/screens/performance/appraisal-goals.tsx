import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Tag, Typography } from 'antd'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import type { Sheet } from './appraisal.tsx'
import { FigureValue, type Question, whoseOf } from './why-drawer.tsx'

type Line = Sheet['parts'][number]['lines'][number]
type Measured = NonNullable<Sheet['goals'][number]['measured']>
type Why = (question: Question) => void

/** What each metric of the cycle came to against its target; a press on the figure opens its rows. */
export function MetricLines({ sheet, onWhy }: { sheet: Sheet; onWhy: Why }) {
  const t = useWords()
  const lines = sheet.parts.flatMap(part => part.lines)
  if (lines.length === 0) return null
  return (
    <Card size="small" title={t('performance.part.metrics')} styles={{ body: { padding: 0 } }}>
      <FoldTable<Line>
        rows={lines}
        rowKey="code"
        size="small"
        columns={[
          { title: t('performance.appraisal.metric'), render: (_, row) => t(`performance.metric.${row.code}`) },
          { title: t('performance.appraisal.weight'), align: 'end', render: (_, row) => `${row.weight} %` },
          ...measuredColumns<Line>(t, sheet, onWhy, row => ({ code: row.code, measured: row })),
        ]}
      />
    </Card>
  )
}

/** The goals: those in words as the manager says, those with a metric as the registry does. */
export function Goals({ sheet, onWhy }: { sheet: Sheet; onWhy: Why }) {
  const t = useWords()
  const measured = sheet.goals.some(goal => goal.code !== null)
  type Goal = Sheet['goals'][number]
  return (
    <Card
      size="small"
      title={t('performance.appraisal.goals')}
      styles={{ body: sheet.goals.length === 0 ? {} : { padding: 0 } }}
      extra={
        <Tag color={sheet.goalsAgreed ? 'green' : 'gold'}>
          {sheet.goalsAgreed ? t('performance.appraisal.agreed') : t('performance.appraisal.not-agreed')}
        </Tag>
      }
    >
      {sheet.goals.length === 0 ? (
        <Typography.Text type="secondary">{t('performance.appraisal.no-goals')}</Typography.Text>
      ) : (
        <FoldTable<Goal>
          rows={sheet.goals}
          rowKey="text"
          size="small"
          columns={[
            {
              title: t('performance.appraisal.goals'),
              render: (_, row) => (
                <Flex vertical>
                  <span>{row.text}</span>
                  {row.code && (
                    <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                      {t(`performance.metric.${row.code}`)}
                    </Typography.Text>
                  )}
                </Flex>
              ),
            },
            { title: t('performance.appraisal.weight'), align: 'end', render: (_, row) => `${row.weight} %` },
            ...(measured
              ? measuredColumns<Goal>(t, sheet, onWhy, row =>
                  row.code && row.measured ? { code: row.code, measured: row.measured } : null,
                ).slice(0, 2)
              : []),
            {
              title: t('performance.appraisal.reached'),
              align: 'end',
              render: (_, row) => {
                if (row.measured) return <Reached measured={row.measured} />
                return row.result === null ? '—' : `${row.result} %`
              },
            },
          ]}
        />
      )}
    </Card>
  )
}

/** Target, actual and what it scores, for rows that are measured. */
function measuredColumns<Row>(
  t: ReturnType<typeof useWords>,
  sheet: Sheet,
  onWhy: Why,
  of: (row: Row) => { code: Line['code']; measured: Measured } | null,
) {
  return [
    {
      title: t('performance.appraisal.target'),
      align: 'end' as const,
      folds: (row: Row) => of(row) !== null,
      render: (_: unknown, row: Row) => {
        const found = of(row)
        if (!found) return '—'
        const { target, upper } = found.measured
        return (
          <>
            <InUnit code={found.code} value={target} />
            {upper && (
              <>
                {' – '}
                <InUnit code={found.code} value={upper} />
              </>
            )}
          </>
        )
      },
    },
    {
      title: t('performance.appraisal.actual'),
      align: 'end' as const,
      folds: (row: Row) => of(row) !== null,
      render: (_: unknown, row: Row) => {
        const found = of(row)
        if (!found || found.measured.value === null) return '—'
        const { from, to } = sheet
        const { figureId, about } = found.measured
        const title = t(`performance.metric.${found.code}`)
        const question = {
          metric: found.code,
          title,
          ...whoseOf(about, sheet.personId),
          from,
          to,
          ...(figureId ? { figureId } : {}),
        }
        return (
          <Flex vertical align="end">
            <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onWhy(question)}>
              <InUnit code={found.code} value={found.measured.value} />
            </Button>
            {about && (
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {t('performance.score.about', { name: about.name ?? t('performance.level.company') })}
              </Typography.Text>
            )}
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              {found.measured.frozen ? (
                t('performance.appraisal.frozen')
              ) : (
                <>
                  {t('ui.as-of')} <InstantText at={found.measured.asOf} />
                </>
              )}
            </Typography.Text>
          </Flex>
        )
      },
    },
    {
      title: t('performance.appraisal.score'),
      align: 'end' as const,
      render: (_: unknown, row: Row) => {
        const found = of(row)
        return found ? <Reached measured={found.measured} /> : '—'
      },
    },
  ]
}

function Reached({ measured }: { measured: Measured }) {
  const t = useWords()
  if (measured.score !== null) return <span className="number">{measured.score}</span>
  return (
    <Typography.Text type="secondary">
      {measured.missing && t(`performance.missing.${measured.missing}`)}
    </Typography.Text>
  )
}

/** A value as its metric is written. */
function InUnit({ code, value }: { code: Line['code']; value: string | null }) {
  const metrics = useQuery(api.performance.listMetrics.queryOptions())
  const unit = metrics.data?.find(metric => metric.code === code)?.unit ?? 'count'
  return <FigureValue figure={{ value, numerator: null, denominator: null, rows: 0 }} unit={unit} />
}
