import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, openTestHouse, type TestHouse } from '../house.ts'
import { disburse, goldenPlan, liveUntil } from '../loans.ts'

/** The check of the books finds one fen, wherever it is planted; triggers are off while planting, as for a bad repair. */
describe('the check of the books', () => {
  let house: TestHouse
  let finance: Client

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    await house.hire('qian', 'finance_officer')
    finance = await house.as('qian')
    const id = await disburse(house, 'CD-1', goldenPlan('2026-01-15' as never))
    await disburse(house, 'CD-2', goldenPlan('2026-01-15' as never))
    await liveUntil(house, '2026-02-15')
    await finance.servicing.recordRepayment({ id, amount: '1000.00', channel: 'cash', reference: 'R-1' })
    await liveUntil(house, '2026-03-01')
  })
  afterAll(() => house.close())

  /** What the check says while a statement's effect stands; it is rolled back afterwards. */
  async function planted(statement: string) {
    const client = await house.pool.connect()
    const run = async (text: string) => {
      await client.query('BEGIN')
      await client.query(`SET LOCAL session_replication_role = replica`)
      await client.query(text)
      await client.query('COMMIT')
    }
    const { rows } = await client.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('servicing', 'ledger')`,
    )
    for (const { name } of rows) await client.query(`CREATE TEMP TABLE "${name}" AS TABLE ${name}`)
    await run(statement)
    const check = await finance.servicing.checkBooks()
    await run(
      rows
        .map(
          ({ name }) =>
            `DELETE FROM ${name}; INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM pg_temp."${name}"`,
        )
        .join('; '),
    )
    for (const { name } of rows) await client.query(`DROP TABLE pg_temp."${name}"`)
    client.release()
    expect((await finance.servicing.checkBooks()).agree).toBe(true)
    return check
  }

  it('agrees while nothing is wrong', async () => {
    expect(await finance.servicing.checkBooks()).toMatchObject({
      agree: true,
      loanDifferences: [],
      ledgerDifferences: [],
    })
  })

  it('finds a fen in the row of a loan, in its plan, in its entries and in the ledger', async () => {
    const row = await planted(`UPDATE servicing.loan SET outstanding = outstanding - 1 WHERE number = 'CD-1'`)
    expect(row).toMatchObject({ agree: false, loanDifferences: [{ number: 'CD-1', figure: 'outstanding' }] })
    const plan = await planted(
      `UPDATE servicing.installment SET principal_paid = principal_paid + 1 WHERE seq = 1 AND loan_id = (SELECT loan_id FROM servicing.loan WHERE number = 'CD-2')`,
    )
    expect(plan.agree).toBe(false)
    expect(plan.loanDifferences.map(one => [one.number, one.figure])).toContainEqual(['CD-2', 'outstanding'])
    const entry = await planted(
      `UPDATE servicing.loan_entry SET amount = amount + 1 WHERE (loan_id, debit) IN (SELECT loan_id, '1303' FROM servicing.loan WHERE number = 'CD-1')`,
    )
    expect(entry.agree).toBe(false)
    expect(entry.loanDifferences.map(one => one.number)).toEqual(['CD-1'])
    expect(entry.ledgerDifferences.map(one => one.account).sort()).toEqual(['1303', '2241'])
    const ledger = await planted(
      `UPDATE ledger.line SET debit = debit + 1 WHERE (journal_id, seq) = (SELECT journal_id, seq FROM ledger.line WHERE account = '1303' AND debit > 0 LIMIT 1)`,
    )
    expect(ledger).toMatchObject({ agree: false, loanDifferences: [], ledgerDifferences: [{ account: '1303' }] })
  })

  it('finds a loan whose plan is gone', async () => {
    const check = await planted(
      `DELETE FROM servicing.installment WHERE loan_id = (SELECT loan_id FROM servicing.loan WHERE number = 'CD-2')`,
    )
    expect(check.agree).toBe(false)
    expect(check.loanDifferences.map(one => one.number)).toContain('CD-2')
  })
})
