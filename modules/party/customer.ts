import type { Money } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import {
  accountFault,
  bankCardFault,
  birthDateOf,
  type Fault,
  mobileFault,
  residentIdFault,
  tidy,
  usccFault,
} from './identifiers.ts'
import { maskName } from './masking.ts'

export const customerKinds = ['individual', 'sole-proprietor', 'enterprise'] as const
export type CustomerKind = (typeof customerKinds)[number]
export const consentKinds = ['credit-bureau', 'personal-information', 'face', 'gps'] as const
export type ConsentKind = (typeof consentKinds)[number]

/**
 * Whether somebody may note that a customer is not to be asked any more: not who serves the customer, as an unhappy one would be kept
 * out of what is said about them.
 */
export const mayNote = (actorKey: bigint | null, ownerKey: bigint): boolean => actorKey !== ownerKey

/** @throws Refusal party.surveys_own */
export function checkNoting(actorKey: bigint | null, ownerKey: bigint): void {
  refuseUnless(mayNote(actorKey, ownerKey), 'party.surveys_own')
}

export const relationKinds = ['co-borrower', 'guarantor', 'spouse', 'controller'] as const
export type RelationKind = (typeof relationKinds)[number]
export const contactChannels = ['phone', 'sms', 'wechat', 'email'] as const
export const contactTimes = ['any', 'morning', 'afternoon', 'evening', 'weekend'] as const
/** The fields that are shown in full only on request and with a reason. */
export const sealedFields = ['name', 'idNumber', 'phone', 'address', 'bankCard', 'contactName'] as const
export type SealedField = (typeof sealedFields)[number]

/** What a customer's profile says beyond who it is; a field left out stays as it is, null clears it. */
export type Profile = {
  address?: string | null | undefined
  bankCard?: string | null | undefined
  contactName?: string | null | undefined
  occupation?: string | null | undefined
  employer?: string | null | undefined
  yearsEmployed?: number | null | undefined
  contactChannel?: (typeof contactChannels)[number] | undefined
  contactTime?: (typeof contactTimes)[number] | undefined
  offersWelcome?: boolean | undefined
  monthlyIncome?: Money | undefined
  monthlyDebt?: Money | undefined
}

/** What is known of a customer, in clear: it exists only while a command runs. */
export type CustomerData = Profile & {
  kind: CustomerKind
  monthlyIncome: Money
  monthlyDebt: Money
  name: string
  idNumber: string
  phone: string
  businessCode?: string | null | undefined
  businessName?: string | null | undefined
}

/** Normalises what people type: no blanks or dashes in numbers, upper case check letters. */
export function normalised<T extends Partial<CustomerData>>(data: T): T {
  const tidied = { ...data }
  if (data.name) tidied.name = data.name.trim()
  for (const field of ['idNumber', 'phone', 'bankCard', 'businessCode'] as const) {
    const text = data[field]
    if (text) tidied[field] = tidy(text)
  }
  return tidied
}

/**
 * Checks a customer's identifiers; an enterprise is identified by its credit code, a person by the resident number.
 * @param allowFictional demo installations accept region 99
 * @param today the open business day: nobody is born after it
 * @throws Refusal party.id_number, party.credit_code, party.phone, party.bank_card, party.business_missing
 */
export function checkCustomer(data: CustomerData, allowFictional: boolean, today: string): void {
  if (data.kind === 'enterprise') refuseFault('party.credit_code', usccFault(data.idNumber, allowFictional), 'idNumber')
  else {
    refuseFault('party.id_number', residentIdFault(data.idNumber, allowFictional), 'idNumber')
    refuseFault('party.id_number', birthDateOf(data.idNumber) > today ? 'birth_date' : null, 'idNumber')
  }
  checkContact(data)
  refuseUnless(data.kind !== 'sole-proprietor' || data.businessName, 'party.business_missing', {}, 'businessName')
  refuseUnless(data.kind !== 'sole-proprietor' || data.businessCode, 'party.business_missing', {}, 'businessCode')
  if (data.businessCode) refuseFault('party.credit_code', usccFault(data.businessCode, allowFictional), 'businessCode')
}

/**
 * Checks the numbers a customer may change: phone, and the account debits come from, which for an enterprise is no card.
 * @throws Refusal party.phone, party.bank_card
 */
export function checkContact(data: Pick<CustomerData, 'kind' | 'bankCard'> & { phone?: string | undefined }): void {
  if (data.phone !== undefined) refuseFault('party.phone', mobileFault(data.phone), 'phone')
  const fault = data.kind === 'enterprise' ? accountFault : bankCardFault
  if (data.bankCard) refuseFault('party.bank_card', fault(data.bankCard), 'bankCard')
}

/** Refuses a wrong identifier, saying what is wrong with it. @throws Refusal of the code */
export function refuseFault(
  code: 'party.credit_code' | 'party.id_number' | 'party.phone' | 'party.bank_card' | 'party.account',
  fault: Fault,
  field: string,
): void {
  if (fault) throw new Refusal(code, { fault: `party.fault.${fault}` }, field)
}

/** The name as anyone in scope sees it: an enterprise's in full, a person's masked. */
export function displayNameOf(data: Pick<CustomerData, 'kind' | 'name'>): string {
  return data.kind === 'enterprise' ? data.name : maskName(data.name)
}

/** The birth date of a person; null for an enterprise. */
export function birthDate(data: Pick<CustomerData, 'kind' | 'idNumber'>): string | null {
  return data.kind === 'enterprise' ? null : birthDateOf(data.idNumber)
}

/** Full years from birth to a day. */
export function ageOn(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return day.slice(5) < birth.slice(5) ? years - 1 : years
}
