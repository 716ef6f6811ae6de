import { fen, type Money, min, sum } from '#lib/money'
import { deferredOf, type NewLine, type PayLine } from './pay-line.ts'
import { atFault, type Outcome } from './recovery.ts'

/** What a loan earned somebody in a month and put into the pool of their group. */
export type PoolSource = { loanKey: bigint; personKey: bigint; amount: Money }

/** A line of a pool: a share, or what continues one; `caseKey` names the finding that took something back. */
export type PoolLine = PayLine & { caseKey: bigint | null }

/** A pool: what it was made of, in an order that never changes, and its shares with everything that continues them. */
export type Pool = { sources: readonly PoolSource[]; lines: readonly PoolLine[] }

/**
 * What of an amount stems from each source: by the running total of what came before, rounded down, so that the parts add up to the
 * amount whatever it is and a source's part does not depend on what becomes of the others.
 */
export function partsOfSources(amount: Money, sources: readonly PoolSource[]): Money[] {
  const whole = sum(sources.map(source => source.amount))
  let through = 0n
  let told = 0n
  return sources.map(source => {
    through += source.amount
    const upTo = whole === 0n ? 0n : (amount * through) / whole
    const own = fen(upTo - told)
    told = upTo
    return own
  })
}

/** A share of a pool, how much of it stems from some sources, and what has become of it. */
type Share<Line> = { line: Line; part: Money; waiting: Money; children: readonly Line[] }

/** Every share with what of it stems from the sources asked for. What gates and corrections took before any loan did is nobody's. */
function sharesOf<Line extends PoolLine>(
  { sources, lines }: { sources: readonly PoolSource[]; lines: readonly Line[] },
  of: (source: PoolSource) => boolean,
): Share<Line>[] {
  const children = Map.groupBy(
    lines.filter(line => line.parent !== null),
    line => line.parent!,
  )
  const waiting = new Map(deferredOf(lines).map(part => [part.line.key, part.waiting]))
  return lines
    .filter(line => line.parent === null)
    .map(line => {
      const own = children.get(line.key) ?? []
      const cut = sum(own.filter(one => one.loanKey === null && one.step.startsWith('cancel')).map(one => one.amount))
      const parts = partsOfSources(fen(line.amount - cut), sources)
      return {
        line,
        part: sum(parts.filter((_, at) => of(sources[at]!))),
        waiting: waiting.get(line.key) ?? fen(0),
        children: own,
      }
    })
}

/** What a loan holds of a share. */
function heldBy(children: readonly PayLine[], loanKey: bigint): Money {
  const own = children.filter(line => line.loanKey === loanKey)
  const of = (step: string) => sum(own.filter(line => line.step === step).map(line => line.amount))
  return fen(of('hold') - of('release') - of('cancel-held'))
}

/** What a loan holds of a pool's shares, from everybody together. */
export function heldOfPool({ lines }: Pool, loanKey: bigint): Money {
  return heldBy(lines, loanKey)
}

/** What findings have taken of a share for a loan; of these cases only, where they are named. */
function takenFor(children: readonly PoolLine[], loanKey: bigint, cases?: ReadonlySet<bigint>): Money {
  const own = children.filter(
    line =>
      line.loanKey === loanKey &&
      (line.step.startsWith('cancel') || line.step === 'claim') &&
      (!cases || (line.caseKey !== null && cases.has(line.caseKey))),
  )
  return sum(own.map(line => line.amount))
}

/** Whose commissions of a loan are in question, and every case there has been about them and it. */
export type InQuestion = { people: ReadonlySet<bigint>; cases: ReadonlySet<bigint> }

/**
 * A loan in trouble holds of each deferred share what stems from it, as far as it still waits. Where cases were opened by hand, no more
 * than what stems from the commissions of those they are about (`only`): what findings could take of these.
 */
export function holdPool(pool: Pool, loanKey: bigint, only?: InQuestion): NewLine[] {
  const asked = (source: PoolSource) => source.loanKey === loanKey && (!only || only.people.has(source.personKey))
  return sharesOf(pool, asked).flatMap(({ line, part, waiting, children }) => {
    const amount = min(fen(part - heldBy(children, loanKey) - takenFor(children, loanKey, only?.cases)), waiting)
    return line.step === 'defer' && amount > 0n ? [{ step: 'hold' as const, amount, parent: line }] : []
  })
}

/** A loan that is cured lets go of what it held. */
export function releasePool(pool: Pool, loanKey: bigint): NewLine[] {
  return sharesOf(pool, source => source.loanKey === loanKey).flatMap(({ line, children }) => {
    const amount = heldBy(children, loanKey)
    return amount > 0n ? [{ step: 'release' as const, amount, parent: line }] : []
  })
}

/** A finding about what a loan earned somebody. `cases`: all there have been about the two; `isPaidOut`: whether a line's month is frozen. */
export type PoolFinding = {
  loanKey: bigint
  personKey: bigint
  outcome: Outcome
  share: string | null
  cases: ReadonlySet<bigint>
  isPaidOut: (line: PayLine) => boolean
}

/**
 * What a finding about a commission takes back of the pool it went into: of everybody who shares in it the same part of what stems from it,
 * half-up to the fen; from each person first what is held for the loan, then what waits, the latest first, then what has fallen due
 * and is not paid out, and the rest becomes a claim. What is not taken is let go. All of it taken, nobody keeps a fen of that commission.
 */
export function takeBackPool(pool: Pool, finding: PoolFinding): NewLine[] {
  const { loanKey, personKey, outcome, share, cases, isPaidOut } = finding
  const all = sharesOf(pool, source => source.loanKey === loanKey && source.personKey === personKey)
  const lines: NewLine[] = []
  for (const own of Map.groupBy(all, one => one.line.personKey).values()) {
    const left = new Map(own.map(one => [one.line.key, fen(one.part - takenFor(one.children, loanKey, cases))]))
    const wanted = atFault(sum(own.map(one => one.part)), outcome, share)
    let rest = min(wanted, sum([...left.values()]))
    const take = (step: NewLine['step'], { line }: Share<PoolLine>, most: Money) => {
      const amount = min(min(rest, most), left.get(line.key)!)
      if (amount <= 0n) return fen(0)
      lines.push({ step, amount, parent: line })
      left.set(line.key, fen(left.get(line.key)! - amount))
      rest = fen(rest - amount)
      return amount
    }
    const deferred = own
      .filter(one => one.line.step === 'defer')
      .sort((a, b) => (a.line.vestsOn! < b.line.vestsOn! ? 1 : -1))
    const held = new Map(deferred.map(one => [one.line.key, heldBy(one.children, loanKey)]))
    for (const one of deferred) {
      const before = held.get(one.line.key)!
      held.set(one.line.key, fen(before - take('cancel-held', one, before)))
    }
    for (const one of deferred) take('cancel-deferred', one, one.waiting)
    for (const one of own) take('cancel-payable', one, payable(one, isPaidOut))
    for (const one of own) take('claim', one, rest)
    for (const one of deferred) {
      const amount = min(held.get(one.line.key)!, left.get(one.line.key)!)
      if (amount > 0n) lines.push({ step: 'release', amount, parent: one.line })
    }
  }
  return lines
}

/** What of a share has fallen due in months that are still open and has not been taken. */
function payable({ line, children }: Share<PoolLine>, isPaidOut: (line: PayLine) => boolean): Money {
  const open = [line, ...children].filter(one => !isPaidOut(one))
  const of = (step: string) => sum(open.filter(one => one.step === step).map(one => one.amount))
  const due = fen(of('earn') + of('vest') - of('cancel-payable'))
  return due > 0n ? due : fen(0)
}
