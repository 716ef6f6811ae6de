import { type Id, toId } from '#lib/id'
import type { Showing } from '#lib/verdict'
import type { Context } from '#platform/context'
import { type SealedField, sealedFields } from '../customer.ts'
import * as store from '../store/customer.ts'

/** The personal fields of one customer as the reader is answered: in clear, masked or null, and which of them are withheld. */
export type Personal = Record<SealedField, string | null> & { withheld: SealedField[] }

/** How the rules about fields answer each personal field of a customer to the actor. */
export const showingsOf = (ctx: Context, row: store.CustomerRow): Record<SealedField, Showing> =>
  Object.fromEntries(sealedFields.map(field => [field, ctx.rights.shows(`party.customer.${field}`, row)])) as Record<
    SealedField,
    Showing
  >

/**
 * The personal fields of customers as the reader may see them. What a rule shows in clear is opened, and the audit line of the
 * reading names each customer with the fields. An enterprise's own name and code are public.
 */
export async function personalOf(
  ctx: Context,
  rows: readonly store.CustomerRow[],
  fields: readonly SealedField[] = sealedFields,
): Promise<Map<bigint, Personal>> {
  const found = new Map<bigint, Personal>()
  for (const row of rows) {
    const how = showingsOf(ctx, row)
    const clear = fields.filter(field => how[field] === 'shown' && masked(row)[field] !== null)
    const opened = clear.length > 0 ? await store.openCustomer(ctx, row.key) : null
    if (opened) ctx.show(customerId(row), clear)
    const answers = Object.fromEntries(
      sealedFields.map(field => [
        field,
        opened && clear.includes(field) ? opened[field] : how[field] === 'withheld' ? null : masked(row)[field],
      ]),
    ) as Record<SealedField, string | null>
    const withheld = fields.filter(field => how[field] === 'withheld' && masked(row)[field] !== null)
    found.set(row.key, { ...answers, withheld })
  }
  return found
}

const customerId = (row: store.CustomerRow): Id<'customer'> => toId('customer', row.key)

const masked = (row: store.CustomerRow): Record<SealedField, string | null> => ({
  name: row.displayName,
  idNumber: row.idNumberMasked,
  phone: row.phoneMasked,
  address: row.addressMasked,
  bankCard: row.bankCardMasked,
  contactName: row.contactNameMasked,
})
