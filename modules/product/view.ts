import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Word } from '#lib/words'
import type { CostForm } from './cost-form.ts'
import { isOffered, type ProductVersion } from './offer.ts'
import type { PlanQuote } from './quote.ts'
import type { VersionRow } from './store.ts'

/** A version as lists show it. `latestNumber` is the published one that took effect last. */
export function versionSummary(row: VersionRow, latestNumber: number | null, today: Day) {
  return {
    number: row.version,
    state: row.state,
    inForce: row.version === latestNumber && isOffered(row, today),
    note: row.note,
    draftedByName: row.draftedByName,
    draftedAt: row.draftedAt,
    publishedByName: row.publishedByName,
    publishedAt: row.publishedAt,
    effectiveFrom: row.effectiveFrom,
    lastDay: row.lastDay,
    version: row.lock,
  }
}

/** The published version of a product that took effect last on or before a day, on offer or ended. */
export function latestOn(versions: readonly VersionRow[], on: Day): VersionRow | null {
  const begun = versions.filter(
    row => row.state === 'published' && row.effectiveFrom !== null && row.effectiveFrom <= on,
  )
  return begun.reduce<VersionRow | null>((latest, row) => {
    if (!latest || row.effectiveFrom! > latest.effectiveFrom!) return row
    return row.effectiveFrom === latest.effectiveFrom && row.version > latest.version ? row : latest
  }, null)
}

/** A product as the list shows it, from its versions (newest first). */
export function productSummary(versions: readonly VersionRow[], today: Day) {
  const newest = versions[0]!
  const latest = latestOn(versions, today)
  const upcoming = versions.find(row => row.state === 'published' && row.effectiveFrom! > today)
  const shown = latest ?? upcoming ?? newest
  const offered = latest !== null && isOffered(latest, today)
  const status = offered ? 'on-sale' : upcoming ? 'upcoming' : latest ? 'ended' : 'draft'
  return {
    id: newest.id,
    code: newest.code,
    name: shown.name,
    nameEn: shown.nameEn,
    status: status as 'on-sale' | 'upcoming' | 'ended' | 'draft',
    number: shown.version,
    draftNumber: versions.find(row => row.state === 'draft')?.version ?? null,
    definition: shown.definition,
    effectiveFrom: shown.effectiveFrom,
    lastDay: shown.lastDay,
  }
}

/** A quote as the contract shows it. */
export function quoteView(
  version: ProductVersion,
  quote: PlanQuote,
  wish: { price: Money | null; downPayment: Money | null; downPaymentRatio: Rate | null },
  problem: { code: string; field: string | null; message: string } | null,
) {
  const { terms, plan, costForm, agreed: _agreed, rules: _rules, ...figures } = quote
  return {
    productId: version.id,
    productName: version.name,
    productNameEn: version.nameEn,
    number: version.version,
    method: version.definition.method,
    frequency: version.definition.frequency,
    annualRate: terms.annualRate,
    ...wish,
    principal: terms.principal,
    periods: terms.periods,
    disbursedOn: terms.disbursedOn,
    ...figures,
    plan: plan.installments,
    costForm: costFormView(costForm),
    problem,
  }
}

const both = ([zh, en]: Word) => ({ zh, en })

/** The all-in cost form as the contract shows it. */
export function costFormView(form: CostForm) {
  return {
    ...form,
    items: form.items.map(item => ({
      ...item,
      name: both(item.name),
      how: both(item.how),
      standard: both(item.standard),
    })),
  }
}
