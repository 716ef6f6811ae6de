import { CheckCircleFilled, StopFilled, TeamOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Card, Flex, Progress, Tag, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { grouped, Money, Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { QueuePage } from '../../ui/queue-page.tsx'
import { Income, Withheld } from '../../ui/withheld.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { ApplicationTimeline } from './application-timeline.tsx'
import { ConveneDialog } from './convene-dialog.tsx'
import { DecideDialog, type Verdict } from './decide-dialog.tsx'
import { Papers, StillMissing } from './papers.tsx'
import { ApplicationState, installmentWord, TimeLeft } from './parts.tsx'
import { Reasons } from './reasons.tsx'
import { Held, useDesk } from './review-queue.tsx'
import { ScoreWhy } from './score-why.tsx'
import type { Review } from './shapes.ts'
import { QuoteFigures } from './step-offer.tsx'
import { WhatIf } from './what-if.tsx'

/** One case, everything about it, and the decision by one key. */
export default function ReviewPage() {
  const { id } = useParams({ strict: false }) as { id: `application_${string}` }
  const review = useQuery(api.origination.getReview.queryOptions({ input: { id } }))
  return <QueryView query={review}>{data => <Case key={id} review={data} />}</QueryView>
}

function Case({ review }: { review: Review }) {
  const t = useWords()
  const desk = useDesk()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const may = useMay()
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [convening, setConvening] = useState(false)
  const { application, authority } = review
  const reviewing = application.actions.includes('review')
  const claim = useCommand(client.origination.claimApplication)
  const release = useCommand(client.origination.releaseApplication)
  const next = useCommand(client.origination.claimNext, {
    onDone: ({ id }) => {
      if (!id) message.info(t('origination.queue-empty'))
      void navigate({ to: (id ? `/origination/${desk}/${id}` : `/origination/${desk}`) as never })
    },
  })
  const claimed = useRef(false)
  useEffect(() => {
    // Opening a free case takes it, so that nobody else begins on it meanwhile.
    if (claimed.current || !reviewing || review.held !== 'free') return
    claimed.current = true
    claim.mutate({ id: application.id })
  }, [claim, reviewing, review.held, application.id])
  const blocked = !reviewing
    ? t(`origination.application.${application.state}`)
    : review.held === 'other'
      ? t('origination.held-other', { name: application.claimedByName ?? '' })
      : null
  const segregated = [
    'authority.own_case',
    'authority.decided_before',
    'authority.duty_time',
    'authority.on_leave',
    'authority.certificate_needed',
  ].includes(authority.reason)
  const signs = authority.way === 'joint' && !authority.allow && authority.reason === 'authority.second_person'
  const sits = authority.way === 'committee' && may('origination.sitting.convene') && reviewing
  const barred = blocked ?? (segregated ? authority.sentence : null)
  return (
    <>
      <QueuePage
        title={application.customerName ?? application.number}
        subtitle={
          <span>
            <span className="number">{application.number}</span> ·{' '}
            {application.customerKind && t(`origination.kind.${application.customerKind}`)} · {application.ownerName}
          </span>
        }
        clock={
          <Flex gap={8} align="center">
            <ApplicationState state={application.state} />
            <Held row={application} />
            <TimeLeft minutes={application.minutesLeft} />
          </Flex>
        }
        facts={<Facts review={review} />}
        reasoning={<Reasoning review={review} />}
        documents={
          <>
            <Desk review={review} />
            <RecordTalk record={application.id} />
          </>
        }
        note={<StillMissing application={application} />}
        decisions={[
          {
            key: 'hold',
            label: t('origination.hold'),
            hint: 'H',
            disabled: blocked,
            onPick: () =>
              release.mutate({ id: application.id }, { onSuccess: () => next.mutate({ after: application.id }) }),
          },
          {
            key: 'return',
            label: t('origination.return'),
            hint: 'B',
            disabled: barred,
            onPick: () => setVerdict('return'),
          },
          ...(review.escalations.length > 0
            ? [
                {
                  key: 'escalate',
                  label: t('origination.escalate'),
                  hint: 'E',
                  disabled: barred,
                  onPick: () => setVerdict('escalate'),
                },
              ]
            : []),
          {
            key: 'reject',
            label: t('origination.reject'),
            hint: 'R',
            danger: true,
            disabled: barred,
            onPick: () => setVerdict('reject'),
          },
          ...(sits
            ? [
                {
                  key: 'convene',
                  label: t('origination.sitting.convene'),
                  hint: 'C',
                  disabled: blocked,
                  onPick: () => setConvening(true),
                },
              ]
            : []),
          {
            key: 'approve',
            label: t(signs ? 'origination.sign-amount' : 'origination.approve-amount', {
              amount: grouped(application.principal ?? '0'),
            }),
            hint: 'A',
            primary: true,
            disabled: barred ?? (authority.allow || signs ? null : authority.sentence),
            onPick: () => setVerdict('approve'),
          },
        ]}
      />
      {convening && (
        <ConveneDialog id={application.id} version={application.version} onClose={() => setConvening(false)} />
      )}
      <DecideDialog
        review={review}
        desk={desk}
        verdict={verdict}
        onClose={() => setVerdict(null)}
        onDecided={() => next.mutate({})}
      />
    </>
  )
}

export function Facts({ review }: { review: Review }) {
  const t = useWords()
  const { application, customer, dealer, quote } = review
  const { vehicle } = application
  const word = (prefix: string, value: string | null) => (value ? t(`${prefix}.${value}`) : '—')
  return (
    <>
      <Card size="small" title={t('origination.application-card')}>
        <DefinitionList
          items={[
            {
              label: t('origination.vehicle'),
              value: [vehicle.brand, vehicle.model].filter(Boolean).join(' '),
            },
            {
              label: t('origination.condition'),
              value: `${word('origination.energy', vehicle.energy)} · ${word('origination.condition', vehicle.condition)} · ${word('origination.use', vehicle.use)}`,
            },
            { label: t('origination.vin'), value: <span className="number">{vehicle.vin}</span> },
            { label: t('origination.price'), value: <Money value={vehicle.price} sign /> },
            {
              label: t('origination.product'),
              value: `${application.productName ?? '—'} · ${t('origination.periods-count', { count: application.periods ?? '—' })}`,
            },
            { label: t(installmentWord(quote)), value: <Money value={quote.installment} sign /> },
          ]}
        />
        <QuoteFigures quote={quote} />
      </Card>
      {customer && (
        <Card size="small" title={t('origination.applicant-card')}>
          <DefinitionList
            items={[
              { label: t('origination.name'), value: customer.name },
              customer.age !== null && {
                label: t('origination.age'),
                value: t('origination.years', { age: customer.age }),
              },
              { label: t('origination.monthly-income'), value: <Income value={customer.monthlyIncome} /> },
              { label: t('origination.monthly-debt'), value: <Income value={customer.monthlyDebt} /> },
              {
                label: t('origination.credit-consent'),
                value: customer.creditConsent ? (
                  <Typography.Text type="success">
                    <CheckCircleFilled /> {t('origination.consent-given')}
                  </Typography.Text>
                ) : (
                  <Typography.Text type="danger">{t('origination.consent-missing')}</Typography.Text>
                ),
              },
              customer.blacklisted && {
                label: t('origination.blacklisted'),
                value: <Tag color="red">{t('ui.yes')}</Tag>,
              },
            ]}
          />
        </Card>
      )}
      {dealer && (
        <Card size="small" title={t('origination.dealer')}>
          <DefinitionList
            items={[
              { label: t('origination.name'), value: `${dealer.name}${t('ui.brackets', { inside: dealer.grade })}` },
              dealer.frozen && { label: t('origination.state'), value: <Tag color="red">{t('ui.yes')}</Tag> },
            ]}
          />
        </Card>
      )}
    </>
  )
}

export function Reasoning({ review }: { review: Review }) {
  const t = useWords()
  const { decision, similar, quote, authority } = review
  const share = similar.decided === 0 ? '—' : `${((similar.approved / similar.decided) * 100).toFixed(0)} %`
  const { score } = review
  const figures = [
    {
      label: t('origination.score'),
      value: score ? <ScoreWhy score={score} /> : '—',
    },
    {
      label: t('origination.ltv'),
      value: <Percent value={quote.ltv} />,
      note: quote.ltvCap && t('origination.cap', { cap: `${(Number(quote.ltvCap) * 100).toFixed(0)} %` }),
    },
    {
      label: t('origination.burden'),
      value:
        review.customer?.monthlyIncome === null ? (
          <Withheld />
        ) : (
          <Percent value={quote.installmentToIncome} decimals={1} />
        ),
    },
    { label: t('origination.exposure'), value: <Money value={authority.exposure} short sign /> },
    {
      label: t('origination.similar'),
      value: <span className="number">{similar.decided}</span>,
      note: t('origination.similar-note', { decided: similar.decided, share }),
    },
  ]
  return (
    <>
      <Card
        size="small"
        style={{
          background: 'color-mix(in srgb, var(--ant-color-primary, #1456c0) 6%, var(--ant-color-bg-container, #fff))',
        }}
      >
        <Flex vertical gap={12}>
          <div>
            <Typography.Text type="secondary">{t('origination.suggestion')}</Typography.Text>
            <Typography.Title level={2} style={{ fontSize: 19, margin: '2px 0' }}>
              {decision ? t(`origination.suggest-${decision.verdict}`) : '—'}
            </Typography.Title>
            {decision && (
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {t('origination.rule-set', { number: decision.ruleSetNumber })}
              </Typography.Text>
            )}
          </div>
          <div className="figure-row">
            {figures.map(figure => (
              <div key={figure.label}>
                <Typography.Text type="secondary" style={{ alignSelf: 'end' }}>
                  {figure.label}
                </Typography.Text>
                <div style={{ fontSize: 18, fontWeight: 600 }}>{figure.value}</div>
                <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                  {figure.note}
                </Typography.Text>
              </div>
            ))}
          </div>
        </Flex>
      </Card>
      {decision && <Reasons decision={decision} />}
      {review.application.actions.includes('review') && <WhatIf review={review} />}
    </>
  )
}

function Desk({ review }: { review: Review }) {
  const t = useWords()
  const { application, authority } = review
  // What asks for a second person or the committee is the way it goes, not a no.
  const shared = ['authority.second_person', 'authority.committee_needed'].includes(authority.reason)
  const tone = authority.allow ? 'success' : shared ? 'warning' : 'danger'
  const percent =
    Number(authority.limit) === 0 ? 100 : Math.min(100, (Number(authority.exposure) / Number(authority.limit)) * 100)
  return (
    <>
      <Card
        size="small"
        title={t('origination.papers')}
        extra={<span className="number">{application.documents.length}</span>}
      >
        <Papers application={application} editable={false} compact />
      </Card>
      <Card size="small" title={t('origination.my-authority')}>
        <Flex justify="space-between" wrap gap={6}>
          <span>
            {t('origination.exposure')} <Money value={authority.exposure} sign />
          </span>
          <Typography.Text type={tone}>
            {t('origination.my-limit')} <Money value={authority.limit} short sign />
          </Typography.Text>
        </Flex>
        <Progress
          percent={percent}
          showInfo={false}
          size="small"
          status={tone === 'danger' ? 'exception' : 'normal'}
          aria-label={t('origination.my-authority')}
        />
        <Typography.Text type={tone}>
          {authority.allow ? <CheckCircleFilled /> : shared ? <TeamOutlined /> : <StopFilled />} {authority.sentence}
        </Typography.Text>
        {authority.missing
          .filter(one => one.startsWith('certificate:'))
          .map(one => (
            <div key={one}>
              <Link to={`/training/certificates/${one.slice('certificate:'.length)}` as never}>
                {t('training.to-the-exam')}
              </Link>
            </div>
          ))}
        <div>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t('origination.exposure-parts', {
              outstanding: grouped(authority.outstanding),
              promised: grouped(authority.promised),
              principal: grouped(application.principal ?? '0'),
            })}
          </Typography.Text>
        </div>
      </Card>
      <ApplicationTimeline application={application} title={t('origination.history')} />
    </>
  )
}
