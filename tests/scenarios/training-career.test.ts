import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, type Day, instantAt } from '#lib/day'
import type { Id } from '#lib/id'
import { testCustomer } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

const code = async (call: Promise<unknown>) => (await refusalOf(call)).code
const preview = { context: { headers: { 'x-dry-run': '1' } } }
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64')

/** From a newcomer's first day over a certificate from outside to the next step and who could follow. */
describe('a career', () => {
  let house: TestHouse
  let hr: Client
  let boss: Client
  let chen: Client
  let feng: Client
  let today: Day
  const ids = new Map<string, Id<'person'>>()
  const id = (name: string) => ids.get(name)!
  beforeAll(async () => {
    house = await openTestHouse()
    for (const [name, post, place] of [
      ['hr', 'hr_officer', { branch: 'HQ' }],
      ['director', 'risk_director', { branch: 'HQ' }],
      ['boss', 'team_manager', {}],
      ['chen', 'credit_reviewer', { group: '审核组' }],
      ['song', 'senior_reviewer', { group: '审核组' }],
      ['feng', 'credit_reviewer', { branch: 'HZ', group: '审核组' }],
    ] as const)
      ids.set(name, await house.hire(name, post, place))
    hr = await house.as('hr')
    boss = await house.as('boss')
    chen = await house.as('chen')
    feng = await house.as('feng')
    today = (await hr.team.me()).businessDay
    await hr.training.addCertificateKind({
      code: 'credit-approval',
      name: '信贷审批',
      nameEn: 'Credit',
      validityMonths: 24,
      refresherDays: 60,
    })
    await hr.training.saveSkill({ code: 'statements', name: '读流水', nameEn: 'Reading statements' })
  })
  afterAll(() => house.close())

  const regular = {
    code: 'reviewer',
    name: '审核员',
    nameEn: 'Reviewer',
    post: 'credit_reviewer',
    level: 'regular' as const,
    months: 0,
    certificates: [],
    skills: [],
    results: [],
  }
  const chief = {
    ...regular,
    code: 'chief',
    name: '终审',
    nameEn: 'Senior',
    post: 'senior_reviewer',
    months: 6,
    certificates: ['credit-approval'],
    skills: [{ code: 'statements', rating: 4 }],
    results: [{ source: 'reviews', months: 6, bound: '10', least: 10 }],
  }
  const ladder = (change: object = {}) => ({
    code: 'review',
    number: 0,
    function: 'review',
    name: '审核序列',
    nameEn: 'Review',
    fromDay: today,
    changeNote: '首版',
    steps: [regular, chief],
    ...change,
  })

  it('has ladders in versions that hold from a day, and ask only for what there is', async () => {
    expect(await code(hr.training.saveLadder(ladder({ fromDay: addDays(today, -1) })))).toBe('training.ladder_day')
    expect(await code(hr.training.saveLadder(ladder({ steps: [regular, { ...regular, code: 'again' }] })))).toBe(
      'training.ladder_step',
    )
    expect(await code(hr.training.saveLadder(ladder({ steps: [{ ...regular, certificates: ['none'] }] })))).toBe(
      'training.ladder_step',
    )
    const director = await house.as('director')
    const decide = (who: Client, number: number, approved = true) =>
      who.training.decideLadder({ code: 'review', number, approved, reason: '与岗位说明书一致' })
    expect(await code(decide(director, 1))).toBe('training.ladder_not_found')
    await hr.training.saveLadder(ladder())
    // Until a second person agrees nobody stands on it, and a second version does not queue up behind it.
    expect(await hr.training.listLadders({})).toEqual([])
    expect((await chen.training.getCareer({ personId: id('chen') })).ladder).toBeNull()
    expect(await code(hr.training.saveLadder(ladder()))).toBe('training.ladder_waiting')
    expect(await code(decide(hr, 1))).toBe('training.own_ladder')
    expect(await code(decide(boss, 1))).toBe('authority.not_permitted')
    expect((await hr.training.listLadderVersions())[0]?.actions).toEqual(['withdraw'])
    expect((await director.training.listLadderVersions())[0]).toMatchObject({
      people: 3,
      before: [],
      actions: ['decide'],
    })
    await decide(hr, 1, false)
    expect(await code(decide(director, 1))).toBe('training.ladder_decided')
    expect((await hr.training.saveLadder(ladder())).number).toBe(2)
    await decide(director, 2)
    expect(await code(hr.training.saveLadder(ladder()))).toBe('training.stale')
    const later = addDays(today, 30)
    await hr.training.saveLadder(ladder({ number: 2, fromDay: later, changeNote: '提高要求', steps: [regular] }))
    const [waiting] = await director.training.listLadderVersions()
    expect([waiting?.before.length, waiting?.steps.length]).toEqual([2, 1])
    expect((await hr.training.listLadders({ on: later }))[0]?.number).toBe(2)
    await decide(director, 3)
    await house.drain()
    const told = (await hr.notification.listNotices({})).rows.map(notice => notice.text)
    expect(told.some(text => text.includes('第 3 版已同意'))).toBe(true)
    const [now] = await hr.training.listLadders({})
    expect([now?.number, now?.steps.length, now?.versions.length]).toEqual([2, 2, 3])
    expect((await hr.training.listLadders({ on: later }))[0]?.number).toBe(3)
  })

  it('shows everybody where they stand, nobody judges themself, and a figure on nothing says nothing', async () => {
    const career = await chen.training.getCareer({ personId: id('chen') })
    expect([career.place, career.target?.step.code, career.target?.lacking]).toEqual([0, 'chief', 3])
    expect(career.target?.lines.map(line => [line.kind, line.state])).toEqual([
      ['months', 'met'],
      ['certificate', 'missing'],
      ['skill', 'missing'],
      ['result', 'too-few'],
    ])
    expect(await code(chen.training.getCareer({ personId: id('song') }))).toBe('authority.out_of_scope')
    expect(await code(boss.training.getCareer({ personId: id('feng') }))).toBe('authority.out_of_scope')
    expect(await code(chen.training.getCareer({ personId: id('chen'), ladder: 'review', step: 'none' }))).toBe(
      'training.step_not_found',
    )
    const rate = (who: Client, name: string, skill = 'statements') =>
      who.training.rateSkill({ personId: id(name), skill, rating: 4, note: '三份流水都看出了循环转账' })
    expect(await code(rate(boss, 'boss'))).toBe('training.own_level')
    expect(await code(rate(boss, 'chen', 'juggling'))).toBe('training.skill_not_found')
    await rate(boss, 'chen')
    expect((await chen.training.getCareer({ personId: id('chen') })).target?.lacking).toBe(2)
  })

  it('takes a certificate from outside only once somebody else has seen the file, and no longer than it is valid', async () => {
    const validUntil = addDays(today, 100)
    const proof = (change: object = {}) =>
      chen.training.addProof({
        code: 'credit-approval',
        issuer: '行业协会',
        issuedOn: addDays(today, -10),
        validUntil,
        name: '证书.png',
        content: png,
        ...change,
      })
    expect(await code(proof({ code: 'none' }))).toBe('training.certificate_not_found')
    expect(await code(proof({ validUntil: today }))).toBe('training.proof_days')
    expect(await code(proof({ content: Buffer.from('plain').toString('base64') }))).toBe('training.file_type')
    const sent = await proof()
    expect(await code(proof())).toBe('training.proof_taken')
    expect((await feng.training.listProofs({})).total).toBe(0)
    expect(await code(chen.training.decideProof({ id: sent.id, accepted: true, reason: '自批' }))).toBe(
      'authority.not_permitted',
    )
    expect(await code(hr.training.decideProof({ id: 'proof_0000000000001', accepted: true, reason: '无' }))).toBe(
      'training.proof_not_found',
    )
    await hr.training.decideProof({ id: sent.id, accepted: true, reason: '与原件一致' })
    expect(await code(hr.training.decideProof({ id: sent.id, accepted: false, reason: '再想想' }))).toBe(
      'training.proof_state',
    )
    const [held] = (await chen.training.listCertificates({})).rows
    expect([held?.code, held?.basis, held?.endsAt]).toEqual([
      'credit-approval',
      'external',
      instantAt(validUntil, '00:00'),
    ])
    expect((await chen.training.getCareer({ personId: id('chen') })).target?.lacking).toBe(1)
  })

  it('is proposed with evidence, decided by a second person, and takes effect through the team on its day', async () => {
    const fromDay = addDays(today, 5)
    const propose = (who: Client, name: string, change: object = {}) =>
      who.training.proposeCareer({
        personId: id(name),
        kind: 'promotion',
        ladder: 'review',
        step: 'chief',
        fromDay,
        reason: '稳定、准确',
        exceptionReason: '调入的新业务，件数尚少',
        ...change,
      })
    expect(await code(propose(boss, 'boss'))).toBe('training.own_proposal')
    expect(await code(propose(boss, 'chen', { exceptionReason: '' }))).toBe('training.exception_reason')
    expect(await code(propose(boss, 'chen', { fromDay: addDays(today, -1) }))).toBe('training.effective_day')
    expect(await code(propose(boss, 'chen', { step: 'reviewer' }))).toBe('training.same_place')
    const made = await propose(boss, 'chen')
    expect(made.lacking).toBe(1)
    expect(await code(propose(hr, 'chen'))).toBe('training.proposal_taken')
    // Who it is about learns of it once it is decided.
    expect(await code(chen.training.getProposal({ id: made.id }))).toBe('training.proposal_not_found')
    expect((await chen.training.listProposals({})).total).toBe(0)
    const decide = (who: Client, approved = true) =>
      who.training.decideProposal({ id: made.id, approved, reason: '同意' })
    expect(await code(decide(boss))).toBe('training.own_proposal')
    expect(await code(hr.training.withdrawProposal({ id: made.id }))).toBe('training.not_own_proposal')
    const seen = await hr.training.getProposal({ id: made.id })
    expect([seen.actions, seen.evidence.length, seen.lackingNow]).toEqual([['decide'], 4, 1])
    await decide(hr)
    expect(await code(decide(hr))).toBe('training.proposal_state')
    const person = await hr.team.getPerson({ id: id('chen') })
    expect([person.assignment?.post, person.history[0]?.post, person.history[0]?.fromDay]).toEqual([
      'credit_reviewer',
      'senior_reviewer',
      fromDay,
    ])
    expect((await chen.training.listProposals({})).rows[0]?.state).toBe('approved')
    await house.drain()
    const { rows } = await chen.notification.listNotices({})
    expect(rows.some(notice => notice.about === made.id)).toBe(true)
  })

  it('leads to another branch only once somebody takes over what stays; a level ends with the post it was set in', async () => {
    const place = { branch: 'HZ', group: '市场组' }
    const lin = await house.hire('lin', 'market_developer', place)
    const qi = await house.hire('qi', 'market_developer', place)
    await house.hire('hr2', 'hr_officer', { branch: 'HQ' })
    const decider = await house.as('hr2')
    await testCustomer(await house.as('lin'), 71)
    const { groups } = await hr.team.listGroups()
    const group = groups.find(one => one.name === '审核组' && one.branchName.startsWith('SH'))!
    const made = await hr.training.proposeCareer({
      personId: lin,
      kind: 'rotation',
      ladder: 'review',
      step: 'reviewer',
      toGroupId: group.id,
      fromDay: today,
      reason: '懂市场，转审核',
      exceptionReason: '轮岗培养',
    })
    const decision = { id: made.id, approved: true, reason: '同意轮岗' }
    // The manager where it leads to sees what is coming, and decides nothing; another branch's sees nothing of it.
    expect(made.id).toBe((await boss.training.listProposals({ state: 'proposed' })).rows[0]?.id)
    expect(await boss.training.getProposal({ id: made.id })).toMatchObject({ personId: lin, actions: [] })
    expect(await code(boss.training.decideProposal(decision))).toBe('authority.out_of_scope')
    await house.hire('far', 'team_manager', { branch: 'NJ' })
    const far = await house.as('far')
    expect((await far.training.listProposals({})).total).toBe(0)
    expect(await code(far.training.getProposal({ id: made.id }))).toBe('authority.out_of_scope')
    expect(await code(decider.training.decideProposal(decision))).toBe('team.work_unassigned')
    const { impact } = await decider.training.decideProposal(decision, preview)
    expect(impact?.held).toMatchObject([{ kind: 'party.customer', count: 1 }])
    await decider.training.decideProposal({ ...decision, handOver: [{ kind: 'party.customer', to: qi }] })
    const moved = await hr.team.getPerson({ id: lin })
    expect([moved.assignment?.post, moved.assignment?.branchName]).toEqual(['credit_reviewer', group.branchName])
    expect((await hr.team.getHeldWork({ id: qi })).held).toMatchObject([{ kind: 'party.customer', count: 1 }])
    const level = async () => (await hr.training.getCareer({ personId: lin })).level
    expect(await level()).toBe('regular')
    await hr.training.setLevel({ personId: lin, level: 'senior', reason: '审核资深' })
    expect(await level()).toBe('senior')
    house.clock.advance(3 * 86_400_000)
    await hr.team.movePerson({
      id: lin,
      version: moved.version,
      post: 'collector',
      groupId: group.id,
      reportsTo: null,
      fromDay: addDays(today, 3),
      reason: '转催收',
      handOver: [],
    })
    // The post is held from that day: before it the level stands, from it on it begins anew.
    expect((await hr.training.personSkills({ personId: lin })).level).toBe('newcomer')
  })

  it('keeps key posts without a successor in front, with what each successor lacks', async () => {
    const { groups } = await hr.team.listGroups()
    const group = groups.find(one => one.name === '审核组' && one.branchName.startsWith('SH'))!.id
    const add = () => boss.training.addKeyPost({ post: 'senior_reviewer', groupId: group, note: '唯一终审' })
    const post = await add()
    expect(await code(add())).toBe('training.key_post_taken')
    expect((await boss.training.listKeyPosts())[0]).toMatchObject({ cover: 'none', holders: [{ personName: 'song' }] })
    expect(
      await code(boss.training.nameSuccessor({ id: post.id, personId: id('boss'), readiness: 'now', note: '我' })),
    ).toBe('training.own_succession')
    await boss.training.nameSuccessor({ id: post.id, personId: id('chen'), readiness: 'within-year', note: '件数' })
    const [covered] = await hr.training.listKeyPosts()
    expect(covered).toMatchObject({ cover: 'not-ready', successors: [{ personName: 'chen', asked: 4 }] })
    expect(covered?.successors[0]?.gaps.map(line => line.code)).toEqual(['reviews'])
    expect(await code(chen.training.listKeyPosts())).toBe('authority.not_permitted')
    await boss.training.dropSuccessor({ id: post.id, personId: id('chen') })
    await boss.training.endKeyPost({ id: post.id })
    expect(await code(boss.training.endKeyPost({ id: post.id }))).toBe('training.key_post_not_found')
  })

  it('begins with a mentor, a checklist and reviews, each by whose it is', async () => {
    const item = (name: string, by: 'newcomer' | 'mentor' | 'manager', courseCode: string | null = null) => ({
      code: name,
      name,
      nameEn: name,
      withinDays: 5,
      by,
      courseCode,
    })
    const plan = (items: ReturnType<typeof item>[]) =>
      hr.training.saveFirstDaysPlan({
        post: 'credit_reviewer',
        number: 0,
        fromDay: today,
        reviewDays: [90, 30, 60],
        changeNote: '首版',
        items,
      })
    const begin = (change: object = {}) =>
      boss.training.startFirstDays({ personId: id('chen'), mentorId: id('song'), fromDay: today, ...change })
    expect(await code(begin())).toBe('training.plan_not_found')
    expect(await code(plan([item('desk', 'mentor', 'no-course')]))).toBe('training.first_days_item')
    await plan([item('desk', 'mentor'), item('read', 'newcomer')])
    expect(await code(begin({ mentorId: id('chen') }))).toBe('training.mentor')
    expect(await code(begin({ fromDay: '2019-12-31' }))).toBe('training.first_day')
    const path = await begin()
    expect(await code(begin())).toBe('training.newcomer_taken')
    const song = await house.as('song')
    expect((await song.training.listNewcomers({})).rows[0]?.personName).toBe('chen')
    expect((await song.training.getFirstDays({ personId: id('chen') })).roles).toEqual(['mentor'])
    expect(await code(feng.training.getFirstDays({ personId: id('chen') }))).toBe('authority.out_of_scope')
    expect(await code(feng.training.getFirstDays({ personId: id('feng') }))).toBe('training.newcomer_not_found')
    expect(await code(chen.training.tickFirstDays({ id: path.id, item: 'desk' }))).toBe('training.first_days_role')
    await song.training.tickFirstDays({ id: path.id, item: 'desk' })
    const review = (who: Client, role: 'newcomer' | 'mentor' | 'manager', day = 30) =>
      who.training.reviewFirstDays({ id: path.id, day, role, verdict: 'on-track', good: '细', better: '快' })
    expect(await code(review(chen, 'mentor'))).toBe('training.first_days_role')
    expect(await code(review(song, 'mentor', 60))).toBe('training.review_day')
    await review(song, 'mentor')
    expect(await code(review(song, 'mentor'))).toBe('training.review_said')
    const end = (passed: boolean) => boss.training.endFirstDays({ id: path.id, passed, reason: '提前' })
    expect(await code(end(true))).toBe('training.review_missing')
    const seen = await chen.training.getFirstDays({ personId: id('chen') })
    expect([seen.done, seen.milestones.map(one => one.day), seen.lastVerdict]).toEqual([1, [30, 60, 90], 'on-track'])
    await end(false)
    expect(await code(end(false))).toBe('training.newcomer_not_found')
  })
})
