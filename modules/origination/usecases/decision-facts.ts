import { type DecisionFacts, scoreOf } from '#decision'
import { must } from '#lib/assert'
import { addDays } from '#lib/day'
import { formatYuan } from '#lib/money'
import type { Context } from '#platform/context'
import { termMonths } from '#product'
import { parameterOn } from '#reference'
import { papersMissing } from '../document.ts'
import { duplicatesOf } from '../store/listing.ts'
import { priceBase } from '../vehicle.ts'
import { totalExposure } from './exposure-of.ts'
import { financedVehicle } from './financed-vehicle.ts'
import type { Case } from './load-case.ts'

/**
 * Every fact the rules may read about this case on this day, the parameters that hold for it included: derived figures and
 * counts only, so that the stored decision names nobody and can be evaluated again.
 */
export async function decisionFacts(ctx: Context, one: Case): Promise<DecisionFacts> {
  const { row, customer, dealer, offer, bounds } = one
  const principal = must(row.principal, 'a complete application has a principal')
  const periods = must(row.periods, 'a complete application has periods')
  const known = must(customer, 'a complete application has a customer')
  const quoted = must(offer, 'a complete application has an offer')
  const at = async <Code extends Parameters<typeof parameterOn>[1]>(code: Code) => parameterOn(ctx.sql, code, ctx.today)
  const [burden, cap, age, automatic, window] = [
    await at('affordability.installment-to-income'),
    await at('rate.cap'),
    await at('age.range'),
    await at('decision.auto-approve'),
    await at('duplicate.window-days'),
  ]
  const duplicates = await duplicatesOf(ctx.sql, {
    key: row.key,
    vin: row.vin,
    customerKey: known.key,
    identity: known.idNumberFingerprint,
    phone: known.phoneFingerprint,
    since: addDays(ctx.today, -window),
  })
  const financed = await financedVehicle(ctx, row, known.idNumberFingerprint)
  const exposure = await totalExposure(ctx, row, principal)
  const base = priceBase(row)
  const money = (amount: bigint | null) => (amount === null ? null : formatYuan(amount))
  const { definition } = quoted.product
  const months = termMonths(periods, definition.frequency)
  const facts: DecisionFacts = {
    'application.amount': money(principal),
    'application.term': months,
    'application.annual-rate': quoted.annualRate,
    'application.all-in-rate': quoted.cost.simple,
    'application.down-payment': money(one.down),
    'application.down-payment-ratio': one.downRatio,
    'application.installment': money(quoted.monthlyBurden),
    'application.ltv': one.ltv,
    'vehicle.price-base': money(base),
    'vehicle.use': row.use,
    'vehicle.energy': row.energy,
    'vehicle.condition': row.condition,
    'customer.kind': known.kind,
    'customer.age': known.age,
    'customer.age-at-end': known.age === null ? null : known.age + Math.ceil(months / 12),
    'customer.monthly-income': money(known.monthlyIncome),
    'customer.monthly-debt': money(known.monthlyDebt),
    'customer.installment-to-income': one.installmentToIncome,
    'customer.exposure': money(exposure.total),
    'customer.blacklisted': known.blacklisted !== null,
    'customer.credit-consent': known.consents['credit-bureau'],
    'duplicates.vehicle': duplicates.vehicle + financed.all,
    'duplicates.vehicle-other-customer': duplicates.vehicleOther + financed.others,
    'duplicates.customer': duplicates.customer,
    'duplicates.phone': duplicates.phone,
    'duplicates.document': duplicates.document,
    'dealer.frozen': dealer === null ? null : dealer.state === 'frozen',
    'documents.missing': papersMissing(
      { customerKind: known.kind, condition: row.condition, use: row.use },
      'submit',
      one.papers,
    ).length,
    'product.minimum-amount': money(definition.minAmount),
    'product.maximum-amount': money(definition.maxAmount),
    'product.minimum-down-payment-ratio': definition.minDownPaymentRatio,
    'product.term-offered': definition.periods.includes(periods),
    'parameter.ltv.cap': bounds?.ltvCap ?? null,
    'parameter.term.cap': bounds?.termCap ?? null,
    'parameter.age.range.min': age.min,
    'parameter.age.range.max': age.max,
    'parameter.affordability.installment-to-income.refer': burden.refer,
    'parameter.affordability.installment-to-income.max': burden.max,
    'parameter.rate.cap': cap.annual,
    'parameter.decision.auto-approve.max-amount': automatic.maxAmount,
    'parameter.decision.auto-approve.max-exposure': automatic.maxExposure,
    'parameter.decision.auto-approve.max-ltv': automatic.maxLtv,
  }
  const { points, band } = scoreOf(await at('score.card'), facts)
  return { ...facts, 'score.points': points, 'score.band': band }
}
