import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, Flex, Skeleton, Typography } from 'antd'
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react'
import { api } from '../../client.ts'
import { inMenu, screens } from '../../screens.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { Board, MetricCard } from '../../ui/metric-card.tsx'
import { Money } from '../../ui/money.tsx'
import { mostVisited, visitsOf } from '../../visits.ts'
import { EmergenciesInUse } from '../authority/emergency-banner.tsx'
import { NoticeLines } from '../notification/notice-lines.tsx'
import { Strip } from '../notification/strip.tsx'
import { HomePage } from './first-page.tsx'
import { WaitingForMe } from './waiting.tsx'

/** A module may bring a first page for a post: `screens/<module>/home-<post>.tsx`. */
const found = import.meta.glob<{ default: ComponentType }>('../*/home-*.tsx')
const homes = new Map<string, LazyExoticComponent<ComponentType>>(
  Object.entries(found).map(([path, load]) => [/home-([\w-]+)\.tsx$/.exec(path)![1]!.replaceAll('-', '_'), lazy(load)]),
)

/** How many places the first page offers; the menu has all. */
const mostPlaces = 8

/** The first page of the day: the one made for the post, else what waits, the book at a glance, news, and where one goes most. */
export default function Home() {
  const { me } = useMe()
  const Made = me?.posts.map(post => homes.get(post.post)).find(page => page !== undefined)
  if (Made)
    return (
      <Flex vertical gap={12}>
        <EmergenciesInUse />
        <Strip />
        <Suspense fallback={<Skeleton active />}>
          <Made />
        </Suspense>
      </Flex>
    )
  return (
    <Flex vertical gap={12}>
      <EmergenciesInUse />
      <Strip />
      <Today />
    </Flex>
  )
}

function Today() {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const places = mostVisited(
    screens.filter(screen => screen.path !== '/' && inMenu(screen, may)).sort((a, b) => a.nav!.order - b.nav!.order),
    visitsOf(me?.person.id ?? ''),
    mostPlaces,
  )
  return (
    <HomePage top={may('servicing.loan.read') && <Book />} left={<WaitingForMe />} right={<News />} wider>
      <Card size="small" title={t('shell.places')}>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(132px, 1fr))', gap: 4 }}>
          {places.map(screen => (
            <Link key={screen.path} to={screen.path as never}>
              <Button type="text" icon={screen.nav!.icon} tabIndex={-1}>
                {t(screen.title)}
              </Button>
            </Link>
          ))}
        </div>
      </Card>
    </HomePage>
  )
}

/** The loan book within the reader's scope in four figures; each opens the loans it counts. */
function Book() {
  const t = useWords()
  const open = useQuery(api.servicing.listLoans.queryOptions({ input: { open: 'true', limit: 1 } as never }))
  const late = useQuery(api.servicing.listLoans.queryOptions({ input: { overdueFrom: 1, limit: 1 } as never }))
  const bad = useQuery(api.servicing.listLoans.queryOptions({ input: { overdueFrom: 91, limit: 1 } as never }))
  const figures = [
    { key: 'open', value: open.data?.total, search: { open: true } },
    { key: 'outstanding', value: <Money value={open.data?.totals.outstanding} short sign />, search: { open: true } },
    { key: 'overdue', value: late.data?.total, search: { overdueFrom: 1 }, bad: (late.data?.total ?? 0) > 0 },
    {
      key: 'overdue-amount',
      value: <Money value={late.data?.totals.overdue} short sign />,
      search: { overdueFrom: 1 },
      bad: (late.data?.total ?? 0) > 0,
    },
    { key: 'bad', value: bad.data?.total, search: { overdueFrom: 91 }, bad: (bad.data?.total ?? 0) > 0 },
  ]
  return (
    <Board min={190}>
      {figures.map(figure => (
        <Link
          key={figure.key}
          to={'/servicing/loans' as never}
          search={figure.search as never}
          style={{ color: 'inherit' }}
        >
          <MetricCard title={t(`shell.book.${figure.key}`)} value={figure.value ?? '—'} bad={figure.bad === true} />
        </Link>
      ))}
    </Board>
  )
}

function News() {
  const t = useWords()
  const notices = useQuery(api.notification.listNotices.queryOptions({ input: { limit: 5 } as never }))
  const rows = notices.data?.rows ?? []
  return (
    <Card
      size="small"
      title={t('shell.news')}
      styles={{ body: { padding: 0 } }}
      extra={<Link to={'/notification/notices' as never}>{t('ui.all')}</Link>}
    >
      {rows.length === 0 ? (
        <div style={{ padding: '18px 16px' }}>
          <Typography.Text type="secondary">{t('shell.news.none')}</Typography.Text>
        </div>
      ) : (
        <NoticeLines notices={rows} />
      )}
    </Card>
  )
}
