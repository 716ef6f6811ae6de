import { Card } from 'antd'
import { useSettings } from '../../settings.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { floatingFacts } from './floating-facts.ts'
import type { Definition } from './shapes.ts'

/** A definition to read: what a seller, a reviewer or an auditor looks up. */
export function VersionView({ definition }: { definition: Definition }) {
  const { t, language } = useSettings()
  const joined = (values: string[]) => values.join(t('ui.comma'))
  const group = (key: string, items: Parameters<typeof DefinitionList>[0]['items']) => (
    <Card size="small" type="inner" title={t(`product.screen.group.${key}`)}>
      <DefinitionList items={items} />
    </Card>
  )
  const field = (name: keyof Definition) => t(`product.field.${name}`)
  const { dueDay, settlementFee, penaltyMultiple } = definition
  return (
    <div style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))' }}>
      {group('pricing', [
        { label: field('annualRate'), value: <Percent value={definition.annualRate} /> },
        { label: field('minRate'), value: <Percent value={definition.minRate} /> },
        { label: field('maxRate'), value: <Percent value={definition.maxRate} /> },
        ...(definition.floating
          ? [{ label: field('floating'), value: t('product.floating.rule', floatingFacts(definition.floating, t)) }]
          : []),
        ...(definition.monthlyFeeRate !== null
          ? [{ label: field('monthlyFeeRate'), value: <Percent value={definition.monthlyFeeRate} /> }]
          : []),
        ...definition.gradeRates.map(row => ({
          label: `${t('product.screen.grade')} ${row.grade}`,
          value: <Percent value={row.annualRate} />,
        })),
      ])}
      {group('bounds', [
        { label: field('minAmount'), value: <Money value={definition.minAmount} /> },
        { label: field('maxAmount'), value: <Money value={definition.maxAmount} /> },
        { label: field('minDownPaymentRatio'), value: <Percent value={definition.minDownPaymentRatio} /> },
        { label: field('periods'), value: <span className="number">{definition.periods.join(' / ')}</span> },
      ])}
      {group('scope', [
        {
          label: field('customerKinds'),
          value: joined(definition.customerKinds.map(one => t(`product.customer-kind.${one}`))),
        },
        {
          label: field('vehicleConditions'),
          value: joined(definition.vehicleConditions.map(one => t(`product.condition.${one}`))),
        },
        {
          label: field('vehicleEnergies'),
          value: joined(definition.vehicleEnergies.map(one => t(`product.energy.${one}`))),
        },
        { label: field('vehicleUses'), value: joined(definition.vehicleUses.map(one => t(`product.use.${one}`))) },
      ])}
      {group('repayment', [
        { label: field('method'), value: t(`product.method.${definition.method}`) },
        { label: field('frequency'), value: t(`product.frequency.${definition.frequency}`) },
        { label: field('dayCount'), value: t(`product.day-count.${definition.dayCount}`) },
        ...(definition.firstPeriodDayCount
          ? [
              {
                label: field('firstPeriodDayCount'),
                value: t(`product.day-count.${definition.firstPeriodDayCount}`),
              },
            ]
          : []),
        {
          label: field('rounding'),
          value: `${t(`product.rounding.${definition.rounding}`)} · ${t(`product.scale.${definition.scale}`)}`,
        },
        { label: field('tail'), value: t(`product.tail.${definition.tail}`) },
        ...(['principalGracePeriods', 'interestOnlyPeriods'] as const)
          .filter(front => definition[front] > 0)
          .map(front => ({ label: field(front), value: <span className="number">{definition[front]}</span> })),
        ...(definition.balloon
          ? [
              {
                label: field('balloon'),
                value: (
                  <>
                    {t(`product.balloon-basis.${definition.balloon.basis}`)}{' '}
                    {definition.balloon.amount === null ? (
                      <Percent value={definition.balloon.share} />
                    ) : (
                      <Money value={definition.balloon.amount} />
                    )}
                    {definition.balloon.choice && (
                      <div>
                        {t('product.screen.balloon-choice')} <Percent value={definition.balloon.choice.min} />–
                        <Percent value={definition.balloon.choice.max} />
                      </div>
                    )}
                    <div>{joined(definition.balloon.atEnd.map(end => t(`product.balloon-end.${end}`)))}</div>
                  </>
                ),
              },
            ]
          : []),
        ...(definition.steps.length > 0
          ? [
              {
                label: field('steps'),
                value: definition.steps.map((step, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: steps stand in their order and have no other name
                  <div key={index}>
                    {t(step.paymentShare === null ? 'product.step.principal' : 'product.step.payment', {
                      periods: step.periods,
                      share: `${Number((Number(step.paymentShare ?? step.principalShare) * 100).toFixed(4))}%`,
                    })}
                  </div>
                )),
              },
            ]
          : []),
        ...definition.seasons.map(({ month, share }) => ({
          label: t('product.screen.month', { month }),
          value: <Percent value={share} />,
        })),
        {
          label: field('dueDay'),
          value: dueDay
            ? t(dueDay.date === 31 ? 'product.due-day.month-end' : 'product.due-day.fixed', dueDay)
            : t('product.due-day.disbursement'),
        },
      ])}
      {group('charges', [
        ...definition.subsidies.map(subsidy => ({
          label: `${field('subsidies')} · ${t(`product.subsidy-payer.${subsidy.payer}`)}`,
          value: (
            <>
              {t('product.screen.subsidy-full')} <Percent value={subsidy.fullRate} />
              <div>
                {t(`product.subsidy-time.${subsidy.when}`)}
                {subsidy.cap !== null && (
                  <>
                    {' · '}
                    {t('product.screen.subsidy-cap')} <Money value={subsidy.cap} />
                  </>
                )}
              </div>
            </>
          ),
        })),
        ...(definition.fiscalSubsidy ? [{ label: field('fiscalSubsidy'), value: t('product.fiscal.on') }] : []),
        ...definition.fees.map(fee => ({
          label: language === 'zh' ? fee.name : fee.nameEn,
          value: (
            <>
              {fee.amount === null ? <Percent value={fee.rate} /> : <Money value={fee.amount} sign />}{' '}
              {t(`product.fee-time.${fee.when}`)} · {t(`product.charged-by.${fee.chargedBy}`)}
            </>
          ),
        })),
        definition.fees.length === 0 && { label: field('fees'), value: t('product.none') },
        { label: field('penaltyMultiple'), value: penaltyMultiple ?? t('product.by-parameter') },
        {
          label: field('settlementFee'),
          value: settlementFee
            ? t('product.settlement-fee.rule', {
                rate: `${Number((Number(settlementFee.rate) * 100).toFixed(4))}%`,
                periods: settlementFee.freeAfterPeriods,
              })
            : t('product.by-parameter'),
        },
      ])}
    </div>
  )
}
