import { RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card, Flex, Progress, Tag, Typography } from 'antd'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'
import { RowLink } from '../../ui/row-link.tsx'
import { HomePage } from '../home/first-page.tsx'
import { WaitingForMe } from '../home/waiting.tsx'

/** How many days ahead a certificate that ends is worth a place on the first page. */
const soon = 30

/** The first page of HR and training: people's matters that wait, the cycles that run, and how far the month's pay has come. */
export default function HomeHrOfficer() {
  return (
    <HomePage
      left={
        <>
          <WaitingForMe />
          <Matters />
        </>
      }
      right={
        <>
          <Cycles />
          <Pay />
        </>
      }
    />
  )
}

/** Certificates that end, papers and contests to judge, newcomers without a path, vacant seats: each with its list; what is none is left out. */
function Matters() {
  const t = useWords()
  const one = { limit: 1 } as const
  const certificates = useQuery(
    api.training.listCertificates.queryOptions({ input: { ...one, endsWithinDays: soon } as never }),
  )
  const proofs = useQuery(api.training.listProofs.queryOptions({ input: { ...one, state: 'waiting' } as never }))
  const contests = useQuery(api.training.listContests.queryOptions({ input: { ...one, state: 'open' } as never }))
  const newcomers = useQuery(api.training.listNewcomers.queryOptions({ input: { ...one } as never }))
  const posts = useQuery(api.team.listPosts.queryOptions({ input: {} }))
  const vacancies = (posts.data ?? []).reduce((sum, post) => sum + post.vacancies, 0)
  const lines = [
    {
      key: 'certificates',
      count: certificates.data?.total ?? 0,
      to: '/training/certificates',
      search: { endsWithinDays: soon },
    },
    { key: 'proofs', count: proofs.data?.total ?? 0, to: '/training/proofs', search: { state: 'waiting' } },
    { key: 'contests', count: contests.data?.total ?? 0, to: '/training/contests', search: { state: 'open' } },
    { key: 'newcomers', count: newcomers.data?.without.length ?? 0, to: '/training/first-days', search: {} },
    { key: 'vacancies', count: vacancies, to: '/team/posts', search: {} },
  ].filter(line => line.count > 0)
  if (lines.length === 0) return null
  return (
    <Card size="small" title={t('performance.home.people')} styles={{ body: { padding: 0 } }}>
      {lines.map(line => (
        <Link
          key={line.key}
          to={line.to as never}
          search={line.search as never}
          className="row-link"
          style={{ display: 'block', color: 'inherit', borderTop: '1px solid rgba(128,128,128,0.12)' }}
        >
          <Flex align="center" gap={12} style={{ padding: '11px 16px' }}>
            <Typography.Text style={{ flex: 1 }}>{t(`performance.home.${line.key}`, { days: soon })}</Typography.Text>
            <Tag color="blue" className="number" style={{ marginInlineEnd: 0 }}>
              {line.count}
            </Tag>
            <RightOutlined style={{ fontSize: 11, opacity: 0.5 }} />
          </Flex>
        </Link>
      ))}
    </Card>
  )
}

/** The appraisal cycles that run, with how many have done their part of the present state. */
function Cycles() {
  const t = useWords()
  const cycles = useQuery(api.performance.listCycles.queryOptions())
  const running = (cycles.data ?? []).filter(one => one.state !== 'closed')
  return (
    <Card size="small" title={t('performance.cycle')} styles={{ body: { padding: 0 } }}>
      {running.length === 0 && (
        <div style={{ padding: '14px 16px' }}>
          <Typography.Text type="secondary">{t('performance.home.no-cycle')}</Typography.Text>
        </div>
      )}
      {running.map(one => (
        <RowLink key={one.id} to="/performance/cycles">
          <Flex justify="space-between" gap={10} wrap>
            <span>
              <Typography.Text strong>{one.name}</Typography.Text>{' '}
              <Tag color="blue">{t(`performance.cycle.${one.state}`)}</Tag>
            </span>
            <Typography.Text type="secondary">
              {t('performance.home.done', { done: one.people - one.waiting, people: one.people })} ·{' '}
              <DayText day={one.appealUntil ?? one.dueDay} />
            </Typography.Text>
          </Flex>
          <Progress
            size="small"
            percent={one.people === 0 ? 0 : Math.floor(((one.people - one.waiting) * 100) / one.people)}
            aria-label={t('performance.home.done', { done: one.people - one.waiting, people: one.people })}
          />
        </RowLink>
      ))}
    </Card>
  )
}

/** The newest months of pay with where each stands. */
function Pay() {
  const t = useWords()
  const months = useQuery(api.performance.listMonths.queryOptions())
  const newest = [...(months.data ?? [])].sort((a, b) => (a.month < b.month ? 1 : -1)).slice(0, 3)
  if (newest.length === 0) return null
  return (
    <Card size="small" title={t('performance.pay-months')} styles={{ body: { padding: 0 } }}>
      {newest.map(one => (
        <RowLink key={one.month} to="/performance/months">
          <Flex justify="space-between" gap={10} wrap>
            <span>
              <Typography.Text strong className="number">
                {one.month.slice(0, 7)}
              </Typography.Text>{' '}
              <Tag>{t(`performance.pay-month.${one.state}`)}</Tag>
            </span>
            <Money value={one.net} sign />
          </Flex>
        </RowLink>
      ))}
    </Card>
  )
}
