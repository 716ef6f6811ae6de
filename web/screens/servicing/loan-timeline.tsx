import { Button, Flex, Tag } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { transactionTopics } from '../../../modules/servicing/transaction.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { grouped } from '../../ui/money.tsx'
import { type Happening, Timeline } from '../../ui/timeline.tsx'
import { useFollowed } from './followed.ts'
import type { Loan } from './loan-tags.tsx'
import { useTopic, useTransactions } from './transactions.ts'

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
  capitalisation: '#8f6be0',
  deferral: '#8f6be0',
  'due-day': '#8f6be0',
  restructuring: '#8f6be0',
  acceleration: 'red',
  repricing: '#8f6be0',
  'subsidy-loss': 'orange',
  'subsidy-receipt': 'gray',
  reversal: 'red',
  reallocation: 'gray',
}

/** What a line of the timeline is about: one of what happened, or where the loan stands. */
const topics = ['money', 'plan', 'standing', 'correction'] as const
type Topic = (typeof topics)[number]

/** Lines shown at first, and added at a time. */
const step = 20

/** Fewer than this are no picture of what happened, as long as there are more. */
const least = 6

/** What happened to the loan, newest first, by what it is about: money, the plan, its standing, corrections. */
export function LoanTimeline({ loan }: { loan: Loan }) {
  const t = useWords()
  const followed = useFollowed()
  const [topic, setTopic] = useState<Topic | null>(null)
  const [shown, setShown] = useState(step)
  const all = useTransactions(loan)
  const asked = transactionTopics.find(one => one === topic) ?? null
  const found = useTopic(loan, asked)
  const { rows, more, loading, earlier } = topic === null ? all : found
  const money = rows
    .filter(row => row.kind in colors)
    .map(row => ({
      order: `${row.postedOn} 2 ${row.recordedAt}`,
      key: row.id,
      color: colors[row.kind] ?? 'blue',
      title: `${t(`servicing.transaction.${row.kind}`)} ${row.amount === '0.00' ? '' : grouped(row.amount)}`,
      note: [followed(row), row.note].filter(Boolean).join(' · ') || undefined,
      // Recorded late, a line stands where it was recorded: say so beside the day it counts from.
      at: (
        <>
          <DayText day={row.valueDate} />
          {row.postedOn !== row.valueDate && (
            <>
              {' · '}
              {t('servicing.transaction.postedOn')} <DayText day={row.postedOn} />
            </>
          )}
        </>
      ),
      by: [row.channel ? t(`servicing.channel.${row.channel}`) : '', row.recordedByName ?? '']
        .filter(Boolean)
        .join(' · '),
    }))
  // Beside transactions, no further back than they reach, so that nothing is missing in between.
  const since = topic === null && more ? rows.at(-1)!.postedOn : ''
  const standing = loan.states
    .map((row, index) => ({ row, before: loan.states[index - 1] }))
    .filter(({ row }) => row.fromDay >= since)
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
        // A loan that has ended or is written off is of no class any more.
        row.class === before!.class || (row.state !== 'active' && row.state !== 'overdue')
          ? undefined
          : t('servicing.timeline.class', { class: t(`servicing.class.${row.class}`) }),
      at: <DayText day={row.fromDay} />,
      by: row.state === 'overdue' ? t('servicing.day') : '',
    }))
  const watches = loan.watches
    .filter(row => row.recordedOn >= since)
    .map(row => ({
      order: `${row.recordedOn} 2 ${row.recordedAt}`,
      key: `watch ${row.recordedAt}`,
      color: row.watched ? 'gold' : 'gray',
      title: t(row.watched ? 'servicing.timeline.watched' : 'servicing.timeline.unwatched'),
      note: [row.reason, row.reviewOn ? t('risk.watch.review', { day: row.reviewOn }) : ''].filter(Boolean).join(' · '),
      at: <DayText day={row.recordedOn} />,
      by: row.recordedByName ?? '',
    }))
  const items: (Happening & { order: string })[] =
    topic === null ? [...money, ...standing, ...watches] : asked ? money : [...standing, ...watches]
  const wanted = items.sort((a, b) => (a.order < b.order ? 1 : -1))
  // What the day close posts by itself is no happening: where the latest lines are that alone, those before them are asked for.
  const bare = wanted.length < least && more && !loading
  const lastAsked = useRef(-1)
  useEffect(() => {
    // Once for each length, so that a server that does not answer is not asked for ever.
    if (!bare || lastAsked.current === rows.length) return
    lastAsked.current = rows.length
    earlier()
  }, [bare, rows.length, earlier])
  return (
    <Timeline
      items={wanted.slice(0, shown)}
      loading={loading && wanted.length === 0}
      filter={
        <Flex wrap gap="6px 2px" role="group" aria-label={t('servicing.timeline.topic')}>
          {[null, ...topics].map(one => (
            <Tag.CheckableTag
              key={one ?? 'all'}
              checked={topic === one}
              onChange={() => {
                setTopic(one)
                setShown(step)
              }}
            >
              {t(`servicing.timeline.topic.${one ?? 'all'}`)}
            </Tag.CheckableTag>
          ))}
        </Flex>
      }
      footer={
        (wanted.length > shown || more) && (
          <Button
            block
            type="text"
            loading={loading}
            onClick={() => {
              setShown(shown + step)
              if (more && wanted.length <= shown + step) earlier()
            }}
          >
            {t('servicing.timeline.earlier')}
          </Button>
        )
      }
    />
  )
}
