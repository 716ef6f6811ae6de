import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runText } from '#platform/database'
import { run as distribute } from '../app/commands/distribute.ts'
import { keptSums } from '../modules/servicing/store/figure-sum.ts'
import { leaveSums, loanTables } from '../modules/servicing/store/spread.ts'
import { openTestHouse, type TestHouse } from './house.ts'

/**
 * The loan book can be spread by loan id over many machines: every table about loans holds the loan id in its key, every
 * statement that puts two of them together does so on the loan id, and nothing uses what a spread table cannot do.
 */
const store = path.join(import.meta.dirname, '..', 'modules', 'servicing', 'store')
const files = readdirSync(store, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts') && name !== 'spread.ts')
  .map(name => ({ name, text: readFileSync(path.join(store, name), 'utf8') }))

/** The book's tables that are not about single loans and stay on one machine. */
const local = [
  'books_check',
  'day_close',
  'day_close_range',
  'day_total',
  'debit_file',
  'figure_kept',
  'figure_sum',
  'repayment_import',
  'repayment_import_row',
  'subsidy_receipt',
]

const onLoan = /\b[a-z]\w*\.loan_id = [a-z]\w*\.(loan_id|key)\b/
/** Whatever ends the condition of a join. */
const clauseEnd =
  /\b(LEFT JOIN|CROSS JOIN|JOIN|WHERE|GROUP BY|ORDER BY|UNION|ON CONFLICT|RETURNING)\b|`|\)\s*[a-z]\w*\s*(ON|$)/

/** What in a file's SQL would not run on a book spread by loan id. */
function faults(text: string, tables: readonly string[]): string[] {
  const found: string[] = []
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  // A condition that a file names is read where the name stands.
  const named = new Map(Array.from(bare.matchAll(/const (\w+) = sql`([^`]*)`/g), ([, name, said]) => [name!, said!]))
  const code = bare.replace(/\b(ON|WHERE) \$\{(\w+)\}/g, (whole, word, name) =>
    named.has(name) ? `${word} ${named.get(name)}` : whole,
  )
  const about = tables.join('|')
  for (const match of code.matchAll(new RegExp(`JOIN servicing\\.(${about})\\b`, 'g'))) {
    const rest = code.slice(match.index + match[0].length)
    const on = /^\s+(?:AS )?[a-z]\w*\s+ON\s+/.exec(rest)
    const condition = on ? rest.slice(on[0].length) : ''
    const end = clauseEnd.exec(condition)
    if (!onLoan.test(condition.slice(0, end ? end.index : 400))) found.push(`joins ${match[1]} not on loan_id`)
  }
  for (const match of code.matchAll(new RegExp(`UPDATE servicing\\.(${about})\\b[^\`]*?\\bFROM\\b([^\`]*)\``, 'g')))
    if (!onLoan.test(match[2]!)) found.push(`updates ${match[1]} from rows of another loan`)
  if (new RegExp(`FROM servicing\\.(${about}) \\w+, servicing\\.`).test(code)) found.push('joins by a comma')
  if (/\bWITH \w+ AS (NOT )?(MATERIALIZED )?\(\s*(INSERT|UPDATE|DELETE)/.test(code))
    found.push('changes rows inside WITH')
  if (/\bUPDATE\b[^`]*\binterval\b/.test(code)) found.push('adds an interval in an UPDATE')
  if (/\b(nextval|random|clock_timestamp)\(/.test(code)) found.push('calls a volatile function for each row')
  return found
}

describe('the SQL of the loan book', () => {
  let house: TestHouse
  let tables: string[]
  beforeAll(async () => {
    house = await openTestHouse()
    tables = await loanTables(house.spine.database)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await house.close()
  })

  it('keeps every table about loans under a key that holds the loan id', async () => {
    const { rows } = await house.pool.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'servicing' AND table_type = 'BASE TABLE'`,
    )
    const all: string[] = rows.map(row => row.name).filter(name => !/^loan_month_\d/.test(name))
    expect(tables[0]).toBe('loan')
    expect(all.filter(name => !tables.includes(name)).sort()).toEqual(local)
    // A key or unique index without it cannot be kept on a spread table; nor can a reference out of the book.
    const keys = await house.pool.query(
      `SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'servicing' AND c.relname = ANY($1) AND i.indisunique
          AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY(i.indkey) AND a.attname = 'loan_id')`,
      [tables],
    )
    expect(keys.rows).toEqual([])
    const references = await house.pool.query(
      `SELECT conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'servicing' AND c.relname = ANY($1) AND k.contype = 'f'`,
      [tables],
    )
    expect(references.rows).toEqual([])
  })

  it('puts loans together on the loan id alone', () => {
    expect(files.length).toBeGreaterThan(10)
    expect(files.flatMap(({ name, text }) => faults(text, tables).map(fault => `${name}: ${fault}`))).toEqual([])
  })

  it('would be caught doing otherwise', () => {
    const bad = [
      'sql`SELECT 1 FROM servicing.loan l JOIN servicing.installment i ON i.due_on = l.next_due_on WHERE i.loan_id = l.loan_id`',
      'sql`SELECT 1 FROM servicing.loan a JOIN servicing.loan b ON b.customer_id = a.customer_id`',
      'sql`UPDATE servicing.loan l SET class = x.class FROM servicing.loan x WHERE x.customer_id = l.customer_id`',
      'sql`SELECT 1 FROM servicing.loan l, servicing.installment i`',
      'sql`WITH gone AS (DELETE FROM servicing.signal RETURNING 1) SELECT 1`',
      "sql`UPDATE servicing.loan l SET next_due_on = l.next_due_on + interval '1 month'`",
      `const late = sql\`i.seq < l.next_seq\`; sql\`SELECT 1 FROM servicing.loan l JOIN servicing.installment i ON \${late}\``,
      `const late = sql\`i.seq < l.next_seq\`; sql\`UPDATE servicing.installment i SET fee = 0 FROM servicing.loan l WHERE \${late}\``,
    ]
    for (const text of bad) expect(faults(text, tables), text).toHaveLength(1)
    expect(
      faults(
        'sql`SELECT 1 FROM servicing.loan l JOIN servicing.installment i ON i.loan_id = l.loan_id AND i.seq = 1`',
        tables,
      ),
    ).toEqual([])
  })

  it('keeps no trigger on a table about loans that looks beyond its row, once it is to be spread', async () => {
    const takenBack = new Error('taken back')
    const triggers = `SELECT DISTINCT t.tgfoid::regproc::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'servicing' AND (c.relname = ANY($1) OR c.relispartition) AND NOT t.tgisinternal ORDER BY 1`
    const names = async (database: typeof house.spine.database) =>
      (await runText(database, triggers, [tables])).rows.map(row => (row as { name: string }).name)
    expect(await names(house.spine.database)).toContain('servicing.let_go_of_month')
    await house.spine.database
      .transaction()
      .execute(async database => {
        await leaveSums(database)
        expect(await names(database)).toEqual(['platform.refuse_change'])
        // What is not kept as a sum is read off the rows.
        expect((await keptSums(database)).byDay).toBe(false)
        throw takenBack
      })
      .catch(error => {
        if (error !== takenBack) throw error
      })
  })

  it('is spread by a command, which says in one line when there is no Citus', async () => {
    vi.stubEnv('DATABASE_URL', house.databaseUrl)
    vi.stubEnv('CHEDAI_HOME', house.home)
    const said = await distribute([]).then(
      done => done,
      error => (error as Error).message,
    )
    expect(said).toContain('没有 Citus 扩展')
    expect(said).toContain('has no Citus extension')
    expect(String(said)).not.toContain('\n')
  })
})
