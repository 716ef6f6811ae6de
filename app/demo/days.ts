import { addMonths, type Day } from '#lib/day'

/** How many months of history the demo city has. */
export const demoMonths = 18

/** The first business day of a demo that begins today. */
export const demoFirstDay = (today: Day, months = demoMonths): Day => addMonths(today, -months)
