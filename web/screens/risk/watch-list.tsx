import { Link } from '@tanstack/react-router'
import { Button, Flex, Tag, Typography } from 'antd'
import { watchLevels } from '../../../modules/risk/watch.ts'
import { watchSignals } from '../../../modules/servicing/watch-signal.ts'
import { client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { useNames } from '../servicing/names.ts'
import { useAsked } from './slice.ts'

type Page = Awaited<ReturnType<typeof client.risk.listWatched>>
type Row = Page['rows'][number]

/** The gravest first. */
const levels = [...watchLevels].reverse()
/** Risk colours mean only risk, and the word stands beside them. */
const colourOf: Record<Row['level'], string> = {
  red: 'red',
  orange: 'orange',
  yellow: 'gold',
  blue: 'blue',
  observed: 'default',
}

export function LevelTag({ level }: { level: Row['level'] }) {
  const t = useWords()
  return (
    <Tag color={colourOf[level]} style={{ marginInlineEnd: 0 }}>
      {t(`risk.watch.level.${level}`)}
    </Tag>
  )
}

/** 关注名单: the loans that need an eye on them, since when, why, and what to do next. */
export default function WatchList() {
  const t = useWords()
  const names = useNames()
  const { me } = useMe()
  return (
    <ListPage<Row>
      name="risk.watch-list"
      title={t('risk.watch-list')}
      load={query => client.risk.listWatched(query as never)}
      rowKey={row => row.id}
      open={row => `/servicing/loans/${row.id}`}
      panel={row => <Beside row={row} today={me?.businessDay} branch={names.branch(row.branchId)} />}
      exportOf="risk/listWatched"
      searchHint={t('risk.watch.search')}
      empty={{ text: t('risk.watch.none') }}
      filters={[
        {
          key: 'level',
          label: t('risk.watch.level'),
          options: levels.map(value => ({ value, label: t(`risk.watch.level.${value}`) })),
        },
        {
          key: 'signal',
          label: t('risk.watch.signal'),
          options: watchSignals.map(value => ({ value, label: t(`risk.watch.signal.${value}`) })),
        },
        { key: 'branchId', label: t('team.branch'), options: names.branches },
      ]}
      actions={
        <Link to={'/risk/portfolio' as never}>
          <Button>{t('risk.portfolio')}</Button>
        </Link>
      }
      totals={page => <Totals totals={(page as unknown as Page).totals} />}
      columns={[
        { key: 'number', title: t('servicing.loan.number'), render: row => row.number },
        {
          key: 'level',
          title: t('risk.watch.level'),
          words: 'risk.watch.level',
          render: row => <LevelTag level={row.level} />,
        },
        { key: 'customerName', title: t('party.customer'), render: row => row.customerName ?? '—' },
        {
          key: 'reasons',
          title: t('risk.watch.why'),
          words: 'risk.watch.reason',
          width: 140,
          render: row => <Why row={row} today={me?.businessDay} />,
        },
        {
          key: 'since',
          title: t('risk.watch.since'),
          sort: 'since',
          width: 104,
          render: row => <Since row={row} today={me?.businessDay} />,
        },
        {
          key: 'next',
          title: t('risk.watch.next'),
          words: 'risk.watch.next',
          width: 185,
          render: row => <span style={{ whiteSpace: 'normal' }}>{t(`risk.watch.next.${row.next}`)}</span>,
        },
        {
          key: 'outstanding',
          title: t('risk.watch.outstanding'),
          sort: 'outstanding',
          align: 'end',
          render: row => <Money value={row.outstanding} />,
        },
        {
          key: 'overdue',
          title: t('risk.watch.overdue'),
          align: 'end',
          render: row => (row.overdue === '0.00' ? '—' : <Money value={row.overdue} />),
        },
        {
          key: 'overdueDays',
          title: t('servicing.loan.overdueDays'),
          sort: 'overdueDays',
          // The reason says it; shown or left away as one likes.
          hidden: true,
          align: 'end',
          render: row => (row.overdueDays > 0 ? <span className="number">{row.overdueDays}</span> : '—'),
        },
        {
          key: 'class',
          title: t('servicing.loan.class'),
          words: 'servicing.class',
          render: row => t(`servicing.class.${row.class}`),
        },
        {
          key: 'reviewOn',
          title: t('servicing.watch.reviewOn'),
          hidden: true,
          render: row => (row.reviewOn ? <DayText day={row.reviewOn} /> : '—'),
        },
        { key: 'dealerName', title: t('party.dealer'), hidden: true, render: row => row.dealerName ?? '—' },
        { key: 'ownerName', title: t('risk.by.owner'), hidden: true, render: row => row.ownerName ?? '—' },
      ]}
    />
  )
}

/** The loan beside the list: enough to act on without leaving it. */
function Beside({ row, today, branch }: { row: Row; today: string | undefined; branch: string }) {
  const t = useWords()
  return (
    <Flex vertical gap={14}>
      <Flex gap={8} align="center" wrap>
        <LevelTag level={row.level} />
        <Why row={row} today={today} />
      </Flex>
      <div>
        <Typography.Text type="secondary">{t('risk.watch.next')}</Typography.Text>
        <Typography.Paragraph strong style={{ margin: 0 }}>
          {t(`risk.watch.next.${row.next}`)}
        </Typography.Paragraph>
      </div>
      <DefinitionList
        items={[
          { label: t('party.customer'), value: row.customerName },
          { label: t('risk.watch.since'), value: <Since row={row} today={today} /> },
          { label: t('servicing.loan.outstanding'), value: <Money value={row.outstanding} sign /> },
          { label: t('servicing.loan.overdueAmount'), value: <Money value={row.overdue} sign /> },
          {
            label: t('servicing.loan.class'),
            value: `${t(`servicing.class.${row.class}`)} · ${row.bucket} · ${t(`servicing.picture.stage.${row.stage}`)}`,
          },
          { label: t('risk.by.owner'), value: row.ownerName },
          { label: t('party.dealer'), value: row.dealerName },
          { label: t('team.branch'), value: branch },
        ]}
      />
    </Flex>
  )
}

function Why({ row, today }: { row: Row; today: string | undefined }) {
  const t = useWords()
  return (
    <span style={{ whiteSpace: 'normal' }}>
      {row.reasons.map(reason => t(`risk.watch.reason.${reason}`, row)).join(' · ')}
      {row.reviewOn && (
        <Typography.Text type={row.reviewOn <= (today ?? '') ? 'danger' : 'secondary'} style={{ fontSize: 12 }}>
          {' '}
          {t(row.reviewOn <= (today ?? '') ? 'risk.watch.review.due' : 'risk.watch.review', { day: row.reviewOn })}
        </Typography.Text>
      )}
      {row.endsOn && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {' '}
          {t('risk.watch.ends', { day: row.endsOn })}
        </Typography.Text>
      )}
    </span>
  )
}

function Since({ row, today }: { row: Row; today: string | undefined }) {
  const t = useWords()
  const days = today ? Math.round((Date.parse(today) - Date.parse(row.since)) / 86_400_000) : null
  return (
    <>
      <DayText day={row.since} />{' '}
      {days !== null && (
        <Typography.Text type="secondary" style={{ display: 'inline-block' }}>
          {t('risk.watch.since.days', { days })}
        </Typography.Text>
      )}
    </>
  )
}

/** How many stand on each level, each a way to them, and what all that match come to. */
function Totals({ totals }: { totals: Page['totals'] }) {
  const t = useWords()
  const { asked, set } = useAsked()
  return (
    <Flex gap={16} wrap align="center">
      {levels.map(level => (
        <Button
          key={level}
          type="text"
          size="small"
          aria-pressed={asked.level === level}
          onClick={() => set({ level: asked.level === level ? undefined : level })}
        >
          <LevelTag level={level} />
          <span className="number">{grouped(totals.levels.find(one => one.level === level)?.loans ?? 0)}</span>
        </Button>
      ))}
      <span>
        {t('servicing.loan.outstanding')} <Money value={totals.outstanding} sign />
      </span>
      <span>
        {t('servicing.loan.overdueAmount')} <Money value={totals.overdue} sign />
      </span>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t('risk.watch.level.note')}
      </Typography.Text>
    </Flex>
  )
}
