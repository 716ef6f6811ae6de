import { writeFileSync } from 'node:fs'
import { addMonths, instantAt } from '#lib/day'
import { formatYuan } from '#lib/money'
import { heldClock } from '#platform/clock'
import { silentLog } from '#platform/log'
import { checkBooks } from '#servicing'
import { seedStaff } from '../demo/staff.ts'
import { openInstallation } from '../home.ts'
import { cutOff, readTape } from '../tape/abs-ee.ts'
import { drawPictures } from '../tape/pictures.ts'
import { replayTape } from '../tape/replay.ts'
import { realBookReport } from '../tape/report.ts'
import { options, readInput } from './arguments.ts'

/**
 * `chedai import-tape --format abs-ee --in tape.csv.gz [--months 46] [--report docs/real-book.md]`: brings a real loan book
 * into an empty installation and replays its payments through repayment and day close.
 */
export async function run(args: string[]): Promise<unknown> {
  const given = options(args, ['format', 'in', 'months', 'report', 'loans'])
  if (given.format !== 'abs-ee') throw new Error('name the format: --format abs-ee')
  const { loans: all, months, rejected } = readTape(readInput(given.in))
  const loans = given.loans ? all.slice(0, Number(given.loans)) : all
  const clock = heldClock(instantAt(cutOff, '09:00'))
  // A replay that a power cut ends is begun anew, so its commits need not wait for the disk.
  const house = await openInstallation({ clock, log: silentLog, firstDay: cutOff, hasty: true })
  try {
    const { rows } = await house.pool.query<{ loans: number; day: string }>(
      `SELECT (SELECT count(*)::int FROM servicing.loan) AS loans, (SELECT day FROM platform.business_day WHERE closed_at IS NULL) AS day`,
    )
    if (rows[0]!.loans > 0 || rows[0]!.day !== cutOff) {
      throw new Error(
        `the tape begins on ${cutOff} and needs an installation of its own: CHEDAI_HOME=.chedai-tape npx chedai import-tape …`,
      )
    }
    await seedStaff(house, addMonths(cutOff, -12))
    await house.pool.query(`UPDATE platform.installation SET value = '"filled"' WHERE name = 'demo'`)
    const started = performance.now()
    const replay = await replayTape(house, clock, loans, Math.min(months, Number(given.months ?? months)), line =>
      process.stderr.write(`${line}\n`),
    )
    const books = await house.system('import-tape', ctx => checkBooks(ctx))
    const seconds = Math.round((performance.now() - started) / 100) / 10
    const result = { ...replay, rejected, books, seconds }
    if (given.report) {
      const pictures = await drawPictures(house, given.report.replace(/\.md$/, ''))
      writeFileSync(given.report, realBookReport({ ...result, pictures }))
    }
    return JSON.parse(JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? formatYuan(value) : value)))
  } finally {
    await house.close()
  }
}
