import { addMonths, dayAt } from '#lib/day'
import type { House } from '../house.ts'
import { seedStaff } from './staff.ts'

/** Fills an empty installation with the demo city. */
export async function seedDemo(house: House): Promise<void> {
  const today = dayAt(house.spine.clock.now())
  await seedStaff(house, addMonths(today, -24))
}
