import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, Button, type MenuProps, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { ActionDialog } from './action-dialog.tsx'
import type { ActionKind } from './action-fields.ts'
import { actionKinds } from './action-kinds.ts'
import { LoanPayers } from './loan-payers.tsx'
import { type Loan, LoanTags } from './loan-tags.tsx'
import { LoanTerms } from './loan-terms.tsx'
import { LoanTimeline } from './loan-timeline.tsx'
import { LookBack, type LookedBack } from './look-back.tsx'
import { LookBackBanner } from './look-back-banner.tsx'
import { useNames } from './names.ts'
import { PlanChangesTab } from './plan-changes-tab.tsx'
import { PlanTab } from './plan-tab.tsx'
import { RepaymentDialog } from './repayment-dialog.tsx'
import { SettlementDialog } from './settlement-dialog.tsx'
import { TransactionsTab } from './transactions-tab.tsx'

/** One loan: what is owed today, what ends it, the plan, everything that happened and where it stands in the books. */
export default function LoanPage() {
  const { id } = useParams({ strict: false }) as { id: `loan_${string}` }
  const [back, setBack] = useState<LookedBack>({})
  const past = back.shownOn !== undefined || back.knownOn !== undefined
  const loan = useQuery(api.servicing.getLoan.queryOptions({ input: { id } }))
  const then = useQuery({
    ...api.servicing.getLoan.queryOptions({ input: { id, ...back } }),
    enabled: past,
    // The record stays where it is while the past is read, and with it the days being chosen.
    placeholderData: before => before ?? loan.data,
  })
  return (
    <QueryView query={loan}>
      {now => (
        <QueryView query={past ? then : loan}>
          {shown => (
            <LoanRecord
              loan={shown}
              look={
                <LookBack
                  loan={now}
                  today={now.today}
                  value={back}
                  onChange={day => setBack(before => ({ ...before, ...day }))}
                  onToday={() => setBack({})}
                />
              }
              banner={
                past &&
                !then.isPlaceholderData && (
                  <LookBackBanner
                    id={id}
                    shownOn={back.shownOn ?? now.today}
                    knownOn={back.knownOn ?? now.today}
                    today={now.today}
                    onKnown={knownOn => setBack(before => ({ ...before, knownOn }))}
                    onBack={() => setBack({})}
                  />
                )
              }
            />
          )}
        </QueryView>
      )}
    </QueryView>
  )
}

function LoanRecord({ loan, look, banner }: { loan: Loan; look: ReactNode; banner: ReactNode }) {
  const t = useWords()
  const [acting, setActing] = useState<ActionKind | null>(null)
  const names = useNames()
  const [paying, setPaying] = useState(false)
  const [settling, setSettling] = useState(false)
  const may = (action: Loan['actions'][number]) => loan.actions.includes(action)
  const owes = loan.dueTotal !== '0.00'
  const late = loan.state === 'overdue'
  const more: MenuProps['items'] = [
    may('quote-settlement') && {
      key: 'quote',
      label: t(may('settle') ? 'servicing.settle' : 'servicing.quote'),
      onClick: () => setSettling(true),
    },
    ...actionKinds.map(
      kind =>
        may(kind.action) && {
          key: kind.action,
          label: t(kind.word),
          danger: kind.danger === true,
          onClick: () => setActing(kind),
        },
    ),
  ].filter(item => item !== false)
  const subtitle = [
    loan.customerName ? loan.number : '—',
    names.product(loan.productId),
    t('servicing.loan.periods', { count: loan.periods }),
  ]
  return (
    <>
      {banner}
      {loan.setAside && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 14 }}
          title={t('refusal.servicing.loan_set_aside', { number: loan.number })}
        />
      )}
      <RecordPage
        title={loan.customerName ? t('servicing.loan.of', { name: loan.customerName }) : loan.number}
        subtitle={subtitle.filter(part => part !== '—').join(' · ')}
        tags={<LoanTags loan={loan} />}
        figures={[
          {
            label: t(loan.knownOn ? 'servicing.look.due' : 'servicing.loan.due'),
            value: <Money value={loan.dueTotal} sign />,
            bad: late && owes,
            note: owes ? (
              <DueParts loan={loan} />
            ) : loan.nextDueOn ? (
              <>
                {t('servicing.loan.nextDueOn')} <DayText day={loan.nextDueOn} />
              </>
            ) : undefined,
          },
          {
            label: t('servicing.loan.outstanding'),
            value: <Money value={loan.outstanding} sign />,
            note: t('servicing.loan.paidNote', { principal: grouped(loan.principal), count: loan.paidPeriods }),
          },
          ...(loan.settlement
            ? [
                {
                  label: t('servicing.loan.settlement'),
                  value: <Money value={loan.settlement.total} sign />,
                  note: t('servicing.loan.settlementNote', { fee: grouped(loan.settlement.settlementFee) }),
                },
              ]
            : []),
          ...(['advance', 'claim'] as const)
            .filter(figure => loan[figure] !== '0.00')
            .map(figure => ({
              label: t(`servicing.loan.${figure}`),
              value: <Money value={loan[figure]} sign />,
              bad: figure === 'claim',
              note:
                figure === 'claim' ? (
                  <>
                    {t('servicing.loan.claimGrown')} {grouped(loan.claimGrown)}
                  </>
                ) : undefined,
            })),
          {
            label: t('servicing.loan.yearlyCost'),
            value: `${Number(loan.yearlyCost.simple).toFixed(2)} % / ${Number(loan.yearlyCost.effective).toFixed(2)} %`,
            note: (
              <>
                {t('servicing.loan.disbursedOn')} <DayText day={loan.disbursedOn} />
              </>
            ),
          },
          late
            ? {
                label: t('servicing.loan.overdueDays'),
                value: t('servicing.days', { count: loan.overdueDays }),
                bad: true,
                note: `${loan.bucket} · ${t(`servicing.class.${loan.class}`)}`,
              }
            : {
                label: t(loan.closedOn ? 'servicing.loan.closedOn' : 'servicing.loan.maturesOn'),
                value: <DayText day={loan.closedOn ?? loan.maturesOn} />,
              },
        ]}
        primary={
          <>
            {look}
            {may('record-repayment') && (
              <Button type="primary" onClick={() => setPaying(true)}>
                {t('servicing.record')}
              </Button>
            )}
          </>
        }
        more={more}
        tabs={[
          { key: 'plan', label: t('servicing.plan'), content: <PlanTab loan={loan} /> },
          { key: 'changes', label: t('servicing.plan-changes'), content: <PlanChangesTab loan={loan} /> },
          { key: 'transactions', label: t('servicing.transactions'), content: <TransactionsTab loan={loan} /> },
          { key: 'payers', label: t('servicing.subsidy.who'), content: <LoanPayers loan={loan} /> },
          { key: 'terms', label: t('servicing.terms'), content: <LoanTerms loan={loan} /> },
        ]}
        side={<LoanTimeline loan={loan} />}
      />
      <RepaymentDialog loan={loan} open={paying} onClose={() => setPaying(false)} />
      <SettlementDialog loan={loan} open={settling} onClose={() => setSettling(false)} />
      <ActionDialog loan={loan} kind={acting} onClose={() => setActing(null)} onFirst={setActing} />
    </>
  )
}

/** What today's sum is made of. */
function DueParts({ loan }: { loan: Loan }) {
  const t = useWords()
  const parts = (['principal', 'interest', 'penalty', 'compound', 'fee'] as const).filter(
    part => loan.due[part] !== '0.00',
  )
  return (
    <Typography.Text type="secondary" style={{ fontSize: 12 }}>
      {parts.map((part, index) => (
        // A line breaks between two parts, not within one.
        <span key={part}>
          {index > 0 && ' · '}
          <span style={{ whiteSpace: 'nowrap' }}>
            {t(`servicing.part.${part}`)} {grouped(loan.due[part])}
          </span>
        </span>
      ))}
    </Typography.Text>
  )
}
