import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { addDays, addMonths, type Day, dayNumber, daysBetween } from '#lib/day'
import { openPool } from '#platform/database'

/**
 * A whole book in the state in which a day finds it, written by COPY into bare tables whose keys are built afterwards.
 * Loans of 36 installments, 1–35 months old, due on the 1st to the 28th; three in a hundred have left the last one to four
 * unpaid; one in two hundred is corporate, twenty loans a debtor, judged with its other loans; of the installments due this day all but `unpaid` in a
 * hundred have been paid before the evening. The ledger is opened with what the loans owe.
 */
export async function fillBook(pool: pg.Pool, loans: number, day: Day, unpaid: number): Promise<{ seconds: number }> {
  const started = performance.now()
  const book = new Book(loans, day, unpaid)
  await Promise.all([
    load(pool, 'servicing.installment', async client => {
      const columns = 'loan_id, seq, due_on, principal, interest, fee, principal_paid, interest_paid, fee_paid'
      const copy = client.query(copyFrom(`COPY servicing.installment (${columns}) FROM STDIN (FORMAT binary, FREEZE)`))
      await write(copy, installmentBlocks(book, loans))
    }),
    load(pool, 'servicing.loan', async client => {
      const copy = client.query(copyFrom(`COPY servicing.loan (${loanColumns.join(', ')}) FROM STDIN (FREEZE)`))
      await write(
        copy,
        lines(loans, n => book.loanLine(book.loan(n))),
      )
    }),
  ])
  await load(pool, 'servicing.loan_entry', async client => {
    const copy = client.query(copyFrom('COPY servicing.loan_entry FROM STDIN (FREEZE)'))
    await write(
      copy,
      lines(loans, n => book.entryLines(book.loan(n))),
    )
  })
  await openLedger(pool, addDays(day, -1))
  for (const table of ['servicing.installment', 'servicing.loan', 'servicing.loan_entry'])
    await pool.query(`ANALYZE ${table}`)
  await pool.query('CHECKPOINT')
  return { seconds: (performance.now() - started) / 1000 }
}

/** Fills an empty table without its keys and indexes, and builds them again. */
export async function load(
  pool: pg.Pool,
  table: string,
  fill: (client: pg.PoolClient) => Promise<unknown>,
): Promise<void> {
  const client = await pool.connect()
  try {
    const { rows: keys } = await client.query(
      `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('p', 'u')`,
      [table],
    )
    const { rows: indexes } = await client.query(
      `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
        WHERE i.indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
      [table],
    )
    await client.query(`SET maintenance_work_mem = '1GB'`)
    await client.query('BEGIN')
    for (const { name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`)
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await client.query(`TRUNCATE ${table}`)
    // Sums know nothing of what comes past the triggers.
    await client.query('DELETE FROM servicing.figure_kept')
    await fill(client)
    await client.query('COMMIT')
    for (const { name, definition } of keys)
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`)
    for (const { definition } of indexes) await client.query(definition)
    await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  } finally {
    client.release()
  }
}

async function write(stream: Writable, chunks: Iterable<Buffer | string>): Promise<void> {
  for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, 'drain')
  stream.end()
  await once(stream, 'finish')
}

/** Lines of text, joined to chunks of some hundred. */
function* lines(loans: number, lineOf: (n: number) => string): Iterable<string> {
  let chunk = ''
  for (let n = 1; n <= loans; n += 1) {
    chunk += lineOf(n)
    if (n % 500 === 0 || n === loans) {
      yield chunk
      chunk = ''
    }
  }
}

const periods = 36
const rate = 0.048
const part = 277_700
const lastPart = 10_000_000 - 35 * part
const interestOf = (seq: number) => (37 - seq) * 1100
const partOf = (seq: number) => (seq === periods ? lastPart : part)

type Loan = {
  n: number
  id: bigint
  dueDays: Day[]
  disbursedOn: Day
  fallen: number
  paid: number
  paidToday: boolean
}

class Book {
  readonly loans: number
  readonly day: Day
  readonly unpaid: number
  private readonly plans = new Map<string, { disbursedOn: Day; dueDays: Day[]; fallen: number }>()

  constructor(loans: number, day: Day, unpaid: number) {
    this.loans = loans
    this.day = day
    this.unpaid = unpaid
  }

  loan(n: number): Loan {
    const key = `${n % 35}/${n % 28}`
    let plan = this.plans.get(key)
    if (!plan) {
      const first = `${this.day.slice(0, 7)}-01` as Day
      const disbursedOn = addDays(addMonths(first, -1 - (n % 35)), n % 28)
      const dueDays = Array.from({ length: periods }, (_, index) => addMonths(disbursedOn, index + 1))
      plan = { disbursedOn, dueDays, fallen: dueDays.filter(due => due < this.day).length }
      this.plans.set(key, plan)
    }
    const late = (n + Math.floor(n / 100)) % 100 < 3 ? 1 + (Math.floor(n / 100) % 4) : 0
    const paid = Math.max(0, plan.fallen - late)
    const dueToday = plan.dueDays[plan.fallen] === this.day
    const paidToday = dueToday && paid === plan.fallen && Math.floor(n / 3) % 100 >= this.unpaid
    return { n, id: (1780000000000n << 20n) + BigInt(n) * 1024n, ...plan, paid, paidToday }
  }

  loanLine(loan: Loan): string {
    const { n, dueDays, fallen, paid, paidToday, disbursedOn } = loan
    const through = paid + Number(paidToday)
    const late = fallen - paid
    const oldest = late > 0 ? dueDays[paid]! : null
    const days = this.overdueDays(loan)
    const corporate = n % 200 === 0
    let overdueInterest = 0
    for (let seq = paid + 1; seq <= fallen; seq += 1) overdueInterest += interestOf(seq)
    const fields: (string | number | bigint | null)[] = [
      loan.id,
      `B${n}`,
      corporate ? 1_000_000_000 + Math.floor(n / 4000) : n,
      1 + (n % 5),
      1,
      1 + (n % 50),
      1 + (n % 10),
      10_000_000,
      rate,
      0.072,
      3,
      '{fee,penalty,compound,interest,principal}',
      disbursedOn,
      dueDays[periods - 1]!,
      periods,
      `${disbursedOn} 10:00+08`,
      days > 0 ? 'overdue' : 'active',
      10_000_000 - part * through,
      part * late,
      overdueInterest,
      fallen + 1,
      dueDays[fallen]!,
      paidToday ? 0 : interestOf(fallen + 1),
      fallen === 0 ? disbursedOn : dueDays[fallen - 1]!,
      oldest,
      days === 0 ? 'M0' : days > 180 ? 'M6+' : `M${Math.ceil(days / 30)}`,
      days > 90 ? 'substandard' : days > 0 ? 'special-mention' : 'normal',
      days > 90 ? 3 : days > 30 ? 2 : 1,
      corporate ? 't' : 'f',
      days > 90 ? '9999-12-31' : null,
      days > 30 ? '9999-12-31' : null,
      corporate && this.hasBadLoan(Math.floor(n / 4000)) ? 'kept' : 'none',
      lastPart,
    ]
    return `${fields.map(field => field ?? '\\N').join('\t')}\n`
  }

  private overdueDays({ dueDays, paid, fallen }: Loan): number {
    return paid < fallen ? daysBetween(dueDays[paid]!, this.day) : 0
  }

  /** Whether a corporate debtor has a bad loan; one of twenty is never above the share that makes all of them bad. */
  private hasBadLoan(debtor: number): boolean {
    for (let n = Math.max(200, debtor * 4000); n < debtor * 4000 + 4000 && n <= this.loans; n += 200)
      if (this.overdueDays(this.loan(n)) > 90) return true
    return false
  }

  /** What the loan's entries have come to, as one transaction: what it owes, and the interest receivable. */
  entryLines(loan: Loan): string {
    const { n, id, fallen, paid, paidToday, disbursedOn } = loan
    const tail = `${disbursedOn}\t${1 + (n % 10)}\t${1 + (n % 5)}\n`
    let interest = 0
    for (let seq = paid + 1; seq <= fallen; seq += 1) interest += interestOf(seq)
    const owed = `${id}\t1\t1303\t1002\t${10_000_000 - part * (paid + Number(paidToday))}\t${tail}`
    return interest > 0 ? `${owed}${id}\t1\t1132\t6011\t${interest}\t${tail}` : owed
  }
}

const loanColumns = [
  ...['loan_id', 'number', 'customer_id', 'product_id', 'product_version', 'dealer_id', 'branch_id', 'principal'],
  ...['annual_rate', 'penalty_rate', 'grace_days', 'allocation_order', 'disbursed_on', 'matures_on', 'periods'],
  ...['opened_at', 'state', 'outstanding', 'overdue_principal', 'overdue_interest', 'next_seq', 'next_due_on'],
  ...['next_interest', 'period_from', 'oldest_unpaid_due', 'bucket', 'class', 'stage', 'non_retail', 'class_until'],
  ...['stage_until', 'contagion', 'final_principal'],
]

const epoch = dayNumber('2000-01-01' as Day)
/** Bytes of one installment in the binary COPY format: the number of fields, then each field's length and value. */
const widths = [8, 4, 4, 8, 8, 8, 8, 8, 8]
const rowBytes = 2 + widths.reduce((total, width) => total + 4 + width, 0)
const at = widths.map((_, index) => 2 + widths.slice(0, index).reduce((total, width) => total + 4 + width, 0) + 4)

/** The plans, a block of a hundred loans at a time; amounts below 2³¹ fen, so only the low half of a number changes. */
function* installmentBlocks(book: Book, loans: number): Iterable<Buffer> {
  yield Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
  const template = Buffer.alloc(rowBytes * periods)
  for (let seq = 1; seq <= periods; seq += 1) {
    const row = template.subarray((seq - 1) * rowBytes, seq * rowBytes)
    row.writeInt16BE(widths.length, 0)
    for (const [index, width] of widths.entries()) row.writeInt32BE(width, at[index]! - 4)
    row.writeInt32BE(seq, at[1]!)
    row.writeInt32BE(partOf(seq), at[3]! + 4)
    row.writeInt32BE(interestOf(seq), at[4]! + 4)
  }
  for (let from = 1; from <= loans; from += 100) {
    const until = Math.min(loans, from + 99)
    const block = Buffer.allocUnsafe((until - from + 1) * template.length)
    for (let n = from; n <= until; n += 1) {
      const start = (n - from) * template.length
      template.copy(block, start)
      const loan = book.loan(n)
      const through = loan.paid + Number(loan.paidToday)
      for (let seq = 1; seq <= periods; seq += 1) {
        const row = start + (seq - 1) * rowBytes
        block.writeBigInt64BE(loan.id, row + at[0]!)
        block.writeInt32BE(dayNumber(loan.dueDays[seq - 1]!) - epoch, row + at[2]!)
        if (seq > through) continue
        block.writeInt32BE(partOf(seq), row + at[6]! + 4)
        block.writeInt32BE(interestOf(seq), row + at[7]! + 4)
      }
    }
    yield block
  }
  yield Buffer.from([0xff, 0xff])
}

/** One journal a branch with what all entries have come to, so that loans and ledger agree. */
async function openLedger(pool: pg.Pool, day: Day): Promise<void> {
  await pool.query(
    `WITH sums AS (SELECT branch_id, product_id, account, sum(amount)::bigint AS amount FROM (
         SELECT branch_id, product_id, debit AS account, amount FROM servicing.loan_entry
         UNION ALL SELECT branch_id, product_id, credit, -amount FROM servicing.loan_entry) x GROUP BY 1, 2, 3),
     opened AS (INSERT INTO ledger.journal (day, branch_id, source, description, posted_by, posted_at)
         SELECT DISTINCT $1::date, branch_id, 'servicing.day-closed', 'servicing.day-closed', 'bench', now() FROM sums RETURNING id, branch_id)
     INSERT INTO ledger.line (journal_id, seq, day, branch_id, product_id, account, debit, credit)
       SELECT o.id, row_number() OVER (PARTITION BY o.id ORDER BY s.product_id, s.account), $1::date, s.branch_id, s.product_id, s.account,
              greatest(s.amount, 0), greatest(-s.amount, 0)
         FROM sums s JOIN opened o ON o.branch_id = s.branch_id WHERE s.amount <> 0`,
    [day],
  )
}

/** Run by the bench as a process of its own, so that the memory measured is that of the close. */
if (import.meta.main) {
  const [url, loans, day, unpaid] = process.argv.slice(2) as [string, string, Day, string]
  const pool = openPool(url, 3)
  console.log(JSON.stringify(await fillBook(pool, Number(loans), day, Number(unpaid))))
  await pool.end()
}
