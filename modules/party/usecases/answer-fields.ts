import { type Id, toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context, Placed } from '#platform/context'
import * as store from '../store/customer.ts'

/**
 * Names of customers for other modules' lists, as the rules about fields answer them to this reader: in clear where a rule shows
 * them, and then the audit line of the reading names each; else masked.
 */
export async function customerNames(ctx: Context, keys: readonly (bigint | null)[]): Promise<Map<bigint, string>> {
  const wanted = keys.filter(key => key !== null)
  if (wanted.length === 0) return new Map()
  const found = await store.customersByKey(ctx.sql, wanted)
  const shown = found.filter(row => ctx.rights.shows('party.customer.name', row) === 'shown').map(row => row.key)
  const whole = shown.length > 0 ? await store.openNames(ctx, shown) : new Map<bigint, string>()
  for (const key of shown) ctx.show(toId('customer', key), ['name'])
  return new Map(found.map(row => [row.key, whole.get(row.key) ?? row.displayName]))
}

/** Rows of another module that keep a masked name, with the name as it is answered to this reader. */
export async function withNames<Row extends { customerKey: bigint | null; customerName: string | null }>(
  ctx: Context,
  rows: readonly Row[],
): Promise<Row[]> {
  const names = await customerNames(
    ctx,
    rows.map(row => row.customerKey),
  )
  const nameOf = (key: bigint | null) => (key === null ? undefined : names.get(key))
  return rows.map(row => ({ ...row, customerName: nameOf(row.customerKey) ?? row.customerName }))
}

/** What papers tell of a customer. */
type PaperField = 'name' | 'idNumber' | 'phone' | 'address' | 'bankCard' | 'income'

/**
 * A paper tells what is written on it: whoever may not see one of its fields does not open it, and who opens it has seen them.
 * @throws Refusal authority.field_withheld
 */
export async function openPaperOf(
  ctx: Context,
  customerKey: bigint,
  fields: readonly PaperField[],
): Promise<Id<'customer'>> {
  const id = toId('customer', customerKey)
  const [row] = await store.customersByKey(ctx.sql, [customerKey])
  const kept = row && fields.find(field => ctx.rights.shows(`party.customer.${field}`, row) === 'withheld')
  refuseUnless(kept === undefined, 'authority.field_withheld', { field: `authority.field.party.customer.${kept}` })
  if (fields.length > 0) ctx.show(id, fields)
  return id
}

/** Whether what a customer earns and owes is answered to this reader. */
export const incomeShown = (ctx: Context, row: Placed): boolean =>
  ctx.rights.shows('party.customer.income', row) !== 'withheld'
