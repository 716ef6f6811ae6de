import { Decimal } from '#lib/decimal'
import { formatYuan } from '#lib/money'
import { formatPercent } from '#lib/rate'
import { type Language, say } from '#lib/words'
import type { Definition } from './definition.ts'
import type { FloatingRule } from './floating.ts'
import { words } from './words.ts'

/** One field in which two definitions differ, each side as people read it. */
export type Change = { field: keyof Definition; from: string; to: string }

/** The fields in which two definitions differ, in the order of the definition. */
export function changesBetween(from: Definition, to: Definition, language: Language): Change[] {
  return fields
    .map(field => ({ field, from: shownField(from, field, language), to: shownField(to, field, language) }))
    .filter(change => change.from !== change.to)
}

const fields = [
  'name',
  'nameEn',
  'method',
  'annualRate',
  'minRate',
  'maxRate',
  'gradeRates',
  'customerKinds',
  'vehicleConditions',
  'vehicleEnergies',
  'vehicleUses',
  'minAmount',
  'maxAmount',
  'minDownPaymentRatio',
  'periods',
  'frequency',
  'floating',
  'monthlyFeeRate',
  'dayCount',
  'firstPeriodDayCount',
  'rounding',
  'scale',
  'tail',
  'principalGracePeriods',
  'interestOnlyPeriods',
  'balloon',
  'steps',
  'seasons',
  'dueDay',
  'fees',
  'subsidies',
  'fiscalSubsidy',
  'penaltyMultiple',
  'settlementFee',
] as const satisfies readonly (keyof Definition)[]

/** A field of a definition as a person reads it. */
export function shownField(definition: Definition, field: keyof Definition, language: Language): string {
  const zh = language === 'zh'
  const word = (key: string) => say(words[key as keyof typeof words], language)
  const list = (values: readonly string[]) => values.join(zh ? '、' : ', ')
  switch (field) {
    case 'name':
    case 'nameEn':
      return definition[field]
    case 'method':
      return word(`product.method.${definition.method}`)
    case 'annualRate':
    case 'minRate':
    case 'maxRate':
    case 'minDownPaymentRatio':
      return formatPercent(definition[field])
    case 'gradeRates':
      return (
        list(definition.gradeRates.map(row => `${row.grade} ${formatPercent(row.annualRate)}`)) || word('product.none')
      )
    case 'customerKinds':
      return list(definition.customerKinds.map(kind => word(`product.customer-kind.${kind}`)))
    case 'vehicleConditions':
      return list(definition.vehicleConditions.map(one => word(`product.condition.${one}`)))
    case 'vehicleEnergies':
      return list(definition.vehicleEnergies.map(one => word(`product.energy.${one}`)))
    case 'vehicleUses':
      return list(definition.vehicleUses.map(one => word(`product.use.${one}`)))
    case 'minAmount':
    case 'maxAmount':
      return formatYuan(definition[field])
    case 'periods':
      return list(definition.periods.map(String))
    case 'dayCount':
      return word(`product.day-count.${definition.dayCount}`)
    case 'rounding':
      return word(`product.rounding.${definition.rounding}`)
    case 'firstPeriodDayCount':
      return definition.firstPeriodDayCount
        ? word(`product.day-count.${definition.firstPeriodDayCount}`)
        : word('product.none')
    case 'scale':
      return word(`product.scale.${definition.scale}`)
    case 'tail':
      return word(`product.tail.${definition.tail}`)
    case 'principalGracePeriods':
    case 'interestOnlyPeriods':
      return String(definition[field])
    case 'balloon': {
      const { balloon } = definition
      if (!balloon) return word('product.none')
      const ends = list(balloon.atEnd.map(end => word(`product.balloon-end.${end}`)))
      const size = balloon.amount === null ? formatPercent(balloon.share) : formatYuan(balloon.amount)
      const { choice } = balloon
      const bounds = choice ? ` (${formatPercent(choice.min)}–${formatPercent(choice.max)})` : ''
      return `${word(`product.balloon-basis.${balloon.basis}`)} ${size}${bounds} · ${ends}`
    }
    case 'steps':
      return (
        list(
          definition.steps.map(step =>
            say(words[step.paymentShare === null ? 'product.step.principal' : 'product.step.payment'], language, {
              periods: step.periods,
              share: formatPercent(step.paymentShare ?? step.principalShare ?? '0'),
            }),
          ),
        ) || word('product.none')
      )
    case 'frequency':
      return word(`product.frequency.${definition.frequency}`)
    case 'floating':
      return definition.floating ? floatingText(definition.floating, language) : word('product.none')
    case 'monthlyFeeRate':
      return definition.monthlyFeeRate === null ? word('product.none') : formatPercent(definition.monthlyFeeRate)
    case 'seasons':
      return (
        list(
          definition.seasons.map(({ month, share }) =>
            say(words['product.season'], language, { month, share: formatPercent(share) }),
          ),
        ) || word('product.none')
      )
    case 'subsidies':
      return (
        definition.subsidies
          .map(subsidy => {
            const cap = subsidy.cap === null ? [] : [`${word('product.screen.subsidy-cap')} ${formatYuan(subsidy.cap)}`]
            const payer = word(`product.subsidy-payer.${subsidy.payer}`)
            return list([payer, formatPercent(subsidy.fullRate), word(`product.subsidy-time.${subsidy.when}`), ...cap])
          })
          .join(zh ? '；' : '; ') || word('product.none')
      )
    case 'fiscalSubsidy':
      return word(definition.fiscalSubsidy ? 'product.fiscal.on' : 'product.none')
    case 'dueDay':
      return definition.dueDay
        ? say(
            words[definition.dueDay.date === 31 ? 'product.due-day.month-end' : 'product.due-day.fixed'],
            language,
            definition.dueDay,
          )
        : word('product.due-day.disbursement')
    case 'fees':
      return (
        list(
          definition.fees.map(fee => {
            const amount = fee.amount === null ? formatPercent(fee.rate ?? '0') : formatYuan(fee.amount)
            const by = word(`product.charged-by.${fee.chargedBy}`)
            return `${zh ? fee.name : fee.nameEn} ${amount} ${word(`product.fee-time.${fee.when}`)} ${by}`
          }),
        ) || word('product.none')
      )
    case 'penaltyMultiple':
      return definition.penaltyMultiple ?? word('product.by-parameter')
    case 'settlementFee':
      return definition.settlementFee
        ? say(words['product.settlement-fee.rule'], language, {
            rate: formatPercent(definition.settlementFee.rate),
            periods: definition.settlementFee.freeAfterPeriods,
          })
        : word('product.by-parameter')
  }
}

/** A floating rule as a person reads it: `1 年期 LPR + 80 基点，每年 1 月 1 日`. */
export function floatingText({ base, margin, reset }: FloatingRule, language: Language): string {
  const points = new Decimal(margin).times(10_000)
  return say(words['product.floating.rule'], language, {
    base: say(words[`product.base.${base}`], language),
    margin: `${points.lt(0) ? '−' : '+'} ${points.abs().toFixed()}`,
    reset: say(words[`product.reset.${reset}`], language),
  })
}
