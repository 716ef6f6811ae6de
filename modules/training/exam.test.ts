import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMs, type Instant } from '#lib/day'
import { Refusal } from '#lib/refusal'
import { checkAnonymous, scoreCase } from './case-study.ts'
import { endOf, endsOf, isLive, stateAt } from './certificate.ts'
import { type Candidate, drawQuestions, type ExamPlan, examBar, examScore } from './exam.ts'
import { optionFigures } from './item-figures.ts'
import { answerOf, checkQuestion, gradeAnswer, remarksOn, shownOrder } from './question.ts'
import { codeWindow, movingUp } from './session.ts'

const plan: ExamPlan = {
  draw: [
    { topic: 'a', count: 3, easiest: 1, hardest: 5 },
    { topic: 'a', count: 2, easiest: 4, hardest: 5 },
    { topic: 'b', count: 2, easiest: 1, hardest: 3 },
  ],
  cases: 0,
  caseTopic: null,
  caseShare: 0,
  passMark: 80,
  minutes: 30,
  attempts: 2,
  waitHours: 24,
}
const bank = (topic: string, count: number, difficulty: number, from: number): Candidate[] =>
  Array.from({ length: count }, (_, at) => ({ key: BigInt(from + at), topic, difficulty, seen: 0 }))
const wide = [...bank('a', 10, 2, 0), ...bank('a', 6, 5, 100), ...bank('b', 8, 3, 200), ...bank('c', 8, 3, 300)]
const dice = (seed: number) => {
  let state = seed
  return (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state % below
  }
}
const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error)
  }
  return null
}

describe('a draw', () => {
  it('has each line’s topic, number and difficulty, and no question twice', () => {
    fc.assert(
      fc.property(fc.nat(), seed => {
        const drawn = drawQuestions(plan, wide, dice(seed))
        expect(new Set(drawn.map(one => one.key)).size).toBe(7)
        expect(drawn.filter(one => one.topic === 'a').length).toBe(5)
        expect(drawn.filter(one => one.topic === 'a' && one.difficulty >= 4).length).toBeGreaterThanOrEqual(2)
        expect(drawn.every(one => one.topic !== 'c')).toBe(true)
      }),
    )
  })

  it('of a second attempt shares no question with the first while the bank has others', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (first, second) => {
        const one = drawQuestions(plan, wide, dice(first)).map(question => question.key)
        const seen = wide.map(question => ({ ...question, seen: one.includes(question.key) ? 1 : 0 }))
        const two = drawQuestions(plan, seen, dice(second)).map(question => question.key)
        expect(two.filter(key => one.includes(key))).toEqual([])
      }),
    )
  })

  it('from a bank that is too small is refused, with what is missing', () => {
    expect(codeOf(() => drawQuestions(plan, bank('a', 9, 2, 0), dice(1)))).toBe('training.bank_too_small')
  })
})

describe('a score', () => {
  it('is between 0 and 100, full for all right, and never rounded up to the pass mark', () => {
    const points = fc.array(fc.constantFrom(0, 100), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(
        points,
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 99 }),
        (questions, cases, share) => {
          const score = examScore(questions, cases, share)
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(100)
          const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length
          const exact =
            cases.length === 0 ? mean(questions) : (mean(questions) * (100 - share) + mean(cases) * share) / 100
          expect(score).toBeLessThanOrEqual(exact + 1e-9)
          expect(score).toBeGreaterThan(exact - 1 - 1e-9)
        },
      ),
    )
    expect(examScore([100, 100], [100], 40)).toBe(100)
    // 17 of 29 is 58.6 %: not 59.
    expect(examScore([...Array(17).fill(100), ...Array(12).fill(0)], [], 0)).toBe(58)
  })
})

describe('a question', () => {
  it('keeps its meaning however its options are shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), (count, seed) => {
        const options = Array.from({ length: count }, (_, at) => `选项 ${at}`)
        const question = { kind: 'multiple' as const, options, answer: { choices: [0, count - 1] } }
        const shown = shownOrder(question, dice(seed))
        expect([...shown].sort()).toEqual(options.map((_, at) => at).sort())
        const given = { choices: [shown.indexOf(0), shown.indexOf(count - 1)] }
        expect(gradeAnswer(question.answer, answerOf('multiple', shown, given))).toBe(100)
        expect(gradeAnswer(question.answer, answerOf('multiple', shown, { choices: [shown.indexOf(0)] }))).toBe(0)
      }),
    )
  })

  it('with a number counts within its tolerance, exactly', () => {
    const key = { value: '0.3', tolerance: '0.05' }
    const grade = (value: string) => gradeAnswer(key, answerOf('number', [], { value }))
    expect([grade('0.25'), grade('0.35'), grade('0.351'), grade(' 0.3 ')]).toEqual([100, 100, 0, 100])
    expect(codeOf(() => answerOf('number', [], { value: 'abc' }))).toBe('training.answer_shape')
    expect(codeOf(() => answerOf('single', [0, 1], { choices: [0, 1] }))).toBe('training.answer_shape')
    expect(codeOf(() => answerOf('multiple', [0, 1], { choices: [7] }))).toBe('training.answer_shape')
  })

  it('that cannot be answered is refused', () => {
    const check = (kind: 'single' | 'multiple' | 'true-false' | 'number', options: string[], answer: object) =>
      codeOf(() => checkQuestion({ kind, options, answer: answer as { choices: number[] } }))
    expect(check('single', ['甲'], { choices: [0] })).toBe('training.question_options')
    expect(check('single', ['甲', '甲 '], { choices: [0] })).toBe('training.question_options')
    expect(check('true-false', ['对', '错'], { choices: [0] })).toBe('training.question_options')
    expect(check('number', ['1'], { value: '1', tolerance: '0' })).toBe('training.question_options')
    expect(check('single', ['甲', '乙'], { choices: [0, 1] })).toBe('training.question_answer')
    expect(check('single', ['甲', '乙'], { choices: [2] })).toBe('training.question_answer')
    expect(check('multiple', ['甲', '乙'], { choices: [] })).toBe('training.question_answer')
    expect(check('number', [], { value: '1', tolerance: '-1' })).toBe('training.question_answer')
    expect(check('true-false', [], { choices: [1] })).toBeNull()
  })

  it('is judged by its figures only when enough people answered it', () => {
    expect(remarksOn({ asked: 19, share: 1, discrimination: -1 })).toEqual(['few'])
    expect(remarksOn({ asked: 40, share: 0.97, discrimination: 0.3 })).toEqual(['easy'])
    expect(remarksOn({ asked: 40, share: 0.1, discrimination: -0.2 })).toEqual(['hard', 'inverted'])
    expect(remarksOn({ asked: 40, share: 0.6, discrimination: 0.4 })).toEqual([])
  })
})

describe('a case', () => {
  const key = { policyVerdict: 'reject', policyReasons: ['income', 'debt'], outcome: 'defaulted' } as const
  const score = (verdict: 'approve' | 'reject' | 'return' | 'escalate', reasons: ('income' | 'debt' | 'dealer')[]) =>
    scoreCase(key, { verdict, reasons, note: '' })

  it('is full marks for policy’s verdict with policy’s reasons, and nothing for lending where it went wrong', () => {
    expect(score('reject', ['income', 'debt']).points).toBe(100)
    expect(score('approve', []).points).toBe(0)
    expect(scoreCase(key, null).points).toBe(0)
    expect(score('escalate', ['income'])).toEqual({ policy: 50, reasons: 66, outcome: 50, points: 54 })
  })

  it('gives the weight of what does not apply to the rest', () => {
    const open = { policyVerdict: 'approve', policyReasons: [], outcome: 'unknown' } as const
    expect(scoreCase(open, { verdict: 'approve', reasons: [], note: '' })).toEqual({
      policy: 100,
      reasons: null,
      outcome: null,
      points: 100,
    })
  })

  it('names nobody', () => {
    const refused = (story: string, facts: Record<string, string> = {}) =>
      codeOf(() => checkAnonymous({ story }, facts))
    for (const story of [
      '身份证 990101199001011234',
      '电话 13800001111 联系',
      '卡号 6222000011112222',
      '车架号 LTESTCAR0RX000001',
      '沪A12345',
      'a.b@c.com',
    ])
      expect(refused(story), story).toBe('training.case_not_anonymous')
    expect(refused('正常', { 姓名: '某某' })).toBe('training.case_not_anonymous')
    expect(
      refused('月收入 8,000 元，贷款 120,000 元，36 期，2025-06-01 放款', { 月收入: '8000', 首付比例: '30%' }),
    ).toBeNull()
  })
})

describe('a certificate', () => {
  const at = '2026-01-31T02:00:00.000Z' as Instant
  it('ends at midnight in business time, with that instant outside; the soonest end wins', () => {
    const { validUntil, graceUntil } = endsOf(at, 1, 3)
    expect([validUntil, graceUntil]).toEqual(['2026-02-27T16:00:00.000Z', '2026-03-02T16:00:00.000Z'])
    const span = { issuedAt: at, validUntil, graceUntil, renewBy: null, revokedAt: null }
    expect(stateAt(span, addMs(validUntil, -1))).toBe('valid')
    expect(stateAt(span, validUntil)).toBe('grace')
    expect(isLive(span, addMs(graceUntil, -1))).toBe(true)
    expect(isLive(span, graceUntil)).toBe(false)
    expect(isLive({ ...span, renewBy: validUntil }, validUntil)).toBe(false)
    expect(endOf({ ...span, renewBy: addMs(validUntil, 5), revokedAt: addMs(at, 7) })).toBe(addMs(at, 7))
  })
})

describe('an exam', () => {
  const now = '2026-03-02T01:00:00.000Z' as Instant
  const failed = (hoursAgo: number) => {
    const closedAt = addMs(now, -hoursAgo * 3_600_000)
    return { startedAt: addMs(closedAt, -60_000), closedAt, passed: false }
  }
  const bar = (attempts: Parameters<typeof examBar>[1]['attempts'], since: Instant | null = null) =>
    examBar(plan, { lessonsLeft: 0, attempts, since, refresher: false, refresherOpen: false, now })

  it('waits after a failure, stops after the last attempt, and opens again when the course is given anew', () => {
    expect(bar([])).toBeNull()
    expect(bar([failed(23)])).toMatchObject({ code: 'training.exam_wait', until: addMs(now, 3_600_000) })
    expect(bar([failed(24)])).toBeNull()
    expect(bar([failed(60), failed(30)])).toMatchObject({ code: 'training.exam_attempts_used', used: 2 })
    expect(bar([failed(60), failed(30)], addMs(now, -3_600_000))).toBeNull()
    expect(bar([failed(60), { ...failed(40), passed: true }, failed(30)])).toBeNull()
    expect(
      examBar(null, { lessonsLeft: 0, attempts: [], since: null, refresher: false, refresherOpen: false, now }),
    ).toEqual({ code: 'training.exam_none' })
  })
})

describe('a waiting list', () => {
  it('fills exactly the free seats, in the order of asking', () => {
    const state = fc.constantFrom('seated' as const, 'waiting' as const, 'withdrawn' as const)
    fc.assert(
      fc.property(fc.array(state, { maxLength: 30 }), fc.integer({ min: 1, max: 20 }), (states, capacity) => {
        const line = states.map((one, at) => ({ personKey: BigInt(at), state: one }))
        const up = movingUp(capacity, line)
        const seated = states.filter(one => one === 'seated').length
        const waiting = line.filter(one => one.state === 'waiting').map(one => one.personKey)
        expect(up).toEqual(waiting.slice(0, Math.max(0, capacity - seated)))
      }),
    )
  })

  it('has a new code every half minute', () => {
    expect(codeWindow('2026-03-02T01:00:29.999Z' as Instant)).toBe(codeWindow('2026-03-02T01:00:00.000Z' as Instant))
    expect(codeWindow('2026-03-02T01:00:30.000Z' as Instant)).toBe(
      codeWindow('2026-03-02T01:00:00.000Z' as Instant) + 1,
    )
  })
})

describe('what the answers say of a question', () => {
  it('counts each option by all and by the outer thirds, ranked by the rest of the exam', () => {
    const given = [90, 80, 70, 40, 30, 20].map((others, index) => ({
      answer: { choices: [index < 2 ? 1 : 0] },
      others,
    }))
    const figures = optionFigures([...given, { answer: null, others: null }], 3)
    expect([figures.third, figures.unanswered]).toEqual([2, 1])
    expect(figures.options).toEqual([
      { chosen: 4, best: 0, weakest: 2 },
      { chosen: 2, best: 2, weakest: 0 },
      { chosen: 0, best: 0, weakest: 0 },
    ])
    const numbers = ['7', '7', '8'].map(value => ({ answer: { value }, others: 50 }))
    expect(optionFigures(numbers, 0).numbers).toEqual([
      { value: '7', count: 2 },
      { value: '8', count: 1 },
    ])
  })
})
