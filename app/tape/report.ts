import { formatYuan, type Money } from '#lib/money'
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
| installments put off (延期) | ${tallied(result.deferrals)} |
| payments taken back by the bank | ${tallied(result.reversals)} |
| written off | ${tallied(result.writeOffs)} |
| recovered on those | ${tallied(result.recoveries)} |
| early settlements | ${result.settlements.count}; our quotes ${formatYuan(result.settlements.quoted)}, the tape's payments ${formatYuan(result.settlements.taped)} |
| wall time | ${result.seconds} s for ${result.months.length} months of daily closes |
| books at the end | ${JSON.stringify(result.books, (_, value) => (typeof value === 'bigint' ? formatYuan(value) : value))} |

## Our balances beside the tape's

| month | within 1 % | our total | tape total | deviation | without the loans lost: within 1 % | deviation | ${bucketNames.join(' | ')} |
|---|--:|--:|--:|--:|--:|--:|${bucketNames.map(() => '--:').join('|')}|
${result.months.map(month => `| ${month.month} | ${month.share} | ${month.ours} | ${month.tape} | ${month.deviation} | ${month.sound.share} | ${month.sound.deviation} | ${bucketNames.map(name => month.buckets[name] ?? 0).join(' | ')} |`).join('\n')}

A loan is within 1 % when its outstanding principal differs from the tape's by no more than one percent of the tape's, or both are nothing. Ours comes from the program's own repayments and closes, never from the tape.

Outside 1 % at the end:

| what had happened to the loan | loans | together off by |
|---|--:|--:|
${Object.entries(result.outside)
  .map(([kind, { count, amount }]) => `| ${kind} | ${count} | ${formatYuan(amount)} |`)
  .join('\n')}

## The risk picture it leaves

Drawn by the same command from the figures that the screen 风险 · 组合分析 shows.

First payment default is not drawn: but for a few, the loans of the tape were taken over after their first installment, and the screen counts only first installments that fell due with us and says how many loans it leaves out.

The tape tells no days past due: the buckets are those of our own book. At the end ${result.arrears.overdue} of the balance is overdue and ${result.arrears.nonPerforming} non-performing (${result.arrears.loans} loans overdue, ${result.arrears.fragments} of them by less than a tenth of an installment). A deferral lets interest run on, as the lender's did, and leaves nobody behind who goes on paying the old amount. What still stands above the lender's own arrears is fragments: here a loan is overdue while a fen of an installment is unpaid, and a payment that came late leaves its own interest unpaid when the next one is of the old amount.

${toleratedTable(result.arrears.tolerated)}

${result.pictures.map(({ file, title }) => `**${title}**\n\n![${title}](${file})`).join('\n\n')}

## What could not be represented, and why

| what | times | amount | why |
|---|--:|--:|---|
${unrepresented.join('\n')}

How the tape was read:

- Contracts bear simple interest by actual days over 365. Each loan is opened as it stood at the cut-off: the contract's installment, interest running from the day up to which it had been paid, age from the month it was made.
- The tape tells the month of a payment, not its day. The day of the month up to which interest had been paid is taken as the due day, and every payment is booked on it. Interest of a payment made some days earlier or later is therefore that of the due day: it evens out from month to month, and stands out on small balances.
- Money pays the interest that is due before any principal (a contract term of the loan book, across installments), and what is above prepays principal.
- An installment of which less than half came, that was not made up within four months by a borrower who went on paying, was put off by the lender: a deferral of one period, its interest running on. Between March and July 2020 that was more than one borrower in five.
- A balance that rises was a payment returned by the bank: ours is taken back. A balance that ends without money was lost: written off as soon as the loan is overdue with us; proceeds of the vehicle and recoveries go to the claim.
- What was paid above interest and principal (late charges) cannot be told from interest on the tape: it stands in the tape's payments, and with us lowers the balance.

The tape names no borrowers: the loans stand in a branch of their own without customers.
`
}

const tallied = ({ count, amount }: { count: number; amount: Money }) => `${count}, ${formatYuan(amount)}`

/** What tolerating small arrears would change: the parameter is nothing here, so the rest of the page is the strict reading. */
function toleratedTable(rows: Replay['arrears']['tolerated']): string {
  return `What a tolerance of small arrears (\`overdue.tolerance\`, a dated parameter, nothing by default and in all figures of this page) would change at the end, by days past due alone:

| tolerated of an installment | loans overdue | of the balance | over 30 days | over 90 days |
|--:|--:|--:|--:|--:|
${rows.map(row => `| ${row.percent} % | ${row.loans} | ${row.overdue} | ${row.m2} | ${row.nonPerforming} |`).join('\n')}`
}
