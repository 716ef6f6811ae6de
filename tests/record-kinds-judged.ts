import type { There } from './record-kinds.ts'
import { type Kind, type Making, nowhere, ofPerson, ofTwo, when } from './record-kinds.ts'

/** What people are paid, judged and aimed by: pay, disputes, cases, cycles, appraisals, peers asked, targets, one-to-ones. */
export async function addJudgedKinds(
  { insert, put, add }: Making,
  { maker, stranger }: { maker: There; stranger: There },
): Promise<void> {
  // Pay.
  const line = await insert('performance.pay_line', {
    person_id: stranger.id,
    month: '2026-02-01',
    component: '底薪',
    part: 'base',
    step: 'earn',
    amount: 100_000,
    why: '{"plan": null, "anchor": null, "inputs": [], "sum": null, "gates": []}',
    value_day: '2026-02-28',
    posted_at: when,
    posted_by: 'test',
  })
  add('payline', line, put('performance.pay_line', line, ofPerson), ownOr('performance.raiseDispute'), 'lineId')
  const figure = await insert('performance.kept_figure', {
    code: 'late-at-mob3',
    version: 1,
    person_id: stranger.id,
    from_day: '2025-02-01',
    to_day: '2026-02-01',
    at: when,
    keys: '{}',
    numbers: '{}',
    days: '{}',
    measures: '{}',
    parts: '{}',
    counted: '{}',
  })
  add('figure', figure, put('performance.kept_figure', figure, ofPerson), undefined, 'figureId')
  const dispute = await insert('performance.dispute', {
    line_id: line,
    person_id: stranger.id,
    state: 'open',
    reason: 'amount',
    text: '少了',
    raised_at: when,
    answer_by: '2026-03-20',
  })
  add('dispute', dispute, put('performance.dispute', dispute, ofPerson))
  const fault = await insert('performance.fault_case', {
    loan_id: 1,
    person_id: stranger.id,
    opened_day: '2026-03-01',
    trigger: 'conduct',
    duty: 'may',
    state: 'open',
    evidence:
      '{"loan": {"number": "DK1", "principal": "1.00", "outstanding": "1.00", "disbursedOn": "2026-01-01", "overdueDays": 91}}',
  })
  add('case', fault, put('performance.fault_case', fault, ofPerson))

  // Appraisals, and one-to-ones of two who are nobody's place.
  const cycle = await insert('performance.cycle', {
    name: '二月',
    from_day: '2026-02-01',
    to_day: '2026-02-28',
    due_day: '2026-03-10',
    state: 'draft',
    body: '{"posts": [], "weights": [], "metrics": []}',
  })
  const appraisal = await insert('performance.appraisal', {
    cycle_id: cycle,
    person_id: stranger.id,
    post: 'market_developer',
  })
  add('appraisal', appraisal, put('performance.appraisal', appraisal, ofPerson))
  // A cycle shows to whoever runs cycles, and to whoever sees an appraisal of it; running it is the whole house's.
  add('cycle', cycle, put('performance.appraisal', appraisal, ofPerson), ({ permission }, place, { rights }) =>
    permission === 'performance.cycle.write'
      ? rights.verdict(permission, nowhere).allow
      : rights.verdict('performance.appraisal.read', place).allow ||
        rights.verdict('performance.cycle.write', nowhere).allow,
  )
  const ask = await insert('performance.peer_ask', { appraisal_id: appraisal, reviewer_id: stranger.id, files: 3 })
  add(
    'peerask',
    ask,
    put('performance.peer_ask', ask, { owner: 'reviewer_id' }),
    (_, { ownerId }, { me }) => ownerId === me,
  )

  // Targets: set by who may write at their place, answered by whom they are for.
  const target = await insert('performance.target', {
    code: 'disbursed-amount',
    level: 'person',
    branch_id: stranger.branch_id,
    group_id: stranger.group_id,
    person_id: stranger.id,
    from_day: '2026-03-01',
    to_day: '2026-03-31',
    number: 1,
    value: 100,
    origin: 'set',
    reason: '定',
    made_by: maker.id,
    made_by_name: '某',
    made_on: '2026-03-01',
    made_at: when,
  })
  const ofTarget = put('performance.target', target, ofPerson)
  const setBy: Kind['may'] = ({ permission }, place, { rights }) =>
    rights.verdict(permission, permission === 'performance.target.write' ? { ...place, ownerId: null } : place).allow
  add('target', target, ofTarget, setBy)
  const counter = await insert('performance.target_counter', {
    target_id: target,
    value: 90,
    reason: '人手少',
    made_by: stranger.id,
    made_by_name: '某',
    made_at: when,
  })
  add('targetcounter', counter, ofTarget, setBy)
  const improvement = await insert('performance.improvement', {
    appraisal_id: appraisal,
    from_day: '2026-01-01',
    to_day: '2026-01-31',
    goals: '[]',
    state: 'met',
    outcome: '已改进',
    opened_by: maker.id,
    opened_at: when,
    ended_at: when,
  })
  add(
    'improvement',
    improvement,
    put('performance.appraisal', appraisal, ofPerson),
    ({ name }, { ownerId }, { me }) => name === 'performance.checkImprovement' && ownerId === me,
  )
  const talk = await insert('performance.talk', {
    manager_id: maker.id,
    person_id: stranger.id,
    held_on: '2026-03-01',
    by_id: maker.id,
    at: when,
  })
  add('talk', talk, put('performance.talk', talk, { owner: 'person_id' }), ofTwo)
}

/** The operation named is for whoever the record is about; the others are the kernel's. */
function ownOr(own: string): NonNullable<Kind['may']> {
  return ({ name, permission }, place, { me, rights }) =>
    name === own ? place.ownerId === me : rights.verdict(permission, place).allow
}
