import { type Language, say, type Word } from '#lib/words'
import type { Context } from '#platform/context'
import { parameterOn } from '#reference'
import { type Definition, type DefinitionFault, definitionFaults } from '../definition.ts'
import { termsOf } from '../offer.ts'
import { planFor } from '../plan.ts'
import { trueCost } from '../true-cost.ts'
import { words } from '../words.ts'

/** What is wrong with a definition under the caps in force today. */
export async function faultsOf(ctx: Context, definition: Definition): Promise<DefinitionFault[]> {
  const licence = await parameterOn(ctx.sql, 'institution.licence', ctx.today)
  const caps = {
    rate: (await parameterOn(ctx.sql, 'rate.cap', ctx.today)).annual,
    terms: (await parameterOn(ctx.sql, 'term.cap', ctx.today)).filter(row => row.licence === licence),
    ltv: await parameterOn(ctx.sql, 'ltv.cap', ctx.today),
    penaltyMultiple: await parameterOn(ctx.sql, 'penalty.multiple', ctx.today),
  }
  return definitionFaults(definition, caps, periods => {
    // The smallest loan at the highest rate costs most a year: fixed fees weigh most on it.
    const wanted = {
      principal: definition.minAmount,
      // A balloon of the price weighs most where the loan is the whole of it.
      price: definition.minAmount,
      periods,
      disbursedOn: ctx.today,
      annualRate: definition.maxRate,
    }
    const terms = termsOf({ definition }, wanted)
    return trueCost(terms, planFor(terms)).simple
  })
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
