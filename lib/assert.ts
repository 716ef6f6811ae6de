/** Thrown when the program itself is wrong: never shown to a person as a reason, always logged. */
export class Bug extends Error {
  override name = 'Bug'
}

/**
 * States what must hold if the program is right. An expected "no" is a Refusal, never an assertion.
 * @throws Bug when `condition` is false.
 */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message)
}

/** Returns `value`, or throws a Bug when it is null or undefined. */
export function must<T>(value: T | null | undefined, message: string): T {
  if (value === null || value === undefined) throw new Bug(message)
  return value
}

/** Marks a switch as complete; the compiler complains when a case is missing. */
export function never(value: never): never {
  throw new Bug(`unexpected value: ${String(value)}`)
}
