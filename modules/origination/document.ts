export const documentKinds = [
  'id-card',
  'driving-licence',
  'income-proof',
  'bank-statement',
  'residence-proof',
  'marriage-certificate',
  'business-licence',
  'tax-certificate',
  'financial-statement',
  'board-resolution',
  'operating-permit',
  'purchase-agreement',
  'down-payment-proof',
  'appraisal-report',
  'vehicle-licence',
  'invoice',
  'insurance-policy',
  'vehicle-certificate',
  'mortgage-receipt',
  'signed-cost-form',
  'signed-contract',
  'other',
] as const
export type DocumentKind = (typeof documentKinds)[number]

/** What of the borrower's personal data stands on a paper, and is seen by whoever opens it. */
export const paperFields: Partial<
  Record<DocumentKind, ('name' | 'idNumber' | 'phone' | 'address' | 'bankCard' | 'income')[]>
> = {
  'id-card': ['name', 'idNumber', 'address'],
  'driving-licence': ['name', 'idNumber', 'address'],
  'marriage-certificate': ['name', 'idNumber'],
  'income-proof': ['name', 'income'],
  'bank-statement': ['name', 'bankCard', 'income'],
  'residence-proof': ['name', 'address'],
  'signed-contract': ['name', 'idNumber', 'phone', 'address'],
}

export type CustomerKind = 'individual' | 'sole-proprietor' | 'enterprise'

/** What the checklist depends on. */
export type PaperCase = {
  customerKind: CustomerKind | null
  condition: 'new' | 'used' | null
  use: 'self' | 'commercial' | null
}

/**
 * The papers a credit file must hold before the step (汽车贷款管理办法, credit file; 个人贷款管理办法, entrusted payment):
 * who the borrower is and earns, what is bought and that the down payment was made; before the money goes out also invoice,
 * insurance and the vehicle's certificate.
 */
export function papersNeeded(facts: PaperCase, step: 'submit' | 'funding'): DocumentKind[] {
  const { customerKind, condition, use } = facts
  const person: DocumentKind[] = ['id-card', 'driving-licence', 'income-proof']
  const borrower: DocumentKind[] =
    customerKind === 'enterprise'
      ? ['business-licence', 'id-card', 'financial-statement', 'bank-statement', 'board-resolution']
      : customerKind === 'sole-proprietor'
        ? [...person, 'business-licence', 'bank-statement']
        : person
  const purchase: DocumentKind[] = ['purchase-agreement', 'down-payment-proof']
  const used: DocumentKind[] = condition === 'used' ? ['appraisal-report', 'vehicle-licence'] : []
  const commercial: DocumentKind[] = use === 'commercial' ? ['operating-permit'] : []
  const before = [...borrower, ...purchase, ...used, ...commercial]
  return step === 'submit' ? before : [...before, 'invoice', 'insurance-policy', 'vehicle-certificate']
}

/** The needed papers that are not there. */
export function papersMissing(
  facts: PaperCase,
  step: 'submit' | 'funding',
  present: readonly string[],
): DocumentKind[] {
  return papersNeeded(facts, step).filter(kind => !present.includes(kind))
}

export const mediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const
export const maxDocumentBytes = 8 * 1024 * 1024

/** What the first bytes of a file say it is; a name can lie. */
export function mediaTypeOf(bytes: Uint8Array): (typeof mediaTypes)[number] | null {
  const starts = (...expected: number[]) => expected.every((byte, at) => bytes[at] === byte)
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (starts(0x52, 0x49, 0x46, 0x46) && bytes[8] === 0x57 && bytes[9] === 0x45) return 'image/webp'
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'application/pdf'
  return null
}
