/** What kind of contradiction set a loan aside: a rule of the database broken, a line there twice, a figure beyond its range, or a rule's own assertion. */
export type SetAsideKind = 'constraint' | 'duplicate' | 'range' | 'rule'

/** The kind of a reason, which is the database's or a rule's own sentence, and the name of the constraint it speaks of. */
export function setAsideKind(reason: string): { kind: SetAsideKind; name: string } {
  const name = /constraint "([^"]+)"/.exec(reason)?.[1] ?? /column "([^"]+)"/.exec(reason)?.[1] ?? ''
  if (/duplicate key|exclusion constraint/.test(reason)) return { kind: 'duplicate', name }
  if (name) return { kind: 'constraint', name }
  return { kind: /out of range|division by zero|overflow|invalid input/.test(reason) ? 'range' : 'rule', name }
}
