import {
  AuditOutlined,
  BranchesOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  ControlOutlined,
  EditOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  MailOutlined,
  PayCircleOutlined,
  PercentageOutlined,
  RightOutlined,
  ThunderboltOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card, Flex, Skeleton, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { dayAt } from '#lib/day'
import { api } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { Money } from '../../ui/money.tsx'

type Waiting = {
  key: string
  icon: ReactNode
  text: string
  count: ReactNode
  to: string
  search?: object
  bad?: boolean
}

/** What lies on the reader's desk, each read only where the post includes it; undefined while something is still read. */
function useWaiting(): Waiting[] | undefined {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const reviews = may('origination.application.review')
  const seconds = may('origination.application.approve')
  const queue = useQuery({ ...api.origination.listReviewQueue.queryOptions(), enabled: reviews || seconds })
  const pays = may('origination.funding.disburse')
  const funding = useQuery({
    ...api.origination.listFunding.queryOptions({ input: { state: 'requested' } }),
    enabled: pays,
  })
  const approves = may('reference.parameter.approve')
  const parameters = useQuery({ ...api.reference.listParameters.queryOptions({ input: {} }), enabled: approves })
  const publishes = may('decision.rule-set.publish')
  const rules = useQuery({ ...api.decision.listRuleSets.queryOptions(), enabled: publishes })
  const prints = may('contract.template.publish')
  const templates = useQuery({ ...api.contract.listTemplates.queryOptions(), enabled: prints })
  const reads = may('servicing.loan.read')
  const overdue = useQuery({
    ...api.servicing.listLoans.queryOptions({
      input: { overdueFrom: 1, limit: 1, sort: 'overdueDays', direction: 'desc' },
    }),
    enabled: reads,
  })
  const corrects = may('servicing.correction.decide')
  const corrections = useQuery({
    ...api.servicing.listCorrections.queryOptions({ input: { state: 'open', limit: 1 } as never }),
    enabled: corrects,
  })
  const held = useQuery(api.authority.countHeld.queryOptions())
  const rights = useQuery(api.authority.listReviews.queryOptions())
  const watches = may('authority.glass.review')
  const glass = useQuery({ ...api.authority.listGlass.queryOptions(), enabled: watches })
  const mails = may('notification.message.read')
  const failed = useQuery({
    ...api.notification.listMessages.queryOptions({ input: { state: 'failed', limit: 1 } as never }),
    enabled: mails,
  })
  const asked = [
    [reviews || seconds, queue],
    [pays, funding],
    [approves, parameters],
    [publishes, rules],
    [prints, templates],
    [reads, overdue],
    [mails, failed],
    [corrects, corrections],
    [watches, glass],
    [true, held],
    [true, rights],
  ] as const
  if (asked.some(([wanted, query]) => wanted && query.isPending)) return undefined

  const items: Waiting[] = []
  const add = (key: string, icon: ReactNode, count: number, rest: { to: string } & Partial<Waiting>) => {
    if (count > 0) items.push({ key, icon, text: t(`shell.waiting.${key}`), count, ...rest })
  }
  const calendar = dayAt(new Date().toISOString() as Parameters<typeof dayAt>[0])
  if (me && may('servicing.day.close') && me.businessDay < calendar)
    add('day', <ClockCircleOutlined />, 1, { to: '/servicing/day-closes', count: me.businessDay, bad: true })
  const late = queue.data?.overdue ?? 0
  add('review', <AuditOutlined />, queue.data?.rows.length ?? 0, {
    to: reviews ? '/origination/review' : '/origination/second-review',
    ...(late > 0 ? { bad: true } : {}),
  })
  add('funding', <PayCircleOutlined />, funding.data?.total ?? 0, { to: '/origination/funding' })
  add(
    'parameter',
    <ControlOutlined />,
    (parameters.data ?? []).filter(one => one.state === 'proposed' && !one.mine).length,
    { to: '/reference/parameters' },
  )
  add('held', <FileProtectOutlined />, held.data?.check ?? 0, { to: '/authority/held' })
  const broken = (glass.data ?? []).filter(one => one.state === 'ended' && !one.mine)
  add('glass', <ThunderboltOutlined />, broken.length, { to: '/authority/emergency', bad: true })
  const campaign = rights.data?.campaigns.find(one => one.mine > 0)
  add('access-review', <FileDoneOutlined />, campaign?.mine ?? 0, { to: `/authority/access-reviews/${campaign?.id}` })
  add('rules', <BranchesOutlined />, (rules.data ?? []).filter(one => one.state === 'draft').length, {
    to: '/decision/rule-sets',
  })
  add('template', <EditOutlined />, (templates.data ?? []).filter(one => one.state === 'draft').length, {
    to: '/contract/templates',
  })
  add('overdue', <WarningOutlined />, overdue.data?.total ?? 0, {
    to: '/servicing/loans',
    search: { overdueFrom: 1, sort: 'overdueDays', direction: 'desc' },
    count: (
      <>
        {t('shell.loans-count', { count: overdue.data?.total ?? 0 })} ·{' '}
        <Money value={overdue.data?.totals.overdue} short sign />
      </>
    ),
  })
  add('correction', <PercentageOutlined />, corrections.data?.total ?? 0, {
    to: '/servicing/corrections',
    search: { state: 'open' },
  })
  add('message', <MailOutlined />, failed.data?.total ?? 0, { to: '/notification/messages', bad: true })
  return items
}

/** 等我处理: what waits for the reader, each a way to it; nothing waiting is said, too. `except` leaves out what is not the post's to do. */
export function WaitingForMe({ except = [] }: { except?: readonly string[] }) {
  const t = useWords()
  const items = useWaiting()?.filter(item => !except.includes(item.key))
  return (
    <Card size="small" title={t('shell.waiting')} styles={{ body: { padding: 0 } }}>
      {items === undefined ? (
        <Skeleton active title={false} paragraph={{ rows: 3 }} style={{ padding: 16 }} />
      ) : items.length === 0 ? (
        <Flex gap={10} align="center" style={{ padding: '18px 16px' }}>
          <CheckCircleOutlined style={{ fontSize: 18, color: 'var(--ant-color-success, #1f7a49)' }} />
          <Typography.Text type="secondary">{t('shell.waiting.none')}</Typography.Text>
        </Flex>
      ) : (
        items.map(item => (
          <Link
            key={item.key}
            to={item.to as never}
            search={(item.search ?? {}) as never}
            className="row-link"
            style={{ display: 'block', color: 'inherit', borderTop: '1px solid rgba(128,128,128,0.12)' }}
          >
            <Flex align="center" gap={12} style={{ padding: '12px 16px' }}>
              <span style={{ fontSize: 16, color: 'var(--ant-color-primary, #1456c0)' }}>{item.icon}</span>
              <Typography.Text strong style={{ flex: 1 }}>
                {item.text}
              </Typography.Text>
              <Tag color={item.bad ? 'red' : 'blue'} style={{ marginInlineEnd: 0 }} className="number">
                {item.count}
              </Tag>
              <RightOutlined style={{ fontSize: 11, opacity: 0.5 }} />
            </Flex>
          </Link>
        ))
      )}
    </Card>
  )
}
