import type { Vault } from '#platform/crypto'

/** Each sealed field under its own name, so that one field's ciphertext can't be passed off as another's. */
const context = {
  name: 'party.name',
  idNumber: 'party.id-number',
  phone: 'party.phone',
  address: 'party.address',
  bankCard: 'party.bank-card',
  contactName: 'party.contact-name',
  dealerAccount: 'party.dealer-account',
  dealerPhone: 'party.dealer-phone',
}
export type SealedAs = keyof typeof context

/** Seals a field. */
export const sealed = (vault: Vault, field: SealedAs, text: string): Buffer => vault.seal(text, context[field])

/** Opens a field; null stays null. */
export const opened = (vault: Vault, field: SealedAs, bytes: Buffer | null): string | null =>
  bytes && vault.open(bytes, context[field])

/** The blind index of an identifier. */
export const fingerprintOf = (vault: Vault, field: 'name' | 'idNumber' | 'phone', text: string): Buffer =>
  vault.fingerprint(text, context[field])
