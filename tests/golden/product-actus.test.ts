import { describe, expect, it } from 'vitest'
import { run } from '../../app/commands/actus.ts'
import type { ActusEvent } from '../../modules/product/actus/actus.ts'
import { outsideJson } from './outside.ts'

type Published = Record<keyof ActusEvent, string | number>
type Cases = Record<string, { results: Published[] }>
const figures = ['payoff', 'notionalPrincipal', 'nominalInterestRate', 'accruedInterest'] as const
const dated = (text: string | number) => String(text).padEnd(19, ':00')

/** The published events of each type of contract: same events in the same order, every figure within 1e-6. */
for (const [type, count] of [
  ['ann', 11],
  ['lam', 11],
  ['nam', 8],
  ['pam', 9],
  ['lax', 6],
] as const) {
  const cases = outsideJson<Cases>(`actus/${type}.json`)
  describe.skipIf(!cases)(`published ACTUS results, ${type.toUpperCase()}`, () => {
    // The answer may not lean on the published results: they are taken away before it is asked for.
    const asked = Object.fromEntries(Object.entries(cases ?? {}).map(([id, { results: _, ...one }]) => [id, one]))
    const answers = run(asked) as Record<string, ActusEvent[]>

    it(`are ${count}`, () => expect(Object.keys(answers)).toHaveLength(count))
    for (const [id, { results }] of Object.entries(cases ?? {}))
      it(`come out to 1e-6: ${id}`, () => {
        const events = answers[id]!
        expect(events.map(event => [event.eventDate, event.eventType])).toEqual(
          results.map(event => [dated(event.eventDate), event.eventType]),
        )
        for (const [index, event] of events.entries())
          for (const figure of figures)
            expect(
              Math.abs(Number(event[figure]) - Number(results[index]![figure])),
              `${event.eventDate} ${event.eventType} ${figure}: ${event[figure]} for ${results[index]![figure]}`,
            ).toBeLessThan(1e-6)
      })
  })
}
