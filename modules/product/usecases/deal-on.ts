import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import type { Sql } from '#platform/database'
import { parameterOn, seriesValueOn } from '#reference'
import { type Deal, type DealRules, dealOf } from '../deal.ts'
import type { Definition } from '../definition.ts'
import { rateAt } from '../floating.ts'
import { termMonths } from '../frequency.ts'
import type { ProductVersion } from '../offer.ts'
import { floatingOf, refuseGrowing, type Wanted } from '../offer-terms.ts'
import type { FiscalUsed } from '../subsidy-share.ts'
import { costRulesOn } from './cost-rules-on.ts'

/**
 * Works out an offer that a loan is to be made of, with the parameters and the base's value of a day.
 * @throws Refusal product.* when the terms are not possible; product.balance_grows, product.grace_cap
 */
export async function dealOn(...asked: Parameters<typeof workedOut>): Promise<Deal> {
  const deal = await workedOut(...asked)
  refuseGrowing(deal.terms, deal.plan)
  await checkGrace(asked[0], asked[1], asked[3])
  return deal
}

/** As `dealOn`, also where the balance would grow: for a quote that shows what to change. */
export async function workedOut(
  sql: Sql,
  version: Pick<ProductVersion, 'definition'>,
  wanted: Omit<Wanted, 'base'>,
  on: Day,
  fiscalUsed: FiscalUsed = {},
): Promise<Deal> {
  const base = await baseOn(sql, version, on)
  return dealOf(version, { ...wanted, base }, { ...(await dealRulesOn(sql, on)), fiscalUsed })
}

/** Whether interest may join the principal for as long as the product says, by the parameter of a day. @throws Refusal product.grace_cap */
export async function checkGrace(sql: Sql, { definition }: Pick<ProductVersion, 'definition'>, on: Day): Promise<void> {
  const { principalGracePeriods, frequency } = definition
  if (principalGracePeriods === 0) return
  const months = await parameterOn(sql, 'capitalisation.months', on)
  refuseUnless(termMonths(principalGracePeriods, frequency) <= months, 'product.grace_cap', { months }, 'productId')
}

/** What a deal takes from the parameters of a day. */
export async function dealRulesOn(sql: Sql, on: Day): Promise<DealRules> {
  const rule = await parameterOn(sql, 'subsidy.fiscal', on)
  return {
    subsidyLoss: await parameterOn(sql, 'subsidy.loss', on),
    ...(await costRulesOn(sql, on)),
    fiscal: {
      from: rule.firstDay as Day,
      until: rule.lastDay as Day,
      points: rule.points as Rate,
      shareOfRate: rule.shareOfRate as Rate,
      cap: parseYuan(rule.cap)!,
      capPer: rule.capPer,
    },
  }
}

/** The value of what a floating product follows, as last published by a day; null where the rate is fixed. */
export async function baseOn(
  sql: Sql,
  { definition }: Pick<ProductVersion, 'definition'>,
  on: Day,
): Promise<{ value: Rate; day: Day } | null> {
  if (!definition.floating) return null
  const point = await seriesValueOn(sql, definition.floating.base, on)
  return point && { value: new Decimal(point.value).toFixed() as Rate, day: point.day }
}

/** A definition whose usual rate, where it floats, is what the base of the day makes it. */
export async function settledOn(sql: Sql, definition: Definition, on: Day): Promise<Definition> {
  const base = await baseOn(sql, { definition }, on)
  const floating = floatingOf(definition)
  return base && floating ? { ...definition, annualRate: rateAt(floating, base.value) } : definition
}
