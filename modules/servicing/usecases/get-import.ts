import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { type Language, say } from '#lib/words'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { type ImportResult, type ImportRow, importByKey, resultsOf } from '../store/import.ts'
import { words } from '../words.ts'

/** One imported file with what became of its rows. @throws Refusal servicing.import_not_found */
export async function getImport(
  ctx: Context,
  { id }: Input<typeof api.getImport>,
): Promise<Output<typeof api.getImport>> {
  const file = await importByKey(ctx.sql, toKey(id))
  refuseUnless(file, 'servicing.import_not_found')
  const results = await resultsOf(ctx.sql, file.key)
  return { ...importView(file), results: results.map(row => resultView(row, ctx.language)) }
}

export function importView({ key, ...row }: ImportRow) {
  return { ...row, id: toId('import', key) }
}

/** A row's result with its reason in the reader's language. */
export function resultView(row: ImportResult, language: Language) {
  const word =
    row.refusal === null ? undefined : (words as Record<string, readonly [string, string]>)[`refusal.${row.refusal}`]
  const facts = Object.fromEntries(
    Object.entries(row.facts).map(([name, value]) => {
      const named = typeof value === 'string' ? (words as Record<string, readonly [string, string]>)[value] : undefined
      return [name, named ? say(named, language) : value]
    }),
  )
  return {
    line: row.line,
    number: row.number,
    amount: row.amountText,
    valueDate: row.valueDateText,
    reference: row.reference,
    outcome: row.outcome,
    code: row.refusal,
    reason: word ? say(word, language, facts) : row.refusal,
    loanId: row.loanKey === null ? null : toId('loan', row.loanKey),
  }
}
