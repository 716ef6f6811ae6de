/** What a refusal knows about the case; the sentence's `{name}` holes are filled from it. Never personal data. */
export type Facts = Record<string, string | number | boolean | null | readonly string[]>

/**
 * An expected "no": a code with a Chinese and an English sentence (in the module's `words.ts` under `refusal.<code>`),
 * facts that fill the sentence, and optionally the input field it is about (a dotted path).
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: string
  readonly facts: Facts
  readonly field: string | undefined

  constructor(code: string, facts: Facts = {}, field?: string) {
    super(code)
    this.code = code
    this.facts = facts
    this.field = field
  }
}

/** Throws the refusal unless `condition` holds. */
export function refuseUnless(condition: unknown, code: string, facts: Facts = {}, field?: string): asserts condition {
  if (!condition) throw new Refusal(code, facts, field)
}

/** Codes whose status does not follow from their ending. */
const statusByCode: Readonly<Record<string, number>> = {
  'platform.not_signed_in': 401,
  'platform.invalid_input': 400,
  'platform.too_large': 413,
  'platform.too_many': 429,
  'platform.text': 400,
  'platform.idempotency_key_reused': 409,
  'platform.busy': 503,
}

/** The one table from refusal code to HTTP status: missing 404, contested 409, forbidden 403, otherwise 422. */
export function statusOf(code: string): number {
  const exact = statusByCode[code]
  if (exact) return exact
  if (code.startsWith('authority.')) return 403
  if (code.endsWith('not_found')) return 404
  if (/(stale|conflict|taken|duplicate)$/.test(code)) return 409
  return 422
}
