import { addDays, type Day } from '#lib/day'
import { Decimal } from '#lib/decimal'

/** The same weekdays a day is compared with: those of the four weeks before. */
export function sameWeekdays(day: Day): Day[] {
  return [1, 2, 3, 4].map(weeks => addDays(day, -7 * weeks))
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** What came to in each hour, summed up from the beginning of the day: 24 values, each at the end of its hour. */
export function running(perHour: readonly { hour: number; total: string }[]): Decimal[] {
  let sum = new Decimal(0)
  return hours.map(hour => {
    for (const row of perHour) if (row.hour === hour) sum = sum.plus(row.total)
    return sum
  })
}

/** The usual course: the mean of several days' courses, hour by hour; null without a day to compare with. */
export function usual(courses: readonly (readonly Decimal[])[]): Decimal[] | null {
  if (courses.length === 0) return null
  return hours.map(hour => courses.reduce((sum, course) => sum.plus(course[hour]!), new Decimal(0)).div(courses.length))
}
