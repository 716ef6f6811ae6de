import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Segmented, Typography } from 'antd'
import type { ReactNode } from 'react'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { grouped, Money, percent } from '../../ui/money.tsx'
import type { Loan } from './loan-tags.tsx'

/**
 * Says that what is on the page is the past, and lets one change between what was known on the day shown and what is known of it
 * now: each figure that is not the same in both, and what was recorded since, stand there plainly.
 */
export function LookBackBanner({
  id,
  shownOn,
  knownOn,
  today,
  onKnown,
  onBack,
}: {
  id: Loan['id']
  shownOn: string
  knownOn: string
  today: string
  onKnown: (day: string) => void
  onBack: () => void
}) {
  const t = useWords()
  const past = shownOn < today
  const seen = (known: string) => ({
    ...api.servicing.getLoan.queryOptions({ input: { id, shownOn, knownOn: known } }),
    enabled: past,
    staleTime: 60_000,
  })
  const then = useQuery(seen(shownOn)).data
  const now = useQuery(seen(today)).data
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 14 }}
      title={
        <Flex gap="6px 14px" wrap align="center" justify="space-between">
          <span>{t('servicing.look.banner', { shownOn, knownOn })}</span>
          <Flex gap={8} wrap align="center">
            {past && (
              <Segmented
                size="small"
                value={knownOn}
                onChange={onKnown}
                options={[
                  { value: shownOn, label: t('servicing.look.then') },
                  { value: today, label: t('servicing.look.now') },
                ]}
              />
            )}
            <Button size="small" onClick={onBack}>
              {t('servicing.look.today')}
            </Button>
          </Flex>
        </Flex>
      }
      description={past && then && now && <Differences then={then} now={now} />}
    />
  )
}

/** What is known of a day now and was not then. */
function Differences({ then, now }: { then: Loan; now: Loan }) {
  const t = useWords()
  const lines = figuresOf(t)
    .map(({ word, show }) => ({ word, old: show(then), current: show(now) }))
    .filter(line => line.old !== line.current)
  // What was recorded last stands first, so what came after the day shown is among the newest.
  const since = now.transactions.filter(row => row.postedOn > now.today && !silent.includes(row.kind)).toReversed()
  if (lines.length === 0 && since.length === 0) return <span>{t('servicing.look.same')}</span>
  return (
    <Flex vertical gap={4}>
      {lines.map(line => (
        <span key={line.word}>
          <Typography.Text type="secondary">{t(line.word)} </Typography.Text>
          {t('servicing.look.then')} <Figure>{line.old}</Figure> → {t('servicing.look.now')}{' '}
          <Figure strong>{line.current}</Figure>
        </span>
      ))}
      {since.length > 0 && (
        <span>
          <Typography.Text type="secondary">{t('servicing.look.since')} </Typography.Text>
          {since.map((row, index) => (
            <span key={row.id}>
              {index > 0 && ' · '}
              {t(`servicing.transaction.${row.kind}`)} {row.amount !== '0.00' && <Money value={row.amount} sign />}{' '}
              {t('servicing.look.recorded', { valueDate: row.valueDate, postedOn: row.postedOn })}
            </span>
          ))}
        </span>
      )}
    </Flex>
  )
}

/** What follows of itself from what was recorded. */
const silent = ['due', 'penalty', 'payout', 'adjustment', 'reallocation', 'application']

const figuresOf = (t: ReturnType<typeof useWords>): { word: string; show: (loan: Loan) => string }[] => [
  { word: 'servicing.loan.state', show: loan => t(`servicing.loan.${loan.state}`) },
  { word: 'servicing.look.due', show: loan => `¥${grouped(loan.dueTotal)}` },
  { word: 'servicing.loan.outstanding', show: loan => `¥${grouped(loan.outstanding)}` },
  { word: 'servicing.loan.overdueDays', show: loan => t('servicing.days', { count: loan.overdueDays }) },
  { word: 'servicing.loan.advance', show: loan => `¥${grouped(loan.advance)}` },
  { word: 'servicing.loan.annualRate', show: loan => percent(loan.annualRate) },
  { word: 'servicing.plan.periods', show: loan => String(loan.periods) },
  { word: 'servicing.loan.nextDueOn', show: loan => loan.nextDueOn ?? '—' },
  { word: 'servicing.loan.maturesOn', show: loan => loan.maturesOn },
]

function Figure({ children, strong = false }: { children: ReactNode; strong?: boolean }) {
  return (
    <Typography.Text strong={strong} className="number">
      {children}
    </Typography.Text>
  )
}
