import type { Context, Placed } from '#platform/context'
import { permit } from '../power.ts'
import { within } from '../scope.ts'
import { everyone } from './everyone.ts'

/** Everybody who holds a permission today over some of these records, with those that it reaches. */
export async function holdersWithin<Row extends Placed>(
  ctx: Context,
  permission: string,
  list: readonly Row[],
): Promise<{ key: bigint; reach: Row[] }[]> {
  return (await everyone(ctx.sql, { on: ctx.today, at: ctx.now })).flatMap(({ person, power }) => {
    const held = permit(power, permission).reach
    const reach = held ? list.filter(one => within(held, one)) : []
    return reach.length > 0 ? [{ key: person.key, reach }] : []
  })
}
