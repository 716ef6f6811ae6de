import { oneOrNone, rows, type Sql, sql } from '#platform/database'

/** Whether the Citus extension can be used on this server. */
export async function hasCitus(database: Sql): Promise<boolean> {
  const row = await oneOrNone(sql`SELECT 1 AS one FROM pg_available_extensions WHERE name = 'citus'`, database)
  return row !== null
}

/** Every table about loans: those of the schema whose key holds the loan id. `loan` comes first. */
export async function loanTables(database: Sql): Promise<string[]> {
  const found = await rows(
    sql<{
      name: string
    }>`SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'servicing'
        JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY(k.conkey) AND a.attname = 'loan_id')
       ORDER BY c.relname <> 'loan', c.relname`,
    database,
  )
  return found.map(row => row.name)
}

/** Spreads a table over the nodes by loan id, beside the loans; false when it is spread already. */
export async function spreadTable(database: Sql, table: string): Promise<boolean> {
  const name = `servicing.${table}`
  const known = await oneOrNone(
    sql`SELECT 1 AS one FROM pg_dist_partition WHERE logicalrelid = ${name}::regclass`,
    database,
  )
  if (known) return false
  // Ours forbid change to what is append-only and look at one row each: safe on any node.
  await sql`SET LOCAL citus.enable_unsafe_triggers = on`.execute(database)
  const beside = table === 'loan' ? 'none' : 'servicing.loan'
  // The policies read a setting of the coordinator's transaction that workers do not see; there the kernel's predicate stands alone.
  await sql`ALTER TABLE ${sql.table(name)} DISABLE ROW LEVEL SECURITY`.execute(database)
  await sql`SELECT create_distributed_table(${name}::regclass, 'loan_id', colocate_with => ${beside})`.execute(database)
  return true
}

/**
 * Figures of a spread book are read off the rows, and the nodes share the reading: what notes changes of sums looks at the loan beside the row
 * or at tables of the coordinator, which no trigger on a node can. Month ends stay summed after each close; where a loan is noted there
 * anew the program lets go of them itself (`letGoOfMonth`). What is left of triggers forbids change and looks at one row each.
 */
export async function leaveSums(database: Sql): Promise<void> {
  await sql`DROP TRIGGER IF EXISTS note_due ON servicing.installment`.execute(database)
  await sql`DROP TRIGGER IF EXISTS note_due_changed ON servicing.installment`.execute(database)
  await sql`DROP TRIGGER IF EXISTS note_received ON servicing.loan_transaction`.execute(database)
  await sql`DROP TRIGGER IF EXISTS note_place ON servicing.loan`.execute(database)
  await sql`DROP TRIGGER IF EXISTS let_go_of_month ON servicing.loan_month`.execute(database)
  await sql`DELETE FROM servicing.figure_kept WHERE kind = 'day'`.execute(database)
  await sql`DELETE FROM servicing.figure_sum WHERE kind IN ('due', 'received')`.execute(database)
  await sql`DELETE FROM servicing.figure_change`.execute(database)
}

/** Makes the extension known to this database. */
export async function addCitus(database: Sql): Promise<void> {
  await sql`CREATE EXTENSION IF NOT EXISTS citus`.execute(database)
}
