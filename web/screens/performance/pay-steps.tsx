import { Link } from '@tanstack/react-router'
import { Button, Flex, Steps, Tag } from 'antd'
import { useState } from 'react'
import { type Day, monthEnd } from '#lib/day'
import type { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { grouped, percent } from '../../ui/money.tsx'
import { share } from './plan-component.tsx'
import { type Question, WhyDrawer } from './why-drawer.tsx'

export type Why = Awaited<ReturnType<typeof client.performance.whyPay>>['why']

/** Why an amount of pay is what it is, in the same five steps everywhere: plan version, anchor, inputs, arithmetic, gates. */
export function WhySteps({
  why,
  planVersionId,
  amount,
  part,
}: {
  why: Why
  planVersionId: string | null
  amount: string
  /** Which part of the whole the line goes back to: what counts now, or what comes on a later day. */
  part?: { step: string; vestsOn: string | null }
}) {
  const t = useWords()
  const step = (title: string, content: React.ReactNode) => ({ title: t(title), content, status: 'finish' as const })
  const input = (name: string) => why.inputs.find(one => one.name === name)?.value
  const wage = input('monthly_wage')
  return (
    <Steps
      orientation="vertical"
      size="small"
      items={[
        step(
          'performance.pay.step-plan',
          why.plan ? (
            planVersionId ? (
              <Link to={`/performance/plans/${planVersionId}` as never}>
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
                  {t(`performance.input.${input.name}`)} <span className="number">{inputValue(t, input)}</span>
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
              : wage
                ? 'performance.pay.step-sum-base'
                : 'performance.pay.step-sum',
          why.sum ? (
            <span className="number">
              ¥{grouped(why.sum.base)} × {factors(why)} = ¥{grouped(why.sum.whole)}
              {why.sum.note && <Tag style={{ marginInlineStart: 8 }}>{t(`performance.note.${why.sum.note}`)}</Tag>}
              {amount !== why.sum.whole && part?.step === 'earn' && (
                <div>{t('performance.pay.part-now', { amount: grouped(amount) })}</div>
              )}
              {amount !== why.sum.whole && part?.step === 'defer' && part.vestsOn && (
                <div>{t('performance.pay.part-later', { amount: grouped(amount), day: part.vestsOn })}</div>
              )}
            </span>
          ) : wage ? (
            <span className="number">
              ¥{grouped(wage)} × {input('days')} ÷ {input('days_of_month')} = ¥{grouped(amount)}
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
  )
}

/** Inputs that are amounts in yuan, and those that are a yes or a no. */
const yuan = ['principal', 'price', 'monthly_wage', 'monthly_performance']
const flags = ['new_customer', 'within_time']

/** An input as it is read: in its unit. */
function inputValue(t: (word: string) => string, { name, value }: Why['inputs'][number]): string {
  if (yuan.includes(name)) return `¥${grouped(value)}`
  if (flags.includes(name)) return t(value === '0' ? 'ui.no' : 'ui.yes')
  return name === 'annual_rate' ? share(value) : grouped(value)
}

/** The figure a quality coefficient goes by: a press opens the rows it was made of when the line was written. */
function QualityOf({ quality }: { quality: NonNullable<Why['quality']> }) {
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

/** What a gate found: the cases, the certificates, or the company's bad loans of the frozen month. */
function GateRows({ gate }: { gate: Why['gates'][number] }) {
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
export const gateBound = (code: string, value: string) => (code === 'company-risk' ? share(value) : value)

/** The factors of a line: of performance pay months and score, of a share in a pool its points among all, else rate, tier and quality. */
function factors({ sum, appraisal, pool }: Why): string {
  if (!sum) return ''
  if (appraisal) return `${sum.rate} × ${sum.quality}`
  if (pool) return `${grouped(pool.ownPoints)} ÷ ${grouped(pool.allPoints)}`
  return `${Number(sum.rate) < 1 ? share(sum.rate) : sum.rate} × ${sum.tier} × ${sum.quality}`
}
