import { pino } from 'pino'

/**
 * Structured logs. Only ids, codes and counts are logged; the redaction below is the second wall for what must never be
 * there: personal data and secrets.
 */
export type Log = {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

const personal = ['name', 'idNumber', 'phone', 'bankCard', 'address', 'password', 'token', 'authorization', 'cookie']

/** Opens the program's log on stderr, JSON a line; level from CHEDAI_LOG (default `info`). */
export function openLog(level = process.env.CHEDAI_LOG ?? 'info'): Log {
  return pino(
    {
      level,
      base: undefined,
      redact: { paths: [...personal, ...personal.map(field => `*.${field}`)], censor: '[hidden]' },
    },
    pino.destination({ fd: 2, sync: false }),
  )
}

/** A log that says nothing, for tests and tools. */
export const silentLog: Log = { info() {}, warn() {}, error() {} }
