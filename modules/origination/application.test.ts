import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statesOf } from '#lib/state'
import {
  type ApplicationAction,
  type ApplicationState,
  applicationNumber,
  applicationStates,
  clockOf,
  decidedBy,
  isReview,
  openStates,
  promisedStates,
  referAction,
  reviewStates,
} from './application.ts'

const states = statesOf(applicationStates)
const ends: ApplicationState[] = ['disbursed', 'cancelled', 'expired']

function reachable(from: ApplicationState): Set<ApplicationState> {
  const found = new Set<ApplicationState>([from])
  for (const state of found) for (const next of Object.values(applicationStates[state])) found.add(next)
  return found
}

describe('the states of an application', () => {
  it('are all reached from the draft, and every one leads to an end', () => {
    expect([...reachable('draft')].sort()).toEqual([...states].sort())
    for (const state of states)
      expect(
        [...reachable(state)].some(one => ends.includes(one)),
        state,
      ).toBe(true)
  })

  it('let nobody out of disbursed, cancelled or expired', () => {
    for (const state of ends) expect(applicationStates[state]).toEqual({})
  })

  it('pay out only what a person asked for after an approval', () => {
    const into = (target: ApplicationState) =>
      states.filter(state => Object.values(applicationStates[state]).includes(target))
    expect(into('disbursed')).toEqual(['funding-requested'])
    expect(into('funding-requested')).toEqual(['signing'])
    expect(into('signing')).toEqual(['approved', 'signing', 'funding-requested'])
    expect(into('approved')).toEqual(['submitted', 'first-review', 'final-review', 'second-review'])
  })

  it('never lead a random walk past a review into approval without an approving action', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 40 }), choices => {
        let state: ApplicationState = 'draft'
        const walked: ApplicationAction[] = []
        for (const choice of choices) {
          const actions = Object.keys(applicationStates[state]) as ApplicationAction[]
          if (actions.length === 0) break
          const action = actions[choice % actions.length]!
          walked.push(action)
          state = applicationStates[state][action]!
        }
        if (state === 'disbursed') {
          expect(walked.some(action => action === 'approve' || action === 'approve-automatically')).toBe(true)
          expect(walked.at(-1)).toBe('disburse')
        }
      }),
    )
  })

  it('run a clock exactly where somebody is being waited for', () => {
    expect(states.filter(state => clockOf(state) !== null)).toEqual([
      'first-review',
      'final-review',
      'second-review',
      'funding-requested',
    ])
    expect(states.filter(isReview)).toEqual([...reviewStates])
  })

  it('count as open from submission to the payout, and promise money from the approval on', () => {
    expect(openStates).not.toContain('draft')
    for (const state of promisedStates) expect(openStates).toContain(state)
  })

  it('send a resubmission back to the desk that returned it', () => {
    for (const desk of reviewStates) expect(applicationStates.submitted[referAction(desk)]).toBe(desk)
    expect(applicationStates.submitted[referAction(null)]).toBe('first-review')
  })
})

describe('an application', () => {
  it('has a number of its day', () => {
    expect(applicationNumber('2026-11-23', 147)).toBe('A-20261123-0147')
    expect(applicationNumber('2026-11-23', 12345)).toBe('A-20261123-12345')
  })

  it('remembers who decided in this round, which a return does not end', () => {
    const event = (action: string, actorKey: bigint | null, fromState: string | null = null) => ({
      action,
      actorKey,
      fromState,
    })
    const round = [
      event('submit', 1n, 'draft'),
      event('refer', null),
      event('escalate', 2n),
      event('return', 3n),
      event('submit', 1n, 'supplement'),
      event('refer-to-final', null),
      event('escalate-to-risk', 4n),
    ]
    expect(decidedBy(round)).toEqual([2n, 4n])
    expect(decidedBy([...round, event('request-review', 1n, 'rejected')])).toEqual([])
    expect(decidedBy([event('submit', 1n, 'draft'), event('return', 2n)])).toEqual([])
  })
})
