import { must } from '#lib/assert'
import { addDays } from '#lib/day'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { turnOf, type WeekFigure } from '../digest.ts'
import { metricOf } from '../metric.ts'
import * as store from '../store/digest.ts'

/** The reader's digest of a week, the latest unless asked; nobody else's can be asked for. */
export async function myDigest(ctx: Context, input: Input<typeof api.myDigest>): Promise<Output<typeof api.myDigest>> {
  const me = must(ctx.actor.key, 'who asks is a person')
  const weeks = (await store.digestWeeks(ctx.sql, me)).map(row => row.week)
  const week = input.week ?? weeks[0]
  const found = week && (await store.digestOf(ctx.sql, me, week))
  if (!week || !found) return { weeks, digest: null }
  const { body } = found
  const told = (figures: readonly WeekFigure[]) =>
    figures.map(figure => {
      const { unit, better } = metricOf(figure.code)
      return { ...figure, unit, turn: turnOf(figure, better) }
    })
  return {
    weeks,
    digest: {
      ...body,
      week,
      to: addDays(week, 6),
      at: found.at,
      figures: told(body.figures),
      team: { ...body.team, figures: told(body.team.figures) },
    },
  }
}
