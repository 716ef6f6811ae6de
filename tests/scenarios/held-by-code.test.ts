import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#lib/id'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { fillBank, publishCourse } from '../learning.ts'

/** Maker-checker about records that are known by a code. */
describe('a change that waits on what is known by a code', () => {
  let house: TestHouse
  let admin: Client
  let director: Client

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('admin', 'administrator')
    await house.hire('zhao', 'risk_director')
    await house.hire('lin', 'market_developer')
    admin = await house.as('admin')
    director = await house.as('zhao')
  })
  afterAll(() => house.close())

  const body = {
    conditions: [],
    backup: { permission: 'authority.held-rule.approve', role: 'risk_director' },
    deadlineHours: 24,
    expireHours: 72,
  }
  /** The answer of a command that was held. */
  const heldBy = async (call: Promise<unknown>) => {
    const answer = (await call) as { code?: string; facts?: { id: Id<'held'> } }
    expect(answer, 'the command should have been held').toMatchObject({ code: 'platform.held', status: 202 })
    return answer.facts!
  }

  it('shows on the record, a course or a parameter, to everybody who reads it', async () => {
    await house.hire('hr', 'hr_officer')
    const hr = await house.as('hr')
    const retire = 'POST /training/courses/{code}/retire'
    const propose = 'POST /reference/parameters'
    for (const [code, operation, permission] of [
      ['course-end', retire, 'training.course.write'],
      ['parameter-change', propose, 'reference.parameter.approve'],
    ] as const) {
      const { id } = await admin.authority.proposeHeldRule({
        code,
        operation,
        body: { ...body, check: { permission } },
        fromDay: '2026-03-02',
        reason: '须双人复核',
      } as never)
      await director.authority.decideHeldRule({ id, approved: true, note: '同意' })
    }
    await house.hire('hr2', 'hr_officer')
    await fillBank(hr, '信贷政策', 4)
    await publishCourse(hr, { code: 'c-held' })
    const course = await heldBy(hr.training.retireCourse({ code: 'c-held' }))
    const learner = await house.as('lin')
    expect(await learner.authority.listPending({ record: 'course:c-held' })).toMatchObject([
      { id: course.id, mine: false, mayCheck: false },
    ])
    expect(await hr.authority.listPending({ record: 'course:c-held' })).toMatchObject([{ mine: true }])
    await house.hire('officer', 'risk_officer')
    const officer = await house.as('officer')
    const parameter = await heldBy(
      officer.reference.proposeParameter({
        code: 'grace.days',
        value: 2,
        fromDay: '2026-04-01',
        source: '制度',
        mark: 'D',
        reason: '试',
      } as never),
    )
    expect(await director.authority.listPending({ record: 'parameter:grace.days' })).toMatchObject([
      { id: parameter.id, mayCheck: true },
    ])
    expect(await director.authority.listPending({ record: 'parameter:penalty.multiple' })).toEqual([])
    expect(await refusalOf(learner.authority.listPending({ record: 'parameter:none.such' }))).toMatchObject({
      code: 'authority.held_record',
    })
  })
})
