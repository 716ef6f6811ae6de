import type { Day } from '#lib/day'
import { fen, type Money } from '#lib/money'

/**
 * The accounts a person's pay moves between: `cost` is the company's, `payable` what the next pay run pays, `deferred` what
 * waits for its day, `held` what a loan in trouble holds back, `paid` what was paid out, `claim` what the person owes back.
 */
export const payAccounts = ['cost', 'payable', 'deferred', 'held', 'paid', 'claim'] as const
export type PayAccount = (typeof payAccounts)[number]

/** What a line does, and between which accounts: a line is both sides of an entry, so the ledger always balances. */
export const paySteps = {
  earn: ['cost', 'payable'],
  defer: ['cost', 'deferred'],
  vest: ['deferred', 'payable'],
  hold: ['deferred', 'held'],
  release: ['held', 'deferred'],
  'cancel-held': ['held', 'cost'],
  'cancel-deferred': ['deferred', 'cost'],
  'cancel-payable': ['payable', 'cost'],
  claim: ['claim', 'cost'],
  deduct: ['payable', 'claim'],
  'give-back': ['paid', 'claim'],
  forgive: ['cost', 'claim'],
  pay: ['payable', 'paid'],
} as const satisfies Record<string, readonly [PayAccount, PayAccount]>
export type PayStep = keyof typeof paySteps

export const payParts = ['base', 'performance', 'commission', 'spot', 'pool', 'correction'] as const
export type PayPart = (typeof payParts)[number]

/** A line of the ledger as rules see it. `amount` in fen, positive; `parent` is the line it continues or undoes. */
export type PayLine = {
  key: bigint
  personKey: bigint
  loanKey: bigint | null
  part: PayPart
  step: PayStep
  amount: Money
  vestsOn: Day | null
  parent: bigint | null
}

/** What stands in each account; `cost` and `claim` are negative as long as something was earned or is owed. */
export type PayBalances = Record<PayAccount, Money>

/** The balances of some lines. They always sum to zero. */
export function balancesOf(lines: Iterable<Pick<PayLine, 'step' | 'amount'>>): PayBalances {
  const balances = Object.fromEntries(payAccounts.map(account => [account, 0n])) as Record<PayAccount, bigint>
  for (const { step, amount } of lines) {
    const [from, to] = paySteps[step]
    balances[from] -= amount
    balances[to] += amount
  }
  return balances as PayBalances
}

/** A deferred line and what became of it. */
export type Deferred = { line: PayLine; waiting: Money; held: Money }

/** Every deferred line of a ledger with what still waits and what is held, by the lines that name it as their parent. */
export function deferredOf(lines: readonly PayLine[]): Deferred[] {
  const children = Map.groupBy(
    lines.filter(line => line.parent !== null),
    line => line.parent!,
  )
  return lines
    .filter(line => line.step === 'defer')
    .map(line => {
      const { deferred, held } = balancesOf([line, ...(children.get(line.key) ?? [])])
      return { line, waiting: deferred, held }
    })
}

/** A line to be written. */
export type NewLine = Pick<PayLine, 'step' | 'amount'> & { parent: PayLine }

/** A loan in trouble holds exactly what it paid and has not been paid out: every part that still waits. */
export function hold(lines: readonly PayLine[]): NewLine[] {
  return deferredOf(lines)
    .filter(part => part.waiting > 0n)
    .map(part => ({ step: 'hold', amount: part.waiting, parent: part.line }))
}

/** Cured before a case opened, or found without fault: what was held waits for its day again. */
export function release(lines: readonly PayLine[]): NewLine[] {
  return deferredOf(lines)
    .filter(part => part.held > 0n)
    .map(part => ({ step: 'release', amount: part.held, parent: part.line }))
}

/** Parts whose day has come. A part that is held waits. */
export function vest(lines: readonly PayLine[], on: Day): NewLine[] {
  return deferredOf(lines)
    .filter(part => part.waiting > 0n && part.line.vestsOn! <= on)
    .map(part => ({ step: 'vest', amount: part.waiting, parent: part.line }))
}

/**
 * Takes an amount back from what a loan (or a period) paid a person: first what is held, then what waits, the latest part
 * first, then what is not yet paid out; the rest becomes a claim. Nothing beyond what was earned is taken.
 */
export function takeBack(lines: readonly PayLine[], wanted: Money): NewLine[] {
  const all = balancesOf(lines)
  let left = wanted < -all.cost ? wanted : fen(-all.cost)
  const taken: NewLine[] = []
  const take = (step: PayStep, most: bigint, parent: PayLine) => {
    const amount = fen(left < most ? left : most)
    if (amount <= 0n) return
    taken.push({ step, amount, parent })
    left = fen(left - amount)
  }
  const parts = deferredOf(lines).toSorted((a, b) => (a.line.vestsOn! < b.line.vestsOn! ? 1 : -1))
  for (const part of parts) take('cancel-held', part.held, part.line)
  for (const part of parts) take('cancel-deferred', part.waiting, part.line)
  const earned = lines.filter(line => line.step === 'earn' || line.step === 'defer')
  const first = earned[0]
  if (!first) return taken
  take('cancel-payable', all.payable, first)
  take('claim', left, first)
  return taken
}
