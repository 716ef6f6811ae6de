import type { Money } from '#lib/money'
import { shareText } from '#lib/share'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { bucketsFrom } from '../bad.ts'
import { ask, headOf } from './ask.ts'
import { anyChoice, pictureOf } from './pictures.ts'

/** The quality of the book on a day: overdue, seriously overdue, non-performing, and the buckets behind. @throws Refusal risk.day */
export async function aging(ctx: Context, input: Input<typeof api.aging>): Promise<Output<typeof api.aging>> {
  const question = await ask(ctx, input)
  const cells = await pictures.cells(ctx, pictureOf(ctx, question, { ...anyChoice, picture: 'aging' }))
  const month = await pictures.monthStandings(ctx, question.about, question.evening)
  const names = question.bounds.map(bound => bound.name)
  const outstanding = balanceOf(cells)
  const part = (chosen: readonly pictures.Cell[]) => ({
    loans: loansOf(chosen),
    balance: balanceOf(chosen),
    share: shareText(balanceOf(chosen), outstanding),
  })
  const parts = (among: readonly string[], nameOf: (cell: pictures.Cell) => string) =>
    among.map(name => ({ name, ...part(cells.filter(cell => nameOf(cell) === name)) }))
  const from = (bucket: string) => cells.filter(cell => bucketsFrom(names, bucket).includes(cell.x))
  return {
    ...(await headOf(ctx, question)),
    loans: loansOf(cells),
    outstanding,
    overdue: part(from(names[1]!)),
    // M3 and worse, printed with its days: shops differ in what M3+ means.
    serious: part(from(names[3] ?? names.at(-1)!)),
    nonPerforming: {
      loans: cells.reduce((total, cell) => total + cell.badLoans, 0),
      balance: badBalanceOf(cells),
      share: shareText(badBalanceOf(cells), outstanding),
    },
    coverage: month && { monthEnd: month.monthEnd, ...pictures.coverageOf(month.standings) },
    byBucket: parts(names, cell => cell.x),
    byClass: parts(pictures.classes, cell => cell.y),
    cells,
  }
}

const loansOf = (cells: readonly pictures.Cell[]) => cells.reduce((total, cell) => total + cell.loans, 0)
const balanceOf = (cells: readonly pictures.Cell[]) => cells.reduce((total, cell) => total + cell.balance, 0n) as Money
const badBalanceOf = (cells: readonly pictures.Cell[]) =>
  cells.reduce((total, cell) => total + cell.badBalance, 0n) as Money
