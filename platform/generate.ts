import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { moduleArrows } from './arrows.ts'
import { openPool } from './database.ts'
import { migrate } from './migrate.ts'
import { openPostgres, removePostgres } from './postgres.ts'

const root = path.join(import.meta.dirname, '..')

/** The generated files' texts from a migrated database and the sources: what stands in `generatedFiles`. */
export async function generate(pool: pg.Pool): Promise<Record<keyof typeof generatedFiles, string>> {
  return { schema: await schemaText(pool), types: await typesText(pool), arrows: moduleArrows() }
}

export const generatedFiles = {
  schema: path.join(root, 'migrations', 'schema.sql'),
  types: path.join(root, 'platform', 'schema.gen.ts'),
  arrows: path.join(root, 'docs', 'modules.txt'),
}

const ours = `n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'public', 'pgboss') AND n.nspname NOT LIKE 'pg_%'`

/** Tables, constraints, indexes, functions, triggers and policies, in a stable order: what CI compares with the migrations. */
async function schemaText(pool: pg.Pool): Promise<string> {
  const tables = await pool.query(`
    SELECT n.nspname || '.' || c.relname AS name, c.relkind,
           (SELECT string_agg('  ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                     || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
                     || coalesce(CASE WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' ELSE ' DEFAULT ' END || pg_get_expr(d.adbin, d.adrelid) || CASE WHEN a.attgenerated <> '' THEN ') STORED' ELSE '' END, ''), E',\\n' ORDER BY a.attnum)
              FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
           CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS definition
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${ours} AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition ORDER BY 1`)
  const constraints = await pool.query(`
    SELECT conrelid::regclass::text AS on_table, conname, pg_get_constraintdef(k.oid) AS definition
      FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${ours} AND NOT c.relispartition AND contype <> 'n' ORDER BY 1, 2`)
  const indexes = await pool.query(`
    SELECT pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours} AND NOT c.relispartition ORDER BY 1`)
  const functions = await pool.query(`
    SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${ours} ORDER BY n.nspname, p.proname`)
  const triggers = await pool.query(`
    SELECT pg_get_triggerdef(t.oid) AS definition FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours} AND NOT t.tgisinternal AND NOT c.relispartition ORDER BY 1`)
  const policies = await pool.query(`
    SELECT c.oid::regclass::text AS on_table, y.polname AS name, pg_get_expr(y.polqual, y.polrelid) AS definition,
           (SELECT string_agg(r::regrole::text, ', ') FROM unnest(y.polroles) r) AS roles
      FROM pg_policy y JOIN pg_class c ON c.oid = y.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${ours} AND c.relrowsecurity ORDER BY 1, 2`)
  const lines = ['-- Generated from the migrations by `npm run generate`. Do not edit.', '']
  for (const table of tables.rows) {
    const kind = { v: 'VIEW', m: 'MATERIALIZED VIEW' }[table.relkind as string]
    lines.push(
      kind
        ? `CREATE ${kind} ${table.name} AS\n${table.definition}\n`
        : `CREATE TABLE ${table.name} (\n${table.columns}\n);\n`,
    )
  }
  for (const row of constraints.rows)
    lines.push(`ALTER TABLE ${row.on_table} ADD CONSTRAINT ${row.conname} ${row.definition};`)
  lines.push(
    '',
    ...indexes.rows.map(row => `${row.definition};`),
    '',
    ...functions.rows.map(row => `${row.definition.trimEnd()};\n`),
  )
  lines.push(...triggers.rows.map(row => `${row.definition};`), '')
  for (const { on_table, name, roles, definition } of policies.rows)
    lines.push(`CREATE POLICY ${name} ON ${on_table} FOR SELECT TO ${roles} USING (${definition});`)
  lines.push('')
  return lines.join('\n')
}

const typeByUdt: Record<string, string> = {
  int8: 'bigint',
  int4: 'number',
  int2: 'number',
  numeric: 'string',
  bool: 'boolean',
  text: 'string',
  varchar: 'string',
  bpchar: 'string',
  uuid: 'string',
  date: 'Day',
  timestamptz: 'Instant',
  bytea: 'Buffer',
  jsonb: 'Json',
  json: 'Json',
  float8: 'number',
  inet: 'string',
  int4range: 'string',
  daterange: 'string',
  interval: 'string',
}

/** Kysely's table types: keys and money bigint, numerics text, days and instants branded. */
async function typesText(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query(`
    SELECT n.nspname || '.' || c.relname AS name, a.attname, t.typname, a.attnotnull,
           (a.atthasdef OR a.attidentity <> '') AS has_default, a.attgenerated <> '' AS generated
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
     WHERE ${ours} AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, a.attnum`)
  const byTable = new Map<string, string[]>()
  for (const row of rows) {
    const array = row.typname.startsWith('_')
    const base = typeByUdt[array ? row.typname.slice(1) : row.typname] ?? 'string'
    const type = `${base}${array ? '[]' : ''}${row.attnotnull ? '' : ' | null'}`
    const column = row.generated || row.has_default ? `Generated<${type}>` : type
    byTable.set(row.name, [...(byTable.get(row.name) ?? []), `    ${row.attname}: ${column}`])
  }
  const tables = [...byTable].map(([name, columns]) => `  '${name}': {\n${columns.join('\n')}\n  }`)
  return [
    '// Generated from the migrated schema by `npm run generate`. Do not edit.',
    `import type { ColumnType, Generated } from 'kysely'`,
    `import type { Day, Instant } from '#lib/day'`,
    '',
    `/** A JSON column: parsed when read, text when written. */`,
    'export type Json = ColumnType<unknown, string, string>',
    '',
    'export type DB = {',
    ...tables,
    '}',
    '',
  ].join('\n')
}

if (import.meta.main) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-generate-'))
  const server = await openPostgres(home)
  const pool = openPool(server.url)
  await migrate(pool)
  for (const [name, text] of Object.entries(await generate(pool)))
    writeFileSync(generatedFiles[name as keyof typeof generatedFiles], text)
  await pool.end()
  await server.stop()
  await removePostgres(home)
}
