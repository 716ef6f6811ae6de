import { formatYuan } from '#lib/money'
import type { Picture } from './pictures.ts'
import type { Replay } from './replay.ts'

/** The page `docs/real-book.md`: what the replay of the tape showed, figures as they came out. */
export function realBookReport(
  result: Replay & {
    rejected: { number: string; reason: string }[]
    seconds: number
    books: unknown
    pictures: Picture[]
  },
): string {
  const bucketNames = [...new Set(result.months.flatMap(month => Object.keys(month.buckets)))].sort()
  const unrepresented = Object.entries(result.unrepresented).map(
    ([kind, { count, amount, why }]) => `| ${kind} | ${count} | ${formatYuan(amount)} | ${why} |`,
  )
  return `# A real book, replayed

2,895 auto loans of Ally Auto 2019-3, the SEC's ABS-EE asset-level tape (public SEC filings, cleaned by jackson-lautier/credit-risk-convergence; Lautier, Pozdnyakov, Yan, JRSS-A 2024),
opened at the cut-off and lived month by month through the program's own repayment and day close. Amounts are the tape's own.

    CHEDAI_HOME=.chedai-tape npx chedai import-tape --format abs-ee --in sec_ally_aart2895_2019.csv.gz --report docs/real-book.md

| | |
|---|---|
| loans opened | ${result.loans} |
| rows that are no loan any more | ${result.rejected.length}${result.rejected.length > 0 ? ` (${[...new Set(result.rejected.map(one => one.reason))].join('; ')})` : ''} |
| repayments recorded | ${result.payments.count}, ${formatYuan(result.payments.amount)} |
| early settlements | ${result.settlements.count}; our quotes ${formatYuan(result.settlements.quoted)}, the tape's payments ${formatYuan(result.settlements.taped)} |
| wall time | ${result.seconds} s for ${result.months.length} months of daily closes |
| books at the end | ${JSON.stringify(result.books, (_, value) => (typeof value === 'bigint' ? formatYuan(value) : value))} |

## Our balances beside the tape's

| month | within 1 % | our total | tape total | deviation | without charge-offs: within 1 % | deviation | ${bucketNames.join(' | ')} |
|---|--:|--:|--:|--:|--:|--:|${bucketNames.map(() => '--:').join('|')}|
${result.months.map(month => `| ${month.month} | ${month.share} | ${month.ours} | ${month.tape} | ${month.deviation} | ${month.sound.share} | ${month.sound.deviation} | ${bucketNames.map(name => month.buckets[name] ?? 0).join(' | ')} |`).join('\n')}

The columns without charge-offs leave out the loans the trust had repossessed or charged off by then: with us they stay, overdue, because write-off and recovery are no operations yet.

## The risk picture it leaves

Drawn by the same command from the figures that the screen 风险 · 组合分析 shows.

${result.pictures.map(({ file, title }) => `**${title}**\n\n![${title}](${file})`).join('\n\n')}

## What could not be represented, and why

| what | times | amount | why |
|---|--:|--:|---|
${unrepresented.join('\n')}

Two more things follow from the tape itself. It tells months, not days, so every payment is booked on the loan's due day, which is spread over the month by the asset number.
Its loans bear simple daily interest on the balance; ours bear the plan's interest of each period, prepayments shorten the plan, and overdue principal bears interest at the contract rate by days over 360.
The tape names no borrowers: the loans stand in a branch of their own without customers.
`
}
