import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Button, Flex, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { ApplicationEstimate } from '../performance/application-estimate.tsx'
import { ApplicationTimeline } from './application-timeline.tsx'
import { CostDialog, CostForm } from './cost-dialog.tsx'
import { AskPersonDialog, CancelDialog } from './decide-dialog.tsx'
import { Papers, StillMissing } from './papers.tsx'
import { ApplicationState, installmentWord, TimeLeft } from './parts.tsx'
import { Reasons } from './reasons.tsx'
import type { Application, Quote, Review } from './shapes.ts'
import { PlanTable, QuoteFigures } from './step-offer.tsx'

/** One application: where it stands, what comes next, and everything about it. */
export default function ApplicationPage() {
  const { id } = useParams({ strict: false }) as { id: `application_${string}` }
  const review = useQuery(api.origination.getReview.queryOptions({ input: { id } }))
  return <QueryView query={review}>{data => <ApplicationView review={data} />}</QueryView>
}

function ApplicationView({ review }: { review: Review }) {
  const t = useWords()
  const may = useMay()
  const { application, quote, decision } = review
  const [dialog, setDialog] = useState<'cost' | 'cancel' | 'person' | null>(null)
  const actions = application.actions
  const close = () => setDialog(null)
  return (
    <>
      <RecordPage
        title={application.customerName ?? t('origination.new-customer')}
        subtitle={<span className="number">{application.number}</span>}
        tags={
          <>
            <ApplicationState state={application.state} />
            {application.minutesLeft !== null && <TimeLeft minutes={application.minutesLeft} />}
          </>
        }
        figures={[
          {
            label: t('origination.principal'),
            value: <Money value={application.principal} sign />,
            note:
              application.requestedPrincipal && application.requestedPrincipal !== application.principal ? (
                <>
                  {t('origination.requested-amount')} <Money value={application.requestedPrincipal} sign />
                </>
              ) : null,
          },
          { label: t(installmentWord(quote)), value: <Money value={quote.installment} sign /> },
          { label: t('origination.rate-simple'), value: <Percent value={quote.simpleRate} /> },
          ...(application.validThrough
            ? [{ label: t('origination.valid-through'), value: <DayText day={application.validThrough} /> }]
            : []),
        ]}
        primary={<NextAction application={application} onCost={() => setDialog('cost')} />}
        more={[
          ...(actions.includes('request-review')
            ? [{ key: 'person', label: t('origination.ask-person'), onClick: () => setDialog('person') }]
            : []),
          ...(actions.includes('cancel')
            ? [{ key: 'cancel', danger: true, label: t('origination.cancel'), onClick: () => setDialog('cancel') }]
            : []),
        ]}
        tabs={[
          {
            key: 'overview',
            label: t('origination.overview'),
            content: <Overview application={application} quote={quote} />,
          },
          {
            key: 'papers',
            label: t('origination.papers'),
            content: (
              <Flex vertical gap={14}>
                <StillMissing application={application} />
                <Papers
                  application={application}
                  editable={
                    may('origination.application.write') &&
                    ['draft', 'supplement', 'approved', 'signing'].includes(application.state)
                  }
                />
              </Flex>
            ),
          },
          { key: 'plan', label: t('origination.plan'), content: <PlanTable quote={quote} /> },
          ...(quote.costs.length > 0
            ? [{ key: 'cost', label: t('origination.cost-form'), content: <CostForm quote={quote} /> }]
            : []),
          ...(decision
            ? [
                {
                  key: 'why',
                  label: t('origination.why-decided'),
                  content: (
                    <Flex vertical gap={10}>
                      <Reasons decision={decision} />
                      {may('decision.decision.read') && (
                        <Link to={`/decision/decisions/${decision.id}` as never}>{t('origination.open-decision')}</Link>
                      )}
                    </Flex>
                  ),
                },
              ]
            : []),
        ]}
        side={<ApplicationTimeline application={application} />}
      />
      <CostDialog application={application} quote={quote} open={dialog === 'cost'} onClose={close} />
      <CancelDialog application={application} open={dialog === 'cancel'} onClose={close} />
      <AskPersonDialog application={application} open={dialog === 'person'} onClose={close} />
    </>
  )
}

/** The one primary action of the state. */
function NextAction({ application, onCost }: { application: Application; onCost: () => void }) {
  const t = useWords()
  const navigate = useNavigate()
  const { id, version, actions } = application
  const go = (to: string) => void navigate({ to: to as never })
  const produce = useCommand(client.origination.produceContract, { done: t('ui.done') })
  const request = useCommand(client.origination.requestFunding, { done: t('ui.done') })
  if (actions.includes('edit'))
    return (
      <Button type="primary" onClick={() => go(`/origination/applications/${id}/edit`)}>
        {t('origination.edit-application')}
      </Button>
    )
  if (actions.includes('review')) {
    const desk = application.state === 'second-review' ? 'second-review' : 'review'
    return (
      <Button type="primary" onClick={() => go(`/origination/${desk}/${id}`)}>
        {t('permission.origination.application.review')}
      </Button>
    )
  }
  if (actions.includes('acknowledge-cost'))
    return (
      <Button type="primary" onClick={onCost}>
        {t('origination.read-cost')}
      </Button>
    )
  if (actions.includes('produce-contract'))
    return (
      <Button type="primary" loading={produce.isPending} onClick={() => produce.mutate({ id, version })}>
        {t('origination.produce')}
      </Button>
    )
  if (actions.includes('accept-contract') && application.contractId)
    return (
      <Button type="primary" onClick={() => go(`/contract/contracts/${application.contractId}`)}>
        {t('origination.accept')}
      </Button>
    )
  if (actions.includes('request-funding'))
    return (
      <Button type="primary" loading={request.isPending} onClick={() => request.mutate({ id, version })}>
        {t('origination.request')}
      </Button>
    )
  if (actions.includes('disburse'))
    return (
      <Button type="primary" onClick={() => go('/origination/funding')}>
        {t('origination.pay')}
      </Button>
    )
  if (application.loanId)
    return <Button onClick={() => go(`/servicing/loans/${application.loanId}`)}>{t('origination.open-loan')}</Button>
  return null
}

function Overview({ application, quote }: { application: Application; quote: Quote }) {
  const t = useWords()
  const { vehicle } = application
  const word = (prefix: string, value: string | null) => (value ? t(`${prefix}.${value}`) : '—')
  return (
    <Flex vertical gap={14}>
      <Alert
        type={['rejected', 'expired', 'cancelled'].includes(application.state) ? 'warning' : 'info'}
        showIcon
        title={
          <>
            <strong>{t('origination.next-step')}</strong> {t(`origination.next.${application.state}`)}
          </>
        }
      />
      <ApplicationEstimate id={application.id} />
      {application.openConditions.length > 0 && (
        <Flex gap={6} wrap align="center">
          <Typography.Text>{t('origination.conditions')}</Typography.Text>
          {application.openConditions.map(text => (
            <Tag key={text} color="gold">
              {text}
            </Tag>
          ))}
        </Flex>
      )}
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(300px, 100%), 1fr))',
          gap: '0 40px',
        }}
      >
        <DefinitionList
          items={[
            {
              label: t('origination.customer'),
              value: application.customerId ? (
                <Link to={`/party/customers/${application.customerId}` as never}>{application.customerName}</Link>
              ) : (
                '—'
              ),
            },
            { label: t('origination.customer-kind'), value: word('origination.kind', application.customerKind) },
            { label: t('origination.vehicle'), value: [vehicle.brand, vehicle.model].filter(Boolean).join(' ') || '—' },
            {
              label: t('origination.condition'),
              value: `${word('origination.energy', vehicle.energy)} · ${word('origination.condition', vehicle.condition)} · ${word('origination.use', vehicle.use)}`,
            },
            { label: t('origination.vin'), value: <span className="number">{vehicle.vin ?? '—'}</span> },
            { label: t('origination.price'), value: <Money value={vehicle.price} sign /> },
            { label: t('origination.dealer'), value: application.dealerName },
            { label: t('origination.owner'), value: application.ownerName },
            application.remark !== '' && { label: t('origination.remark'), value: application.remark },
          ]}
        />
        <div>
          <DefinitionList
            items={[
              {
                label: t('origination.product'),
                value: `${application.productName ?? '—'} · ${t('origination.periods-count', { count: application.periods ?? '—' })}`,
              },
            ]}
          />
          <QuoteFigures quote={quote} />
        </div>
      </div>
    </Flex>
  )
}
