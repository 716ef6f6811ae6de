import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DecisionFacts, decide } from '#decision'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

const facts: DecisionFacts = {
  'application.amount': '80000.00',
  'application.term': 36,
  'application.ltv': '0.5',
  'parameter.ltv.cap': '0.8',
  'parameter.term.cap': 60,
}

/** A rule set's way from draft to force, and decisions that can be opened and evaluated again. */
describe('rule sets', () => {
  let house: TestHouse
  let officer: Client
  let director: Client
  let reviewer: Client

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('qian', 'risk_officer')
    await house.hire('sun', 'risk_director')
    await house.hire('chen', 'credit_reviewer')
    officer = await house.as('qian')
    director = await house.as('sun')
    reviewer = await house.as('chen')
  })
  afterAll(() => house.close())

  const inForce = async () => (await officer.decision.listRuleSets()).find(one => one.inForce)!

  it('begin with one that the installation brought, readable in both languages', async () => {
    const first = await officer.decision.getRuleSet({ id: (await inForce()).id })
    expect(first).toMatchObject({ number: 1, state: 'published', effectiveFrom: '2018-01-01', actions: [] })
    const ltv = first.rules.find(rule => rule.code === 'ltv-cap')!
    expect(ltv.cases[0]!.reads).toBe('贷款成数 > 贷款成数上限')
    const facts = await officer.decision.listFacts(undefined, { context: { headers: { 'x-language': 'en' } } })
    expect(facts).toContainEqual({ name: 'application.ltv', label: 'Loan-to-value', kind: 'rate' })
  })

  it('are drafted by one and published by another, and never change after that', async () => {
    const base = await inForce()
    const draft = await officer.decision.draftRuleSet({ basedOn: base.id, note: '月供收入比收紧' })
    expect(draft).toMatchObject({ number: 2, state: 'draft', actions: ['edit', 'discard'] })
    const rules = draft.rules.map(rule => ({
      ...rule,
      name: rule.name as [string, string],
      sentence: rule.sentence as [string, string],
      cases: rule.cases.map(({ outcome, when }) => ({ outcome, when: when as never })),
    }))
    const saved = await officer.decision.saveRuleSet({
      id: draft.id,
      version: draft.version,
      note: '只看成数',
      rules: rules.filter(rule => rule.code === 'ltv-cap'),
    })
    expect(saved.rules).toHaveLength(1)
    expect(
      await refusalOf(officer.decision.saveRuleSet({ id: draft.id, version: draft.version, note: 'x', rules })),
    ).toMatchObject({ status: 409, code: 'decision.rule_set_stale' })
    const broken = [{ ...rules[0]!, cases: [] }]
    const faulty = await refusalOf(
      officer.decision.saveRuleSet({ id: draft.id, version: saved.version, note: 'x', rules: broken }),
    )
    expect(faulty).toMatchObject({ status: 422, code: 'decision.rule_set_faulty' })
    expect(faulty.detail).toContain('consent')

    const publish = { id: draft.id, version: saved.version, effectiveFrom: '2026-03-02' }
    expect(await refusalOf(officer.decision.publishRuleSet(publish))).toMatchObject({ code: 'decision.own_rule_set' })
    expect(await refusalOf(reviewer.decision.publishRuleSet(publish))).toMatchObject({ status: 403 })
    expect(
      await refusalOf(director.decision.publishRuleSet({ ...publish, effectiveFrom: '2026-03-01' })),
    ).toMatchObject({ code: 'decision.effective_day' })
    const published = await director.decision.publishRuleSet(publish)
    expect(published).toMatchObject({ state: 'published', inForce: true, actions: [] })
    expect(
      await refusalOf(officer.decision.discardRuleSet({ id: draft.id, version: published.version })),
    ).toMatchObject({ code: 'decision.rule_set_state' })
    expect(await refusalOf(officer.decision.getRuleSet({ id: 'ruleset_0000000000000' }))).toMatchObject({
      status: 404,
      code: 'decision.rule_set_not_found',
    })
  })

  it('are not published by anybody who wrote in them, whoever began the draft', async () => {
    const draft = await officer.decision.draftRuleSet({ basedOn: (await inForce()).id, note: '两人起草' })
    const rules = draft.rules.map(rule => ({
      ...rule,
      name: rule.name as [string, string],
      sentence: rule.sentence as [string, string],
      cases: rule.cases.map(({ outcome, when }) => ({ outcome, when: when as never })),
    }))
    const saved = await director.decision.saveRuleSet({ id: draft.id, version: draft.version, note: '总监修改', rules })
    expect(saved.actions).toEqual(['edit', 'discard'])
    expect(
      await refusalOf(
        director.decision.publishRuleSet({ id: draft.id, version: saved.version, effectiveFrom: '2026-03-02' }),
      ),
    ).toMatchObject({ code: 'decision.own_rule_set' })
    const discarded = await officer.decision.discardRuleSet({ id: draft.id, version: saved.version })
    expect(discarded.state).toBe('discarded')
  })

  it('can be tried on facts and on the decisions that were made, before anybody publishes them', async () => {
    const current = await inForce()
    const tried = await officer.decision.tryRuleSet({ id: current.id, facts: { ...facts, 'application.ltv': '0.81' } })
    expect(tried.verdict).toBe('decline')
    expect(tried.reasons[0]).toMatchObject({ outcome: 'decline', sentence: '贷款成数 81.00 %，上限 80.00 %。' })
    const wrong = await refusalOf(
      officer.decision.tryRuleSet({ id: current.id, facts: { 'application.ltv': '81 %', 'customer.shoe-size': 44 } }),
    )
    expect(wrong).toMatchObject({ code: 'decision.facts_invalid' })
    expect(wrong.detail).toContain('customer.shoe-size')

    const made = await house.system('test.decide', ctx => decide(ctx, facts))
    expect(made).toMatchObject({ verdict: 'approve', ruleSetVersion: 2 })
    const first = (await officer.decision.listRuleSets()).find(one => one.number === 1)!
    const comparison = await officer.decision.compareRuleSet({ id: first.id, limit: 10 })
    expect(comparison).toMatchObject({
      decisions: 1,
      changed: 1,
      swaps: [{ from: 'approve', to: 'decline', count: 1 }],
    })
  })

  it('leave decisions that anybody allowed can open and that give the same verdict again', async () => {
    const made = await house.system('test.decide', ctx => decide(ctx, { ...facts, 'application.ltv': null }))
    const opened = await officer.decision.getDecision({ id: made.id })
    expect(opened).toMatchObject({
      verdict: 'refer',
      replays: true,
      ruleSetNumber: 2,
      facts: { 'application.ltv': null },
    })
    expect(opened.reasons[0]).toMatchObject({ outcome: 'refer', unknown: ['贷款成数'] })
    expect(await refusalOf(reviewer.decision.getDecision({ id: made.id }))).toMatchObject({
      status: 403,
      code: 'authority.out_of_scope',
    })
    expect(await refusalOf(officer.decision.getDecision({ id: 'decision_0000000000000' }))).toMatchObject({
      status: 404,
      code: 'decision.decision_not_found',
    })
  })
})
