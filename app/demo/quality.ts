import { type Day, daysBetween, instantAt } from '#lib/day'
import type { steeredClock } from '#platform/clock'
import type { House } from '../house.ts'
import type { City } from './book.ts'
import { type Client, staffOf } from './client.ts'
import type { pipelineOf } from './pipeline.ts'

/** What is changed of the quality parameters, because the demo city decides few files a day. */
const parameters = [
  { code: 'quality.sampling', value: { randomShare: '0.70', newcomerDays: 90, replyDays: 5 } },
  { code: 'quality.lesson', value: { defects: 3, windowDays: 30, recheckFiles: 6, lessonDays: 7 } },
] as const

/** Draws most files and re-checks six after a lesson. */
export async function sampleMore(house: House, fromDay: Day): Promise<void> {
  const as = staffOf(house)
  const proposer = await as('sun')
  const approver = await as('guo')
  for (const { code, value } of parameters) {
    const source = '演示城市每日审批件数少'
    const proposal = { code, value, fromDay, source, mark: 'D' as const, reason: '件数少，多抽、少复检' }
    const { id } = await proposer.reference.proposeParameter(proposal as never)
    await approver.reference.decideParameter({ id, approved: true, reason: '同意' })
  }
}

/** Which lesson each defect leads to. */
const lessons: Record<string, string> = {
  'income-unverified': 'income-check',
  'reason-missing': 'decision-reasons',
  'wrongly-rejected': 'decision-reasons',
  'document-missed': 'papers-check',
  'document-unclear': 'papers-check',
  'identity-unchecked': 'fraud-recognition',
  'vehicle-value': 'credit-policy',
  'policy-breach': 'credit-policy',
}

/** Somebody whose files keep showing one defect until the lesson is learnt: in which of the checked files before and after it. */
type Story = {
  reviewer: string
  sellers: string[]
  from: number
  code: string
  notes: string[]
  before: number[]
  after: number[]
}
const stories: Story[] = [
  {
    reviewer: 'zhao',
    sellers: ['lin', 'zhou', 'maxiao'],
    from: 64,
    code: 'income-unverified',
    notes: [
      '只有收入证明，没有流水，月收入按声明的 12,000 元计算',
      '流水只取了最近一个月，含年终奖',
      '个体户流水总额当作收入，未剔除同一对手的进出',
    ],
    before: [0, 2, 4],
    after: [],
  },
  {
    reviewer: 'feng',
    sellers: ['xuwenbo', 'luo'],
    from: 62,
    code: 'reason-missing',
    notes: [
      '理由只写“月供超出还款能力”，没有核实收入和负债',
      '退件未写明缺哪样资料',
      '拒绝理由与流水不符，没有引用标准',
    ],
    before: [1, 2, 4],
    after: [1, 4],
  },
]
/** Files decided before the story ends: what is needed for three defects, and the six after the lesson. */
const mostFiles = 22

/**
 * Two reviewers of the demo city learn from their mistakes: files are decided, drawn, checked, replied to (one defect is contested
 * and upheld by a third person), the lesson is given and read, the next files are checked all. Every step is the program's own.
 */
export function mistakesOf(
  city: City,
  clock: ReturnType<typeof steeredClock>,
  walk: ReturnType<typeof pipelineOf>,
  start: Day,
  today: Day,
) {
  const as = staffOf(city.house)
  const span = daysBetween(start, today)
  // A short city has no room for a lesson and what comes after it.
  const state = (span > 90 ? stories : []).map(story => ({
    ...story,
    files: 0,
    found: 0,
    checked: 0,
    checkedAfter: 0,
    learnt: false,
    done: false,
  }))
  type Told = (typeof state)[number]

  async function checkFiles(one: Told): Promise<void> {
    const checker = await as('sun')
    const personId = city.people.get(one.reviewer)!
    const { rows } = await checker.origination.listChecks({ state: 'open', personId, limit: 50 })
    for (const check of rows.toReversed()) {
      const place = one.checkedAfter
      const wrong = one.learnt ? one.after.includes(place) : one.before.includes(one.checked)
      const note = wrong ? one.notes[one.learnt ? place % one.notes.length : one.found]! : ''
      await checker.origination.recordCheck({
        id: check.id,
        version: check.version,
        defects: wrong ? [{ code: one.code, note }] : [],
        note: wrong ? '' : '与政策相符',
      })
      if (wrong) await answer(await as(one.reviewer), check.id, !one.learnt && one.found === 1)
      if (one.learnt) one.checkedAfter += 1
      else {
        one.checked += 1
        if (wrong) one.found += 1
      }
    }
  }

  /** The person judged accepts, or contests and a third person upholds. */
  async function answer(judged: Client, id: `check_${string}`, contests: boolean): Promise<void> {
    const { lines } = await judged.origination.getCheck({ id })
    const reason = contests ? '当时以为一个月流水已够' : ''
    const replies = lines.map(line => ({
      defectId: line.id,
      answer: contests ? ('contest' as const) : ('accept' as const),
      reason,
    }))
    await judged.origination.replyToCheck({ id, replies })
    if (!contests) return
    const third = await as('guo')
    for (const line of lines)
      await third.origination.ruleOnCheck({
        id,
        defectId: line.id,
        upheld: true,
        reason: '政策要求写明依据，两者都没有，维持',
      })
  }

  /** Reads the lesson that was given for the defect, once it was. */
  async function learn(one: Told): Promise<void> {
    const reviewer = await as(one.reviewer)
    const code = lessons[one.code]!
    const { duties } = await reviewer.training.myLearning()
    if (!duties.some(duty => duty.courseCode === code && duty.source === 'defect')) return
    const { lessonList } = await reviewer.training.getCourse({ code })
    for (const lesson of lessonList)
      await reviewer.training.finishLesson({ id: lesson.id, seconds: lesson.minutes * 55 })
    one.learnt = true
  }

  return {
    /** In the morning, before the desk opens: yesterday's draws are checked, and a file or two are decided. */
    async morning(on: Day): Promise<void> {
      if (on === start) {
        clock.set(instantAt(on, '09:30'))
        const director = await as('guo')
        for (const code of await director.origination.listDefectCodes())
          await director.origination.saveDefectCode({ ...code, courseCode: lessons[code.code] ?? null })
      }
      for (const one of state) {
        const begun = daysBetween(on, today) <= Math.min(one.from, span - 2)
        if (one.done || !begun) continue
        clock.set(instantAt(on, '08:40'))
        await checkFiles(one)
        await city.house.drain()
        // The lesson is read after it was given, not in the same moment.
        clock.set(instantAt(on, '09:00'))
        if (!one.learnt && one.found >= one.notes.length) await learn(one)
        await city.house.drain()
        one.done = one.files >= mostFiles || (one.learnt && one.checkedAfter >= 8)
        if (one.done || (one.found >= one.notes.length && !one.learnt)) continue
        const stage = one.files % 3 === 1 ? 'approved' : 'rejected'
        await walk(city.random.pick(one.sellers), on, stage, false, one.reviewer)
        one.files += 1
      }
    },
    /** How many files were decided so far. */
    files: () => state.reduce((sum, one) => sum + one.files, 0),
    /** After the close: what was decided is drawn. */
    async night(): Promise<void> {
      if (state.some(one => one.files > 0 && !one.done)) await city.house.drain()
    },
  }
}

/** Most of the files drawn lately are checked: clean, but for two whose defect waits for the reply. */
export async function seedQuality(house: House): Promise<void> {
  const as = staffOf(house)
  const checker = await as('sun')
  const { rows } = await checker.origination.listChecks({ state: 'open', limit: 50 })
  for (const [index, check] of rows.slice(0, Math.ceil(rows.length * 0.7)).entries()) {
    const code = index === 0 ? 'vehicle-value' : index === 2 ? 'document-unclear' : null
    await checker.origination.recordCheck({
      id: check.id,
      version: check.version,
      defects:
        code === null ? [] : [{ code, note: index === 0 ? '成交价高于评估价一成以上，未说明' : '行驶证照片反光' }],
      note: code === null ? '与政策相符' : '',
    })
  }
}
