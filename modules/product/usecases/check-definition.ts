import { Decimal } from '#lib/decimal'
import { formatPercent } from '#lib/rate'
import { Refusal } from '#lib/refusal'
import { type Language, say, type Word } from '#lib/words'
import type { Context } from '#platform/context'
import { parameterOn } from '#reference'
import { type Definition, type DefinitionFault, definitionFaults } from '../definition.ts'
import { refuseGrowing, termsOf } from '../offer-terms.ts'
import { planFor } from '../plan.ts'
import { trueCost } from '../true-cost.ts'
import { words } from '../words.ts'
import { baseOn } from './deal-on.ts'
import { refusalSentence } from './refusal-sentence.ts'

/** What is wrong with a definition under the caps in force today. */
export async function faultsOf(ctx: Context, definition: Definition): Promise<DefinitionFault[]> {
  const licence = await parameterOn(ctx.sql, 'institution.licence', ctx.today)
  const caps = {
    rate: (await parameterOn(ctx.sql, 'rate.cap', ctx.today)).annual,
    terms: (await parameterOn(ctx.sql, 'term.cap', ctx.today)).filter(row => row.licence === licence),
    ltv: await parameterOn(ctx.sql, 'ltv.cap', ctx.today),
    penaltyMultiple: await parameterOn(ctx.sql, 'penalty.multiple', ctx.today),
    graceMonths: await parameterOn(ctx.sql, 'capitalisation.months', ctx.today),
  }
  const price = definition.minAmount
  const costs = (periods: number) => {
    // The smallest loan at the highest rate costs most a year: fixed fees weigh most on it.
    const wanted = {
      principal: definition.minAmount,
      // A balloon of the price weighs most where the loan is the whole of it.
      price,
      periods,
      disbursedOn: ctx.today,
      annualRate: definition.maxRate,
    }
    const terms = termsOf({ definition }, wanted)
    const plan = planFor(terms)
    refuseGrowing(terms, plan)
    return trueCost(terms, plan).simple
  }
  try {
    return [...definitionFaults(definition, caps, costs), ...(await rangeFault(ctx, definition))]
  } catch (error) {
    // What no plan can be made of is a fault like any other, told in the engine's words.
    if (!(error instanceof Refusal)) throw error
    const why = refusalSentence(error, ctx.language)
    return [{ code: 'no_plan', field: 'method', severity: 'fault', facts: { why } }]
  }
}

/** Whether what the base of the day makes of a floating rate lies outside its own bounds. */
async function rangeFault(ctx: Context, definition: Definition): Promise<DefinitionFault[]> {
  const base = await baseOn(ctx.sql, { definition }, ctx.today)
  if (!base || !definition.floating) return []
  const rate = new Decimal(base.value).plus(definition.floating.margin)
  if (rate.gte(definition.minRate) && rate.lte(definition.maxRate)) return []
  return [
    { code: 'floating_range', field: 'floating', severity: 'fault', facts: { rate: formatPercent(rate.toFixed()) } },
  ]
}

/** A fault as a sentence. */
export function faultSentence(fault: DefinitionFault, language: Language): string {
  const known = words as Readonly<Record<string, Word>>
  const facts = Object.fromEntries(
    Object.entries(fault.facts).map(([name, value]) => {
      const word = typeof value === 'string' ? known[value] : undefined
      return [name, word ? say(word, language) : value]
    }),
  )
  return say(known[`product.fault.${fault.code}`] ?? [fault.code, fault.code], language, facts)
}
