import { type Money, sum } from '#lib/money'
import { shareText } from '#lib/share'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { ask, headOf } from './ask.ts'
import { idOf, namesOf } from './names.ts'
import { anyChoice, pictureOf } from './pictures.ts'

/** The running loans on a day by one dimension, the largest first, with how much of each is overdue and non-performing. @throws Refusal risk.day */
export async function concentration(
  ctx: Context,
  input: Input<typeof api.concentration>,
): Promise<Output<typeof api.concentration>> {
  const question = await ask(ctx, input)
  const { by } = input
  const cells = await pictures.cells(ctx, pictureOf(ctx, question, { ...anyChoice, by, picture: 'concentration' }))
  const current = question.bounds[0]!.name
  const outstanding = sumOf(cells, cell => cell.balance)
  const names = await namesOf(ctx, by, [...new Set(cells.map(cell => cell.x))])
  const groups = [...Map.groupBy(cells, cell => cell.x)].map(([key, own]) => {
    const balance = sumOf(own, cell => cell.balance)
    const overdueBalance = sumOf(own, cell => (cell.y === current ? 0n : cell.balance))
    const badBalance = sumOf(own, cell => cell.badBalance)
    return {
      key,
      id: idOf(by, key),
      name: names.get(key) ?? null,
      loans: own.reduce((total, cell) => total + cell.loans, 0),
      balance,
      share: shareText(balance, outstanding),
      overdueBalance,
      overdueShare: shareText(overdueBalance, balance),
      badBalance,
      badShare: shareText(badBalance, balance),
    }
  })
  groups.sort((a, b) => (a.balance === b.balance ? (a.key < b.key ? -1 : 1) : a.balance > b.balance ? -1 : 1))
  // What is not given names nobody who could be large.
  const named = groups.filter(group => group.id !== null)
  return {
    ...(await headOf(ctx, question)),
    by,
    outstanding,
    largest: [1, 5, 10].map(count => ({
      count,
      share: shareText(sum(named.slice(0, count).map(group => group.balance)), outstanding),
    })),
    rest: groups.length > mostBars ? together(groups.slice(mostBars - 1), outstanding) : null,
    groups,
  }
}

/** So many bars one picture holds; where there are more, the last stands for all others, so that it never shows less than the book. */
const mostBars = 12

function together(others: { loans: number; balance: bigint; badBalance: bigint }[], outstanding: bigint) {
  const balance = sum(others.map(group => group.balance as Money))
  return {
    groups: others.length,
    loans: others.reduce((total, group) => total + group.loans, 0),
    balance,
    share: shareText(balance, outstanding),
    badShare: shareText(sum(others.map(group => group.badBalance as Money)), balance),
  }
}

const sumOf = (cells: readonly pictures.Cell[], measure: (cell: pictures.Cell) => bigint) =>
  cells.reduce((total, cell) => total + measure(cell), 0n) as Money
