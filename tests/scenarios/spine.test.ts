import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oneOrNone, openDatabase, prepared, rows, sql } from '#platform/database'
import { type Client, clientOf, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** One operation through the whole spine: contract, authority, idempotency, transaction, use case, store, event, audit. */
describe('the write path', () => {
  let house: TestHouse
  let manager: Client
  let developer: Client
  let groupId: `group_${string}`

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    const boss = await house.hire('boss', 'team_manager', { group: '管理组' })
    await house.hire('lin', 'market_developer', { group: '华东一组', reportsTo: boss })
    manager = await house.as('boss')
    developer = await house.as('lin')
    groupId = (await manager.team.listGroups()).groups.find(group => group.name === '华东一组')!.id
  })
  afterAll(() => house.close())

  const newcomer = (username: string) => ({
    name: '新人',
    username,
    joinedOn: '2026-03-02',
    post: 'market_developer' as const,
    groupId,
    reportsTo: null,
    fromDay: '2026-03-02',
  })

  it('does a command, writes its audit line and tells who did it', async () => {
    const { id, password } = await manager.team.addPerson(newcomer('wang'))
    expect(password.length).toBeGreaterThanOrEqual(16)
    expect((await manager.team.getPerson({ id })).assignment?.post).toBe('market_developer')
    const { rows } = await house.pool.query(`SELECT * FROM platform.audit WHERE about @> ARRAY[$1]`, [id])
    expect(rows).toMatchObject([
      { operation: 'POST /team/people', outcome: 'done', actor_name: 'boss', business_day: '2026-03-02' },
    ])
  })

  it('answers a retry with the same key the same way and does it once; another body under the key is refused', async () => {
    const context = { context: { headers: { 'idempotency-key': 'k1' } } }
    const first = await manager.team.addPerson(newcomer('zhao'), context)
    const second = await manager.team.addPerson(newcomer('zhao'), context)
    expect(second).toEqual(first)
    const problem = await refusalOf(manager.team.addPerson(newcomer('zhao2'), context))
    expect(problem).toMatchObject({ status: 409, code: 'platform.idempotency_key_reused' })
    const { rows } = await house.pool.query(`SELECT count(*)::int AS n FROM team.person WHERE username LIKE 'zhao%'`)
    expect(rows[0].n).toBe(1)
  })

  it('previews on the same path and leaves nothing but the audit line', async () => {
    await manager.team.addPerson(newcomer('preview'), { context: { headers: { 'x-dry-run': '1' } } })
    const { rows } = await house.pool.query(`SELECT count(*)::int AS n FROM team.person WHERE username = 'preview'`)
    expect(rows[0].n).toBe(0)
  })

  it('takes every word for a preview but a plain no, and a key of any length', async () => {
    for (const word of ['true', 'yes', '1']) {
      await manager.team.addPerson(newcomer('preview'), { context: { headers: { 'x-dry-run': word } } })
    }
    await manager.team.addPerson(newcomer('real'), { context: { headers: { 'x-dry-run': 'false' } } })
    const long = { context: { headers: { 'idempotency-key': 'k'.repeat(300) } } }
    expect(await manager.team.addPerson(newcomer('long'), long)).toEqual(
      await manager.team.addPerson(newcomer('long'), long),
    )
    const { rows } = await house.pool.query(
      `SELECT username FROM team.person WHERE username IN ('preview', 'real', 'long') ORDER BY id`,
    )
    expect(rows).toEqual([{ username: 'real' }, { username: 'long' }])
  })

  it('refuses text that cannot be stored, and page keys that are not ours, in a sentence', async () => {
    const unstorable = { ...newcomer('nul'), name: '张\u0000三' }
    expect(await refusalOf(manager.team.addPerson(unstorable))).toMatchObject({
      status: 400,
      code: 'platform.text',
      fields: [{ path: 'name', label: '姓名' }],
    })
    expect(await refusalOf(manager.team.listPeople({ search: 'a\u0000' }))).toMatchObject({ code: 'platform.text' })
    expect(await refusalOf(manager.team.addPerson({ ...unstorable, name: '张\ud800' }))).toMatchObject({
      code: 'platform.text',
    })
    const key = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    for (const after of [key('abc', '1'), key('1', '9'.repeat(20)), key('9'.repeat(20), '1'), key('2026-02-31', '1')]) {
      expect(await refusalOf(manager.origination.listApplications({ after })), after).toMatchObject({
        code: 'platform.page_key',
      })
      expect(await refusalOf(manager.team.listPeople({ after, sort: 'joinedOn' })), after).toMatchObject({
        code: 'platform.page_key',
      })
    }
  })

  it('refuses whom the kernel refuses, in the language of the reader, and records the refusal', async () => {
    expect(await refusalOf(developer.team.addPerson(newcomer('nobody')))).toMatchObject({
      status: 403,
      code: 'authority.not_permitted',
      detail: '您的岗位没有“管理人员”权限，请联系团队经理。',
    })
    const english = await refusalOf(
      developer.team.addPerson(newcomer('nobody'), { context: { headers: { 'x-language': 'en' } } }),
    )
    expect(english.detail).toContain('Manage people')
    const { rows } = await house.pool.query(
      `SELECT count(*)::int AS n FROM platform.audit WHERE outcome = 'refused' AND refusal = 'authority.not_permitted'`,
    )
    expect(rows[0].n).toBe(2)
    expect(await refusalOf(clientOf(house.app, null).team.me())).toMatchObject({
      status: 401,
      code: 'platform.not_signed_in',
    })
  })

  it('names the field of malformed input in the language of the reader', async () => {
    const problem = await refusalOf(manager.team.addPerson({ ...newcomer('x'), name: '', joinedOn: '2026-02-30' }))
    expect(problem).toMatchObject({ status: 400, code: 'platform.invalid_input' })
    expect(problem.fields).toContainEqual({
      path: 'joinedOn',
      label: '入职日',
      message: '日期不对，应为 2026-11-23 这样的日期',
    })
    expect(problem.fields.map(field => field.label)).toEqual(expect.arrayContaining(['姓名', '用户名']))
  })

  it('refuses what the rules refuse with code and field', async () => {
    expect(await refusalOf(manager.team.addPerson(newcomer('lin')))).toMatchObject({
      status: 409,
      code: 'team.username_taken',
      fields: [{ path: 'username', label: '用户名' }],
    })
  })

  it('a stale page cannot overwrite a newer record', async () => {
    const { id } = await manager.team.addPerson(newcomer('moving'))
    const move = { id, version: 1, post: 'credit_reviewer' as const, groupId, reportsTo: null, fromDay: '2026-04-01' }
    expect((await manager.team.movePerson(move)).version).toBe(2)
    expect(await refusalOf(manager.team.movePerson({ ...move, fromDay: '2026-05-01' }))).toMatchObject({
      status: 409,
      code: 'team.stale',
    })
  })

  it('closes the sign-in of who leaves at once', async () => {
    const { id, password } = await manager.team.addPerson(newcomer('leaver'))
    const { token } = await house.identity.signIn('leaver', password)
    const leaver = clientOf(house.app, token)
    expect((await leaver.team.me()).person.username).toBe('leaver')
    await manager.team.endPerson({ id, version: 1, leftOn: '2026-03-02' })
    expect(await refusalOf(leaver.team.me())).toMatchObject({ status: 401 })
  })

  it('lets no other origin’s page change anything', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      const response = await house.app.request('http://chedai.test/api/team/groups', {
        method: 'POST',
        headers: { origin, host: 'chedai.test' },
      })
      expect(response.status, origin).toBe(403)
    }
  })

  it('a bug answers 500 without its innards, and writes nothing', async () => {
    await house.pool.query('ALTER TABLE team.leave RENAME TO leave_gone')
    const problem = await refusalOf(developer.team.listLeave({}))
    await house.pool.query('ALTER TABLE team.leave_gone RENAME TO leave')
    expect(problem).toMatchObject({ status: 500, code: 'platform.bug' })
    expect(JSON.stringify(problem)).not.toContain('leave_gone')
  })

  it('has what every request asks of its caller prepared by the connection, once, and reads it anew each time', async () => {
    await openDatabase(house.pool)
      .transaction()
      .execute(async database => {
        const double = (n: number) =>
          oneOrNone(prepared(sql<{ twice: number }>`SELECT ${n}::int * 2 AS twice`), database)
        expect([await double(2), await double(21)]).toEqual([{ twice: 4 }, { twice: 42 }])
        const kept = sql`SELECT generic_plans + custom_plans AS runs FROM pg_prepared_statements WHERE statement LIKE '%AS twice'`
        expect(await rows(kept, database)).toEqual([{ runs: 2n }])
      })
  })

  it('describes every operation in OpenAPI with its errors', async () => {
    const response = await house.app.request('/api/openapi.json')
    const document = (await response.json()) as {
      paths: Record<string, Record<string, { summary: string; responses: object }>>
    }
    const operation = document.paths['/team/people']!.post!
    expect(operation.summary).toContain('人员入职')
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', '409', '404']))
  })
})
