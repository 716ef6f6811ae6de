import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { grouped } from '../../ui/money.tsx'
import { type Happening, Timeline } from '../../ui/timeline.tsx'
import { useFollowed } from './followed.ts'
import type { Loan } from './loan-tags.tsx'

const colors: Record<string, string> = {
  disbursement: 'green',
  charge: 'green',
  repayment: 'green',
  settlement: 'green',
  prepayment: 'green',
  recovery: 'green',
  application: 'green',
  refund: 'gray',
  waiver: 'gold',
  'write-off': 'red',
  tranche: 'green',
  deferral: '#8f6be0',
  'due-day': '#8f6be0',
  restructuring: '#8f6be0',
  acceleration: 'red',
  repricing: '#8f6be0',
  reversal: 'red',
  reallocation: 'gray',
}

/** What happened to the loan, newest first: money and changes of standing. */
export function LoanTimeline({ loan }: { loan: Loan }) {
  const t = useWords()
  const followed = useFollowed()
  const money = loan.transactions
    .filter(row => row.kind in colors)
    .map(row => ({
      order: `${row.postedOn} 2 ${row.recordedAt}`,
      key: row.id,
      color: colors[row.kind] ?? 'blue',
      title: `${t(`servicing.transaction.${row.kind}`)} ${row.amount === '0.00' ? '' : grouped(row.amount)}`,
      note: [followed(row), row.note].filter(Boolean).join(' · ') || undefined,
      at: <DayText day={row.valueDate} />,
      by: [
        row.channel ? t(`servicing.channel.${row.channel}`) : '',
        row.recordedByName ?? '',
        // Recorded late, a line stands where it was recorded: say so beside the day it counts from.
        row.postedOn === row.valueDate ? '' : `${t('servicing.transaction.postedOn')} ${row.postedOn}`,
      ]
        .filter(Boolean)
        .join(' · '),
    }))
  const standing = loan.states
    .map((row, index) => ({ row, before: loan.states[index - 1] }))
    .filter(({ row, before }) => before && (before.bucket !== row.bucket || before.state !== row.state))
    .map(({ row, before }) => ({
      order: `${row.fromDay} 1`,
      key: `state ${row.fromDay}`,
      color: row.state === 'overdue' ? 'orange' : 'blue',
      title:
        before!.state === row.state
          ? t('servicing.timeline.bucket', { from: before!.bucket, to: row.bucket })
          : `${t(`servicing.loan.${row.state}`)}${row.state === 'overdue' ? ` ${row.bucket}` : ''}`,
      note:
        row.class === before!.class
          ? undefined
          : t('servicing.timeline.class', { class: t(`servicing.class.${row.class}`) }),
      at: <DayText day={row.fromDay} />,
      by: row.state === 'overdue' ? t('servicing.day') : '',
    }))
  const items: (Happening & { order: string })[] = [...money, ...standing]
  return <Timeline items={items.sort((a, b) => (a.order < b.order ? 1 : -1)).slice(0, 40)} />
}
