import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Descriptions, Drawer, Flex, Form, Grid, Input, Select, Steps, Tag, Typography } from 'antd'
import { useState } from 'react'
import { type Day, monthEnd } from '#lib/day'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { type Question, WhyDrawer } from './why-drawer.tsx'

type Answer = Awaited<ReturnType<typeof client.performance.whyPay>>
export type PayLine = Answer['line']

/** 为什么是这个数: the five steps of a line, and every line it comes from or that follows from it. */
export function PayWhy({
  lineId,
  mine,
  onClose,
}: {
  lineId: `payline_${string}` | null
  mine: boolean
  onClose: () => void
}) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const [doubting, setDoubting] = useState(false)
  return (
    <>
      <Drawer
        open={lineId !== null}
        onClose={onClose}
        size={wide ? 640 : '100%'}
        title={t('ui.why')}
        destroyOnHidden
        extra={
          mine && (
            <Button size="small" onClick={() => setDoubting(true)}>
              {t('performance.pay.doubt')}
            </Button>
          )
        }
      >
        {lineId && <Why lineId={lineId} />}
      </Drawer>
      {lineId && (
        <CommandForm
          open={doubting}
          onClose={() => setDoubting(false)}
          title={t('performance.pay.doubt')}
          operation={client.performance.raiseDispute}
          input={values => ({ lineId, reason: values.reason as 'amount', text: String(values.text) })}
          initial={{ reason: 'amount' }}
        >
          <Form.Item name="reason" label={t('performance.pay.doubt-kind')} rules={[{ required: true }]}>
            <Select
              options={(['amount', 'attribution', 'missing', 'hold', 'other'] as const).map(value => ({
                value,
                label: t(`performance.dispute-reason.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item
            name="text"
            label={t('performance.pay.doubt-text')}
            rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
          >
            <Input.TextArea rows={4} maxLength={1000} />
          </Form.Item>
        </CommandForm>
      )}
    </>
  )
}

function Why({ lineId }: { lineId: `payline_${string}` }) {
  const answer = useQuery(api.performance.whyPay.queryOptions({ input: { lineId } }))
  return <QueryView query={answer}>{data => <FiveSteps data={data} />}</QueryView>
}

function FiveSteps({ data }: { data: Answer }) {
  const t = useWords()
  const { line, why } = data
  const step = (title: string, content: React.ReactNode) => ({ title: t(title), content, status: 'finish' as const })
  return (
    <Flex vertical gap={16}>
      <Descriptions
        size="small"
        bordered
        column={1}
        items={[
          { key: 'what', label: t(`performance.part.${line.part}`), children: t(`performance.step.${line.step}`) },
          {
            key: 'amount',
            label: t('performance.pay.amount'),
            children: (
              <Typography.Text strong style={{ fontSize: 16 }}>
                <Money value={line.amount} sign />
              </Typography.Text>
            ),
          },
          ...(line.loanId
            ? [
                {
                  key: 'loan',
                  label: t('servicing.loan'),
                  children: <Link to={`/servicing/loans/${line.loanId}` as never}>{line.loanNumber}</Link>,
                },
              ]
            : []),
          ...(why.appraisal
            ? [
                {
                  key: 'appraisal',
                  label: t('performance.appraisal.sheet'),
                  children: (
                    <>
                      <Link to={`/performance/appraisals/${why.appraisal.id}` as never}>
                        {t('performance.pay.score-of', { cycle: why.appraisal.cycleName })}
                      </Link>
                      <div>{t('performance.pay.score-was', why.appraisal)}</div>
                    </>
                  ),
                },
              ]
            : []),
          ...(why.pool
            ? [
                {
                  key: 'pool',
                  label: t('performance.part.pool'),
                  children: t('performance.pay.pool-of', {
                    commission: grouped(why.pool.commission),
                    share: percent(why.pool.share),
                    people: why.pool.people,
                  }),
                },
              ]
            : []),
        ]}
      />
      <Steps
        orientation="vertical"
        size="small"
        items={[
          step(
            'performance.pay.step-plan',
            why.plan ? (
              data.planVersionId ? (
                <Link to={`/performance/plans/${data.planVersionId}` as never}>
                  {why.plan.name} v{why.plan.number}
                </Link>
              ) : (
                `${why.plan.name} v${why.plan.number}`
              )
            ) : (
              t('performance.pay.no-plan')
            ),
          ),
          step(
            'performance.pay.step-anchor',
            why.anchor ? (
              <>
                {t(`performance.anchor.${why.anchor.event}`)} · <DayText day={why.anchor.day} />
              </>
            ) : (
              '—'
            ),
          ),
          step(
            'performance.pay.step-inputs',
            why.inputs.length === 0 && !why.quality ? (
              '—'
            ) : (
              <>
                {why.inputs.map(input => (
                  <div key={input.name}>
                    {t(`performance.input.${input.name}`)} <span className="number">{grouped(input.value)}</span>
                  </div>
                ))}
                {why.quality && <QualityOf quality={why.quality} />}
              </>
            ),
          ),
          step(
            why.appraisal
              ? 'performance.pay.step-sum-performance'
              : why.pool
                ? 'performance.pay.step-sum-pool'
                : 'performance.pay.step-sum',
            why.sum ? (
              <span className="number">
                {grouped(why.sum.base)} × {factors(why)} = ¥{grouped(why.sum.whole)}
                {why.sum.note && <Tag style={{ marginInlineStart: 8 }}>{t(`performance.note.${why.sum.note}`)}</Tag>}
              </span>
            ) : (
              '—'
            ),
          ),
          step(
            'performance.pay.step-gates',
            why.gates.length === 0
              ? t('performance.pay.no-gate')
              : why.gates.map(gate => (
                  <div key={gate.code}>
                    {t(`performance.gate.${gate.code}`)} ×{gate.factor} ·{' '}
                    {t('performance.pay.gate-found', {
                      found: gateBound(gate.code, gate.reached),
                      bound: gateBound(gate.code, gate.bound),
                      factor: gate.factor,
                    })}
                    <GateRows gate={gate} />
                  </div>
                )),
          ),
        ]}
      />
      <PayLines lines={data.family} title={t('performance.pay.family')} marked={line.id} />
      {data.sources.length > 0 && <PayLines lines={data.sources} title={t('performance.pay.sources')} />}
    </Flex>
  )
}

/** The figure a quality coefficient goes by: a press opens the rows it was made of when the line was written. */
function QualityOf({ quality }: { quality: NonNullable<Answer['why']['quality']> }) {
  const t = useWords()
  const [question, setQuestion] = useState<Question | null>(null)
  const { code, from, to, value, figureRows, figureId } = quality
  const title = t(`performance.metric.${code}`)
  const words = t('performance.pay.quality-of', {
    metric: title,
    value: value === null ? '—' : percent(value),
    count: figureRows,
  })
  return (
    <div>
      {figureId ? (
        <Button
          type="link"
          size="small"
          style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
          onClick={() => setQuestion({ metric: code, title, from, to, figureId })}
        >
          {words}
        </Button>
      ) : (
        words
      )}
      <WhyDrawer question={question} onClose={() => setQuestion(null)} />
    </div>
  )
}

const percent = (share: string) => `${Number((Number(share) * 100).toFixed(2))}%`

/** What a gate found: the cases, the certificates, or the company's bad loans of the frozen month. */
function GateRows({ gate }: { gate: Answer['why']['gates'][number] }) {
  const t = useWords()
  const may = useMay()
  const [question, setQuestion] = useState<Question | null>(null)
  if (gate.code === 'company-risk' && gate.month && may('risk.portfolio.read')) {
    const { month } = gate
    const ask = {
      metric: 'npl' as const,
      title: t('performance.metric.npl'),
      company: true,
      from: month,
      to: monthEnd(month as Day),
    }
    return (
      <div>
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setQuestion(ask)}>
          {t('ui.rows')}
        </Button>
        <WhyDrawer question={question} onClose={() => setQuestion(null)} />
      </div>
    )
  }
  return (
    <Flex gap={8} wrap>
      {(gate.of ?? []).map(found =>
        gate.code === 'red-line' ? (
          <Link key={found} to={`/performance/cases/${found}` as never}>
            {t('performance.case')}
          </Link>
        ) : (
          <Tag key={found}>{found}</Tag>
        ),
      )}
    </Flex>
  )
}

/** What a gate looks at, as it is read: a share of the book in percent, else a number of pieces. */
export const gateBound = (code: string, value: string) => (code === 'company-risk' ? percent(value) : value)

/** The factors of a line: of performance pay months and score, of a share in a pool its points among all, else rate, tier and quality. */
function factors({ sum, appraisal, pool }: Answer['why']): string {
  if (!sum) return ''
  if (appraisal) return `${sum.rate} × ${sum.quality}`
  if (pool) return `${grouped(pool.ownPoints)} ÷ ${grouped(pool.allPoints)}`
  return `${sum.rate} × ${sum.tier} × ${sum.quality}`
}

/** Lines of the ledger, oldest first; a press opens why. */
export function PayLines({
  lines,
  title,
  marked,
  onOpen,
}: {
  lines: readonly PayLine[]
  title?: string
  marked?: string
  onOpen?: (line: PayLine) => void
}) {
  const t = useWords()
  return (
    <div>
      {title && (
        <Typography.Text strong style={{ display: 'block', padding: '4px 0 8px' }}>
          {title}
        </Typography.Text>
      )}
      <FoldTable<PayLine>
        rows={lines}
        rowKey="id"
        size="small"
        empty={t('performance.pay.empty')}
        columns={[
          {
            title: t('performance.pay.what'),
            render: (_, row) => {
              const words = `${t(`performance.part.${row.part}`)} · ${t(`performance.step.${row.step}`)}`
              if (onOpen)
                return (
                  <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onOpen(row)}>
                    {words}
                  </Button>
                )
              return row.id === marked ? <strong>{words}</strong> : words
            },
          },
          { title: t('performance.pay.day'), render: (_, row) => <DayText day={row.day} /> },
          { title: `${t('performance.pay.amount')} ¥`, align: 'end', render: (_, row) => <Money value={row.amount} /> },
          {
            title: t('servicing.loan'),
            render: (_, row) => row.loanNumber ?? '—',
            folds: row => row.loanNumber !== null,
          },
          {
            title: t('performance.pay.move'),
            render: (_, row) => `${t(`performance.account.${row.from}`)} → ${t(`performance.account.${row.to}`)}`,
            folds: () => !onOpen,
          },
          {
            title: t('performance.pay.vests'),
            render: (_, row) => (row.vestsOn ? <DayText day={row.vestsOn} /> : '—'),
            folds: row => row.vestsOn !== null,
          },
        ]}
      />
    </div>
  )
}
