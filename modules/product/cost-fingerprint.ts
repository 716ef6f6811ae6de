import { createHash } from 'node:crypto'
import type { CostForm } from './cost-form.ts'

/**
 * The fingerprint (SHA-256, hex) of what a cost form tells a borrower: the amount and term, every item with how, by what
 * standard and by whom it is charged, and the yearly cost. Amounts of interest are left out: by actual days they move by a
 * few yuan with the day of disbursement, and the form does not become another by it.
 */
export function costFingerprint(form: Omit<CostForm, 'fingerprint'>): string {
  const told = {
    principal: form.principal.toString(),
    periods: form.periods,
    items: form.items.map(({ code, name, how, standard, chargedBy, contingent }) => [
      code,
      name,
      how,
      standard,
      chargedBy,
      contingent,
    ]),
    simple: form.simple,
    effective: form.effective,
  }
  return createHash('sha256').update(JSON.stringify(told)).digest('hex')
}
