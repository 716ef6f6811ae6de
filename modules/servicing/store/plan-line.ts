import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import { rows, type Sql, sql } from '#platform/database'
import { linesBetween, type Planned } from '../plan-line.ts'
import type { TransactionKind } from '../transaction.ts'

/** A plan made anew by a transaction: the rows before and after it. */
export type Replanned = {
  key: bigint
  before: readonly (Planned & { seq: number })[]
  after: readonly (Planned & { seq: number })[]
}

/** Keeps what transactions replaced of the plans of loans, each line in the name of the line it replaces. Those of a loan are in order. */
export async function insertPlanLines(
  database: Sql,
  changes: readonly { loanKey: bigint; replanned: readonly Replanned[] }[],
): Promise<void> {
  const lines = changes.flatMap(({ loanKey, replanned }) => {
    const latest = new Map<number, bigint>()
    return replanned.flatMap(({ key, before, after }) =>
      linesBetween(before, after).map(({ seq, planned }) => {
        const replaces = latest.get(seq) ?? null
        latest.set(seq, key)
        return { loanKey, key, seq, replaces, planned }
      }),
    )
  })
  if (lines.length === 0) return
  const column = <K extends 'loanKey' | 'key' | 'seq' | 'replaces'>(name: K) => lines.map(line => line[name])
  const planned = <K extends keyof Planned>(name: K) => lines.map(line => line.planned?.[name] ?? null)
  await sql`INSERT INTO servicing.plan_line (loan_id, transaction_id, seq, replaces, due_on, principal, interest, fee)
    SELECT x.loan_id, x.transaction_id, x.seq,
           coalesce(x.replaces, (SELECT max(l.transaction_id) FROM servicing.plan_line l WHERE l.loan_id = x.loan_id AND l.seq = x.seq)),
           x.due_on, x.principal, x.interest, x.fee
      FROM unnest(${column('loanKey')}::bigint[], ${column('key')}::bigint[], ${column('seq')}::int[], ${column('replaces')}::bigint[],
        ${planned('dueOn')}::date[], ${planned('principal')}::bigint[], ${planned('interest')}::bigint[], ${planned('fee')}::bigint[])
        AS x(loan_id, transaction_id, seq, replaces, due_on, principal, interest, fee)`.execute(database)
}

/** A line of a plan change with the row it replaces. The first plan's rows have no transaction of their own: `replaces` is null. */
export type PlanLineRow = {
  key: bigint
  kind: TransactionKind
  valueDate: Day
  postedOn: Day
  takesBack: TransactionKind | null
  seq: number
  replaces: bigint | null
  replacesKind: TransactionKind | null
  replacesValueDate: Day | null
  dueOn: Day | null
  principal: Money | null
  interest: Money | null
  fee: Money | null
  wasDueOn: Day | null
  wasPrincipal: Money | null
  wasInterest: Money | null
  wasFee: Money | null
}

/** The lines of so many of a loan's plan changes, the newest first: as known now, or as known on a day. */
export async function planLinesOf(
  database: Sql,
  loanKey: bigint,
  page: { before: bigint | null; limit: number; knownOn: Day | null },
): Promise<PlanLineRow[]> {
  return rows(
    sql<PlanLineRow>`WITH page AS (
        SELECT t.loan_id, t.id, t.kind, t.value_date, t.posted_on, t.parent_id FROM servicing.loan_transaction t
         WHERE t.loan_id = ${loanKey} ${page.before === null ? sql`` : sql`AND t.id < ${page.before}`}
           ${page.knownOn === null ? sql`` : sql`AND t.posted_on <= ${page.knownOn}`}
           AND EXISTS (SELECT FROM servicing.plan_line p WHERE p.loan_id = t.loan_id AND p.transaction_id = t.id)
         ORDER BY t.id DESC LIMIT ${page.limit})
      SELECT t.id AS key, t.kind, t.value_date AS "valueDate", t.posted_on AS "postedOn", b.kind AS "takesBack", p.seq, p.replaces,
             r.kind AS "replacesKind", r.value_date AS "replacesValueDate", p.due_on AS "dueOn", p.principal, p.interest, p.fee,
             coalesce(w.due_on, o.due_on) AS "wasDueOn", coalesce(w.principal, o.principal) AS "wasPrincipal",
             coalesce(w.interest, o.interest) AS "wasInterest", coalesce(w.fee, o.fee) AS "wasFee"
        FROM page t
        JOIN servicing.plan_line p ON p.loan_id = t.loan_id AND p.transaction_id = t.id
        LEFT JOIN servicing.loan_transaction b ON b.loan_id = t.loan_id AND b.id = t.parent_id
        LEFT JOIN servicing.loan_transaction r ON r.loan_id = p.loan_id AND r.id = p.replaces
        LEFT JOIN servicing.plan_line w ON w.loan_id = p.loan_id AND w.transaction_id = p.replaces AND w.seq = p.seq
        LEFT JOIN servicing.original_installment o ON o.loan_id = p.loan_id AND o.seq = p.seq AND p.replaces IS NULL
       ORDER BY t.id DESC, p.seq`,
    database,
  )
}
