import { parseDay } from '#lib/day'
import { closeDay } from '#servicing'
import { openInstallation } from '../home.ts'
import { options } from './arguments.ts'

/** `chedai close-day --through 2026-12-31`: closes every open business day up to and including that day. */
export async function run(args: string[]): Promise<unknown> {
  const { through } = options(args, ['through'])
  const day = through === undefined ? undefined : parseDay(through)
  if (day === null) throw new Error(`not a day: ${through}`)
  const house = await openInstallation()
  try {
    const days = await closeDay(house.spine, { through: day })
    await house.drain()
    return { days }
  } finally {
    await house.close()
  }
}
