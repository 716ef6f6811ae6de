import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Refusal } from '#lib/refusal'
import { sql } from '#platform/database'
import { runSystem } from '#platform/write-path'
import { openTestHouse, type TestHouse } from '../house.ts'

/** Background jobs work as service posts: what a dated rule does not grant is refused, said and on record. */
describe('a background job', { timeout: 120_000 }, () => {
  let house: TestHouse
  const service = { zh: '消息服务岗', en: 'Notification service' }
  const change = { heldId: 'held_0000000000001', event: 'held' }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
  })
  afterAll(() => house.close())

  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: Refusal) => error.code,
    )
  const refused = async () =>
    (
      await house.pool.query<{ actor: string; refusal: string; job: string }>(
        `SELECT actor, refusal, detail #>> '{facts,job}' AS job FROM platform.audit WHERE outcome = 'refused' AND actor LIKE 'system:%' ORDER BY id`,
      )
    ).rows

  it('runs while a service post is granted it, and is refused when none is', async () => {
    const task = () => runSystem(house.spine, 'notification.send', async ctx => ctx.actor.id)
    expect(await task()).toBe('system:notification.send')
    await house.rule('job', 'service.notification', { ...service, jobs: ['notification.other'], permissions: [] })
    expect(await codeOf(task())).toBe('authority.job_not_granted')
    // An event heard is a job like any other: it fails in its queue, which tries again once it is granted.
    await house.system('test.send', ctx => ctx.emit('authority.change-held', change))
    expect(await codeOf(house.drain())).toBe('authority.job_not_granted')
    expect(await refused()).toEqual([
      { actor: 'system:notification.send', refusal: 'authority.job_not_granted', job: 'notification.send' },
      {
        actor: 'system:notification.authority.change-held',
        refusal: 'authority.job_not_granted',
        job: 'notification.authority.change-held',
      },
    ])
    await house.rule('job', 'service.notification', { ...service, jobs: ['notification.*'], permissions: [] })
    expect(await task()).toBe('system:notification.send')
  })

  it('may no more than its post’s permissions; a list it may not read is refused, not empty', async () => {
    const columns = { owner: 'owner_id', group: 'group_id', branch: 'branch_id' }
    const work = () =>
      runSystem(house.spine, 'notification.send', async ctx => {
        await sql`SELECT id FROM party.customer WHERE ${ctx.rights.where('party.customer.read', columns)}`.execute(
          ctx.sql,
        )
        return ctx.rights.verdict('party.customer.read').allow
      })
    expect(await codeOf(work())).toBe('authority.job_permission')
    expect((await refused()).at(-1)).toMatchObject({ refusal: 'authority.job_permission' })
    const permissions = ['party.customer.read']
    await house.rule('job', 'service.notification', { ...service, jobs: ['notification.*'], permissions })
    expect(await work()).toBe(true)
  })

  it('is granted by a rule that one person proposes and another approves', async () => {
    await house.hire('admin', 'administrator')
    await house.hire('sun', 'risk_director')
    const admin = await house.as('admin')
    const { id } = await admin.authority.proposeRule({
      kind: 'job',
      code: 'service.report',
      content: { zh: '报表服务岗', en: 'Report service', jobs: ['report.*'], permissions: ['risk.portfolio.read'] },
      fromDay: '2026-03-02',
      reason: '夜间报表',
      source: '内部制度',
    })
    const run = () => runSystem(house.spine, 'report.nightly', async ctx => ctx.rights.check('risk.portfolio.read'))
    expect(await codeOf(run())).toBe('authority.job_not_granted')
    await (await house.as('sun')).authority.decideRule({ id, approved: true, reason: '同意' })
    expect(await codeOf(run())).toBe(null)
  })
})
