import type { Money } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import { bankCardFault, birthDateOf, type Fault, mobileFault, residentIdFault, usccFault } from './identifiers.ts'
import { maskName } from './masking.ts'

export const customerKinds = ['individual', 'sole-proprietor', 'enterprise'] as const
export type CustomerKind = (typeof customerKinds)[number]
export const consentKinds = ['credit-bureau', 'personal-information', 'face', 'gps'] as const
export type ConsentKind = (typeof consentKinds)[number]

/** What is known of a customer, in clear: it exists only while a command runs. */
export type CustomerData = {
  kind: CustomerKind
  name: string
  idNumber: string
  phone: string
  address?: string | undefined
  bankCard?: string | undefined
  businessCode?: string | undefined
  businessName?: string | undefined
  occupation?: string | undefined
  employer?: string | undefined
  monthlyIncome: Money
  monthlyDebt: Money
}

/** Normalises what people type: no blanks, upper case check letters. */
export function normalised<T extends CustomerData>(data: T): T {
  const tidy = (text: string) => text.replace(/[\s-]/g, '').toUpperCase()
  return {
    ...data,
    name: data.name.trim(),
    idNumber: tidy(data.idNumber),
    phone: tidy(data.phone),
    bankCard: data.bankCard ? tidy(data.bankCard) : undefined,
    businessCode: data.businessCode ? tidy(data.businessCode) : undefined,
  }
}

/**
 * Checks a customer's identifiers; an enterprise is identified by its credit code, a person by the resident number.
 * @param allowFictional demo installations accept region 99
 * @throws Refusal party.id_number, party.credit_code, party.phone, party.bank_card, party.business_missing
 */
export function checkCustomer(data: CustomerData, allowFictional: boolean): void {
  if (data.kind === 'enterprise') refuseFault('party.credit_code', usccFault(data.idNumber, allowFictional), 'idNumber')
  else refuseFault('party.id_number', residentIdFault(data.idNumber, allowFictional), 'idNumber')
  refuseFault('party.phone', mobileFault(data.phone), 'phone')
  if (data.bankCard) refuseFault('party.bank_card', bankCardFault(data.bankCard), 'bankCard')
  refuseUnless(
    data.kind !== 'sole-proprietor' || (data.businessCode && data.businessName),
    'party.business_missing',
    {},
    'businessName',
  )
  if (data.businessCode) refuseFault('party.credit_code', usccFault(data.businessCode, allowFictional), 'businessCode')
}

function refuseFault(
  code: 'party.credit_code' | 'party.id_number' | 'party.phone' | 'party.bank_card',
  fault: Fault,
  field: string,
) {
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
