/** The identifiers of Chinese lending, parsed by their own check digits. Source: domain.md §7 with the standards named there. */

/** What is wrong with an identifier, as the tail of a refusal code, or null when nothing is. */
export type Fault = 'format' | 'check_digit' | 'region' | 'birth_date' | 'fictional' | null

/** An identifier as it is stored: without blanks and dashes, letters in upper case, full-width digits as plain ones. */
export function tidy(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const residentChecks = '10X98765432'

/** The first two digits of a region, GB/T 2260, with the residence permits of Hong Kong, Macau and Taiwan; 99 is nobody's. */
const residentRegion = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91|99)/

/**
 * Resident identity number, GB 11643-1999: region 6, birth date 8, sequence 3, check digit.
 * Region 99 belongs to nobody: demo data uses it, production refuses it.
 */
export function residentIdFault(text: string, allowFictional: boolean): Fault {
  if (!/^\d{17}[\dX]$/.test(text)) return 'format'
  const total = residentWeights.reduce((sum, weight, index) => sum + weight * Number(text[index]), 0)
  if (residentChecks[total % 11] !== text[17]) return 'check_digit'
  if (!residentRegion.test(text)) return 'region'
  const [year, month, date] = [Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14))]
  const birth = new Date(Date.UTC(year, month - 1, date))
  if (year < 1900 || birth.getUTCMonth() !== month - 1 || birth.getUTCDate() !== date) return 'birth_date'
  return text.startsWith('99') && !allowFictional ? 'fictional' : null
}

/** The birth date a resident number holds, `YYYY-MM-DD`. */
export function birthDateOf(residentId: string): string {
  return `${residentId.slice(6, 10)}-${residentId.slice(10, 12)}-${residentId.slice(12, 14)}`
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Unified social credit code, GB 32100-2015, with the organisation code's own check (GB 11714) inside. */
export function usccFault(text: string, allowFictional: boolean): Fault {
  if (!/^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(text)) return 'format'
  const total = creditWeights.reduce((sum, weight, index) => sum + weight * creditAlphabet.indexOf(text[index]!), 0)
  if (creditAlphabet[(31 - (total % 31)) % 31] !== text[17]) return 'check_digit'
  const inner = organisationWeights.reduce(
    (sum, weight, index) => sum + weight * organisationAlphabet.indexOf(text[8 + index]!),
    0,
  )
  const rest = 11 - (inner % 11)
  const check = rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
  if (check !== text[16]) return 'check_digit'
  return text.slice(2, 4) === '99' && !allowFictional ? 'fictional' : null
}

/** The two check characters that complete the first sixteen of a credit code; for demo data. */
export function creditCheckDigits(first16: string): string {
  const inner = organisationWeights.reduce(
    (sum, weight, index) => sum + weight * organisationAlphabet.indexOf(first16[8 + index]!),
    0,
  )
  const rest = 11 - (inner % 11)
  const first17 = first16 + (rest === 10 ? 'X' : rest === 11 ? '0' : String(rest))
  const total = creditWeights.reduce((sum, weight, index) => sum + weight * creditAlphabet.indexOf(first17[index]!), 0)
  return first17[16]! + creditAlphabet[(31 - (total % 31)) % 31]!
}

const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
const vinValues: Record<string, number> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
}

/** Vehicle identification number, GB 16735-2019 / ISO 3779: seventeen characters without I, O, Q; position 9 checks. */
export function vinFault(text: string): Fault {
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(text)) return 'format'
  const total = vinWeights.reduce(
    (sum, weight, index) => sum + weight * (vinValues[text[index]!] ?? Number(text[index])),
    0,
  )
  const rest = total % 11
  return (rest === 10 ? 'X' : String(rest)) === text[8] ? null : 'check_digit'
}

/** Bank card number, ISO/IEC 7812: 13–19 digits with Luhn's check. */
export function bankCardFault(text: string): Fault {
  if (!/^\d{13,19}$/.test(text)) return 'format'
  let total = 0
  for (let index = 0; index < text.length; index += 1) {
    const digit = Number(text[text.length - 1 - index])
    const value = index % 2 === 1 ? digit * 2 : digit
    total += value > 9 ? value - 9 : value
  }
  return total % 10 === 0 ? null : 'check_digit'
}

/** The account of an enterprise at its bank: 8–30 digits. It is no card and has no check digit of a common standard. */
export function accountFault(text: string): Fault {
  return /^\d{8,30}$/.test(text) ? null : 'format'
}

/** Mainland mobile number. */
export function mobileFault(text: string): Fault {
  return /^1[3-9]\d{9}$/.test(text) ? null : 'format'
}

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
const ordinaryPlate = new RegExp(`^[${provinces}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]$`)
const smallEnergyPlate = new RegExp(`^[${provinces}][A-HJ-NP-Z][DABCEFGHJK][A-HJ-NP-Z0-9]\\d{4}$`)
const largeEnergyPlate = new RegExp(`^[${provinces}][A-HJ-NP-Z]\\d{5}[DABCEFGHJK]$`)

/** Number plate, GA 36-2018: ordinary (7) or new-energy (8). */
export function plateFault(text: string): Fault {
  return ordinaryPlate.test(text) || smallEnergyPlate.test(text) || largeEnergyPlate.test(text) ? null : 'format'
}

/** The check digit of a resident number's first seventeen digits; for demo data. */
export function residentCheckDigit(first17: string): string {
  return residentChecks[residentWeights.reduce((sum, weight, index) => sum + weight * Number(first17[index]), 0) % 11]!
}

/** The ninth character that makes a VIN's other sixteen valid; for demo data. */
export function vinCheckDigit(text: string): string {
  const total = vinWeights.reduce(
    (sum, weight, index) => sum + weight * (vinValues[text[index]!] ?? Number(text[index])),
    0,
  )
  return total % 11 === 10 ? 'X' : String(total % 11)
}

const parser =
  (fault: (text: string) => Fault) =>
  (text: string): string | null => {
    const value = tidy(text)
    return fault(value) === null ? value : null
  }

/** A mobile number without blanks, or null when it is none. */
export const mobile = parser(mobileFault)
/** A bank card number without blanks, or null when it is none. */
export const bankCard = parser(bankCardFault)
/** A vehicle identification number in upper case, or null when it is none. */
export const vin = parser(vinFault)
/** A number plate, or null when it is none. */
export const plate = parser(plateFault)
/** A resident number (fictional ones too: for searching, not for recording), or null when it is none. */
export const residentId = parser(text => residentIdFault(text, true))
/** A credit code (fictional ones too: for searching, not for recording), or null when it is none. */
export const uscc = parser(text => usccFault(text, true))
