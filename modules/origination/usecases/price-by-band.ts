import type { DecisionFacts } from '#decision'
import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import { customerGrades } from '#product/api'
import type { ApplicationRow } from '../store/application.ts'
import { decisionFacts } from './decision-facts.ts'
import { type Case, loadCase } from './load-case.ts'

/**
 * A complete case with its facts, at the price its own score earns. Where the product prices by grade, the price weighs on the burden
 * and the burden on the score: the price is the best grade's whose band the case keeps when it pays that grade's rate. Rates rise as
 * grades fall (a published product sees to it), so that band and grade are the same.
 */
export async function priceByBand(
  ctx: Context,
  row: ApplicationRow,
  one: Case,
): Promise<{ one: Case; facts: DecisionFacts }> {
  const { definition } = must(one.offer, 'a complete application has an offer').product
  if (definition.gradeRates.length === 0) return { one, facts: await decisionFacts(ctx, one) }
  for (const grade of customerGrades) {
    const priced = await loadCase(ctx, row, grade)
    const facts = await decisionFacts(ctx, priced)
    const better = customerGrades.slice(0, customerGrades.indexOf(grade) + 1) as readonly unknown[]
    if (better.includes(facts['score.band']) || grade === customerGrades.at(-1))
      return { one: priced, facts: { ...facts, 'score.band': grade } }
  }
  return { one, facts: await decisionFacts(ctx, one) }
}
