import { PhoneOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, Flex, Grid, Skeleton, Typography } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { statesOf } from '#lib/state'
import { applicationStates } from '../../../modules/origination/application.ts'
import { api } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Money } from '../../ui/money.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { Withheld } from '../../ui/withheld.tsx'
import { useBeginApplication } from './begin-application.ts'
import type { ApplicationRow, Lead } from './shapes.ts'

// The dialogs bring a form's fields with them, more than the whole page weighs: they come when they are opened.
const AddLead = lazy(async () => ({ default: (await import('./lead-dialogs.tsx')).AddLead }))
const ContactLead = lazy(async () => ({ default: (await import('./lead-dialogs.tsx')).ContactLead }))

const stages = statesOf(applicationStates).filter(state => !['submitted', 'cancelled', 'expired'].includes(state))

/** The developer's morning: whom to call, what waits for me, where my applications stand. */
export default function MarketHome() {
  const t = useWords()
  const { me } = useMe()
  const wide = Grid.useBreakpoint().lg ?? true
  const [adding, setAdding] = useState(false)
  const [contacting, setContacting] = useState<Lead | null>(null)
  const [stage, setStage] = useState<(typeof stages)[number] | null>(null)
  const begin = useBeginApplication()
  const today = me?.businessDay
  const leads = useQuery(
    api.origination.listLeads.queryOptions({
      input: {
        open: 'true',
        mine: 'true',
        sort: 'nextContactOn',
        direction: 'asc',
        limit: 30,
        ...(today ? { dueBy: today } : {}),
      },
    }),
  )
  const mine = useQuery(
    api.origination.listApplications.queryOptions({
      input: { mine: 'true', state: stage ?? ['draft', 'supplement', 'approved', 'signing'], limit: 50 },
    }),
  )
  const counts = useQuery(api.origination.countApplications.queryOptions({ input: { mine: 'true' } }))
  const byState = new Map((counts.data ?? []).map(row => [row.state, row]))
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" wrap gap={10}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('origination.today')} <DayText day={today} weekday />
        </Typography.Title>
        <Flex gap={8}>
          <Button icon={<PhoneOutlined />} onClick={() => setAdding(true)}>
            {t('origination.add-lead')}
          </Button>
          <Button type="primary" icon={<PlusOutlined />} loading={begin.isPending} onClick={() => begin.mutate({})}>
            {t('origination.new-application')}
          </Button>
        </Flex>
      </Flex>
      <Card size="small" title={t('origination.my-applications')}>
        <Flex gap={8} style={{ overflowX: 'auto', paddingBottom: 4 }}>
          {stages.map(state => (
            <button
              key={state}
              type="button"
              aria-pressed={stage === state}
              onClick={() => setStage(stage === state ? null : state)}
              style={{
                flex: '1 0 92px',
                textAlign: 'start',
                font: 'inherit',
                color: 'inherit',
                cursor: 'pointer',
                padding: '8px 12px',
                borderRadius: 8,
                background: 'transparent',
                border: `1px solid ${stage === state ? 'var(--ant-color-primary, #1456c0)' : 'rgba(128,128,128,0.2)'}`,
              }}
            >
              <Typography.Text type="secondary">{t(`origination.application.${state}`)}</Typography.Text>
              <div className="number" style={{ fontSize: 20, fontWeight: 600 }}>
                {byState.get(state)?.count ?? 0}
              </div>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                <Money value={byState.get(state)?.amount ?? '0.00'} short sign />
              </Typography.Text>
            </button>
          ))}
        </Flex>
      </Card>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide ? 'repeat(2, minmax(0, 1fr))' : 'minmax(0,1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        <Card size="small" title={t('origination.leads-today')}>
          {leads.isPending ? (
            <Skeleton active />
          ) : (leads.data?.rows.length ?? 0) === 0 ? (
            <EmptyState text={t('origination.leads-none')} />
          ) : (
            leads.data!.rows.map(lead => <LeadLine key={lead.id} lead={lead} onContact={() => setContacting(lead)} />)
          )}
        </Card>
        <Card size="small" title={t(stage ? `origination.application.${stage}` : 'origination.waits-for-me')}>
          {mine.isPending ? (
            <Skeleton active />
          ) : (mine.data?.rows.length ?? 0) === 0 ? (
            <EmptyState text={t('origination.waits-none')} />
          ) : (
            mine.data!.rows.map(row => <ApplicationLine key={row.id} row={row} />)
          )}
        </Card>
      </div>
      <Suspense>
        {adding && <AddLead open onClose={() => setAdding(false)} />}
        {contacting && <ContactLead lead={contacting} onClose={() => setContacting(null)} />}
      </Suspense>
    </Flex>
  )
}

function LeadLine({ lead, onContact }: { lead: Lead; onContact: () => void }) {
  const t = useWords()
  return (
    <Flex justify="space-between" align="center" gap={10} style={{ padding: '8px 0' }}>
      <Link to={`/origination/leads/${lead.id}` as never} style={{ minWidth: 0, flex: 1 }}>
        <Typography.Text strong>{lead.displayName}</Typography.Text>{' '}
        <Typography.Text type="secondary">{lead.displayPhone ?? <Withheld />}</Typography.Text>
        <div>
          <Typography.Text type="secondary" ellipsis>
            {lead.interest}
          </Typography.Text>
        </div>
      </Link>
      <Typography.Text type="secondary">
        <DayText day={lead.nextContactOn} />
      </Typography.Text>
      <Button size="small" onClick={onContact}>
        {t('origination.contact')}
      </Button>
    </Flex>
  )
}

function ApplicationLine({ row }: { row: ApplicationRow }) {
  const t = useWords()
  const writing = row.state === 'draft' || row.state === 'supplement'
  return (
    <Link to={`/origination/applications/${row.id}${writing ? '/edit' : ''}` as never}>
      <Flex justify="space-between" align="center" gap={10} style={{ padding: '8px 0' }}>
        <div style={{ minWidth: 0, flex: 1 }}>
          <Typography.Text strong>{row.customerName ?? t('origination.new-customer')}</Typography.Text>{' '}
          <Typography.Text type="secondary" className="number">
            {row.number}
          </Typography.Text>
          <div>
            <Typography.Text type="secondary">{t(`origination.next.${row.state}`)}</Typography.Text>
          </div>
        </div>
        <Money value={row.principal} short sign />
        <StateTag state={row.state} word={`origination.application.${row.state}`} />
      </Flex>
    </Link>
  )
}
