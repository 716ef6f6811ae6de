import { Link } from '@tanstack/react-router'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { floatingFacts } from '../product/floating-facts.ts'
import type { Loan } from './loan-tags.tsx'
import { useNames } from './names.ts'

/** What the contract fixes, and the records the loan came from. */
export function LoanTerms({ loan }: { loan: Loan }) {
  const t = useWords()
  const names = useNames()
  const may = useMay()
  const link = (permission: string, to: string, text: string) =>
    may(permission) ? <Link to={to as never}>{text}</Link> : text
  return (
    <div style={{ maxWidth: 560 }}>
      <DefinitionList
        items={[
          {
            label: t('party.customer'),
            value: link('party.customer.read', `/party/customers/${loan.customerId}`, loan.customerName ?? '—'),
          },
          loan.dealerId !== null && {
            label: t('party.dealer'),
            value: link('party.dealer.read', `/party/dealers/${loan.dealerId}`, loan.dealerName ?? '—'),
          },
          { label: t('team.branch'), value: names.branch(loan.branchId) },
          { label: t('product.product'), value: `${names.product(loan.productId)} v${loan.productVersion}` },
          { label: t('servicing.loan.principal'), value: <Money value={loan.principal} sign /> },
          { label: t('servicing.loan.annualRate'), value: <Percent value={loan.annualRate} /> },
          loan.floating !== null && {
            label: t('product.field.floating'),
            value: (
              <>
                {t('product.floating.rule', floatingFacts(loan.floating, t))}
                {' · '}
                <Percent value={loan.floating.floor} />–<Percent value={loan.floating.cap} />
              </>
            ),
          },
          loan.floating !== null &&
            loan.floating.nextOn !== null && {
              label: t('servicing.floating.next'),
              value: <DayText day={loan.floating.nextOn} />,
            },
          loan.upfrontFee !== '0.00' && {
            label: t('servicing.loan.upfrontFee'),
            value: <Money value={loan.upfrontFee} sign />,
          },
          { label: t('servicing.loan.penaltyRate'), value: <Percent value={loan.penaltyRate} /> },
          { label: t('servicing.loan.graceDays'), value: t('servicing.days', { count: loan.graceDays }) },
          {
            label: t('servicing.loan.order'),
            value: loan.order.map(part => t(`servicing.part.${part}`)).join(' → '),
          },
          {
            label: t('servicing.quote.settlementFee'),
            value: (
              <>
                <Percent value={loan.settlementFeeRate} />
                {' · '}
                {t('servicing.loan.settlementFree', { count: loan.settlementFreeAfter })}
              </>
            ),
          },
          { label: t('servicing.loan.disbursedOn'), value: <DayText day={loan.disbursedOn} /> },
          { label: t('servicing.loan.maturesOn'), value: <DayText day={loan.maturesOn} /> },
          loan.applicationId !== null && {
            label: t('servicing.loan.application'),
            value: link(
              'origination.application.read',
              `/origination/applications/${loan.applicationId}`,
              t('servicing.loan.open'),
            ),
          },
        ]}
      />
    </div>
  )
}
