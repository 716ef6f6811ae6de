import chineseDays from 'chinese-days'
import { addDays, day, weekday } from '#lib/day'
import { businessDay } from '#platform/business-day'
import type { Sql } from '#platform/database'
import type { WorkCalendar } from '../working-time.ts'
import { parameterOn } from './parameter-on.ts'

let published: Pick<WorkCalendar, 'holidays' | 'makeUpDays'> | undefined

/** Chinese public holidays and make-up workdays as the State Council published them, 2018 to the end of what is known. */
export function publishedDays(): Pick<WorkCalendar, 'holidays' | 'makeUpDays'> {
  if (published) return published
  const holidays = new Set<string>()
  const makeUpDays = new Set<string>()
  for (let on = day('2018-01-01'); on < '2031-01-01'; on = addDays(on, 1)) {
    const works = chineseDays.isWorkday(on)
    if (weekday(on) <= 5 && !works) holidays.add(on)
    if (weekday(on) > 5 && works) makeUpDays.add(on)
  }
  published = { holidays, makeUpDays }
  return published
}

/** The working calendar in force: published holidays and our working hours. */
export async function calendarOf(sql: Sql): Promise<WorkCalendar> {
  return { ...publishedDays(), hours: await parameterOn(sql, 'work.hours', await businessDay(sql)) }
}
