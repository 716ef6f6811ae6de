import fc from 'fast-check'
import type pg from 'pg'
import type { House } from '#app/house'
import { addDays, type Day, daysBetween } from '#lib/day'
import { fen } from '#lib/money'
import { recordRepayment } from '#servicing'
import { daySteps, rangeSteps } from '../modules/servicing/usecases/close-steps.ts'
import { anyBook, disburseBook, graceBook } from './loans.ts'

/**
 * Sixty random books, all lent on the first day, so that one evening's book is the whole book; a third is corporate, and of
 * every tenth nothing is paid at first, so that interest joins the principal at its due days.
 */
export async function lendBooks(house: House, firstDay: Day): Promise<void> {
  const books = fc.sample(anyBook, { seed: 7, numRuns: 60 })
  for (const [tenth, book] of fc.sample(graceBook, { seed: 7, numRuns: 6 }).entries()) books[10 * tenth + 3] = book
  for (const [index, book] of books.entries()) {
    const shift = daysBetween(firstDay, book.terms.disbursedOn)
    const moved = {
      ...book,
      terms: { ...book.terms, disbursedOn: firstDay },
      installments: book.installments.map(row => ({ ...row, dueOn: addDays(row.dueOn, -shift) })),
    }
    const corporate = index % 3 === 0 ? { nonRetail: true, customerKey: BigInt(index % 4) + 1n } : {}
    const id = await disburseBook(house, String(index + 1), moved, corporate)
    if (index % 4 === 0)
      await house.system('test.pay', ctx => recordRepayment(ctx, { loanId: id, amount: fen(1), channel: 'cash' }))
  }
}

/**
 * Breaks a connection of a pool at its nth statement from now, as a killed process would: at even places before the
 * statement is sent, at odd places right after, so that the server may or may not have done it.
 */
export function cutConnections(pool: pg.Pool) {
  let left = Number.POSITIVE_INFINITY
  let place = 0
  let cuts = 0
  const watched = new WeakSet<pg.PoolClient>()
  const watch = (client: pg.PoolClient) => {
    if (watched.has(client)) return
    watched.add(client)
    client.on('error', () => {})
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    const socket = () => (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream
    Object.assign(client, {
      query: (...args: unknown[]) => {
        left -= 1
        if (left !== 0) return query(...args)
        cuts += 1
        // Again after as many: a statement nobody waits for may have been the one.
        left = place
        if (place % 2 === 0) socket().destroy()
        const answer = query(...args)
        socket().destroy()
        return answer
      },
    })
  }
  pool.on('acquire', watch)
  return {
    /** Every nth statement from now on breaks its connection. */
    cutAt(nth: number) {
      left = nth
      place = nth
    },
    /** Breaks nothing more; returns how often it has since the last time. */
    release(): number {
      left = Number.POSITIVE_INFINITY
      const done = cuts
      cuts = 0
      return done
    },
  }
}

/**
 * Notes which of the loan book's tables each step of a close touches, read off the statements sent while it runs. One
 * worker only, so that what is sent is the step's.
 */
export function recordSteps(pool: pg.Pool) {
  const sent = new Map<string, string[]>()
  const undo: (() => void)[] = []
  let current: string[] | null = null
  for (const step of [...rangeSteps(), ...daySteps]) {
    const run = step.run as (...args: unknown[]) => Promise<number>
    const statements: string[] = []
    sent.set(step.name, statements)
    undo.push(() => Object.assign(step, { run }))
    Object.assign(step, {
      run: async (...args: unknown[]) => {
        current = statements
        return run(...args).finally(() => {
          current = null
        })
      },
    })
  }
  const listened = new WeakSet<pg.PoolClient>()
  pool.on('acquire', client => {
    if (listened.has(client)) return
    listened.add(client)
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const [asked] = args as [string | { text: string }]
        current?.push(typeof asked === 'string' ? asked : asked.text)
        return query(...args)
      },
    })
  })
  const named = (statements: readonly string[], verbs: string) => [
    ...new Set(
      statements.flatMap(text =>
        [...text.matchAll(new RegExp(`(?:${verbs}) servicing\\.(\\w+)`, 'g'))].map(match => match[1]!),
      ),
    ),
  ]
  return {
    /** What a step has touched so far; from then on it is recorded no more. */
    end(name: string): { reads: string[]; writes: string[] } {
      for (const restore of undo.splice(0)) restore()
      const statements = sent.get(name) ?? []
      return {
        reads: named(statements, '\\bFROM|\\bJOIN'),
        writes: named(statements, '\\bINSERT INTO|\\bUPDATE|\\bDELETE FROM'),
      }
    },
  }
}
