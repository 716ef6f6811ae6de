import type { Showing } from '#lib/verdict'
import { type Reach, within } from './scope.ts'

/** How a personal field can be answered, the most open first. Of a name nothing less than the mask: a record nobody can call is no record. */
export const showings = ['shown', 'masked', 'withheld'] as const satisfies readonly Showing[]

/**
 * The fields that rules speak of, with the permission under which they are opened one by one. A key shows in clear only what it
 * names this permission for.
 */
export const maskedFields = {
  'party.customer.name': 'party.customer.reveal',
  'party.customer.idNumber': 'party.customer.reveal',
  'party.customer.phone': 'party.customer.reveal',
  'party.customer.address': 'party.customer.reveal',
  'party.customer.bankCard': 'party.customer.reveal',
  'party.customer.contactName': 'party.customer.reveal',
  'party.customer.income': 'party.customer.read',
  'party.dealer.account': 'party.dealer.write',
  'party.dealer.contactPhone': 'party.dealer.write',
  'origination.lead.name': 'origination.lead.write',
  'origination.lead.phone': 'origination.lead.write',
  'notification.message.address': 'notification.message.read',
} as const
export type MaskedField = keyof typeof maskedFields
export const fieldNames = Object.keys(maskedFields) as [MaskedField, ...MaskedField[]]

/** Figures have nothing between whole and withheld, and stand whole where no rule speaks of them. */
const figures: readonly string[] = ['party.customer.income']

/** How a field is answered where no rule speaks of it. */
export const unruled = (field: string): Showing => (figures.includes(field) ? 'shown' : 'masked')

/** Whether a field can be answered this way: names are never withheld, figures never masked, and what is stored only masked or sent away is never shown. */
export function canShow(field: MaskedField, show: Showing): boolean {
  if (figures.includes(field)) return show !== 'masked'
  if (show === 'withheld') return !field.endsWith('.name')
  return show === 'masked' || field.startsWith('party.customer.') || field.startsWith('origination.lead.')
}

/** One rule as it bears on one person: the records it speaks of and how the field is answered there. */
export type FieldStep = { reach: Reach; show: Showing; rule: string }

/**
 * How a field of one record is answered: the first step whose reach holds the record; without a rule as `unruled` says.
 * The predicate of a list (`notWithheld`) walks the same steps.
 */
export function fieldAnswer(
  steps: readonly FieldStep[],
  row: { ownerId: bigint | null; groupId: bigint | null; branchId: bigint | null },
  otherwise: Showing = 'masked',
): { show: Showing; rule: string | null } {
  const step = steps.find(({ reach }) => within(reach, row))
  return step ? { show: step.show, rule: step.rule } : { show: otherwise, rule: null }
}

const nouns = {
  '/party/customers': 'party.customer',
  '/party/dealers': 'party.dealer',
  '/origination/leads': 'origination.lead',
}

/** The field that a value in a command's picture is, by the operation's address and the value's path; null when it is no personal field. */
export function fieldOf(operation: string, path: string): MaskedField | null {
  const noun = Object.entries(nouns).find(([address]) => operation.includes(` ${address}`))?.[1]
  const last = path.split('.').at(-1) ?? ''
  const field = `${noun}.${({ displayPhone: 'phone', monthlyIncome: 'income', monthlyDebt: 'income' })[last] ?? last}`
  return field in maskedFields ? (field as MaskedField) : null
}
