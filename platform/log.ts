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

/** Opens the program's log, JSON a line, on stderr or where `write` takes it; level from CHEDAI_LOG (default `info`). */
export function openLog(level = process.env.CHEDAI_LOG ?? 'info', write?: (line: string) => void): Log {
  return pino(
    {
      level,
      base: undefined,
      redact: { paths: [...personal, ...personal.map(field => `*.${field}`)], censor: '[hidden]' },
    },
    write ? { write } : pino.destination({ fd: 2, sync: false }),
  )
}

/**
 * The text of an error without what a database or a parser may have quoted of its input: quoted texts, long numbers and
 * Chinese. What remains says where and what kind.
 */
export function withoutPersonal(text: string): string {
  return text
    .replace(/"[^"\n]*[^\w".\-/][^"\n]*"|'[^'\n]*[^\w'.\-/#@:][^'\n]*'/g, '"…"')
    .replace(/\p{Script=Han}+/gu, '…')
    .replace(/(?<![\w.])[\dX]{7,}(?![\w.])/g, '…')
}

/** A log that says nothing, for tests and tools. */
export const silentLog: Log = { info() {}, warn() {}, error() {} }
