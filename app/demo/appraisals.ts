import { addDays, addMonths, type Day, instantAt, monthEnd } from '#lib/day'
import { openVoiceAsks } from '../../modules/performance/store/voice.ts'
import { answerVoice, declineVoice, voiceToken } from '../../modules/performance/usecases/answer-voice.ts'
import { drawInAll } from '../../modules/performance/usecases/draw-asks.ts'
import type { House } from '../house.ts'
import { type Client, staffOf } from './client.ts'
import { demoPeople } from './people.ts'

type Cycle = Awaited<ReturnType<Client['performance']['addCycle']>>

const body: Omit<Parameters<Client['performance']['addCycle']>[0], 'name' | 'from' | 'to' | 'dueDay'> = {
  posts: ['market_developer'],
  weights: [
    { part: 'metrics', weight: 40 },
    { part: 'goals', weight: 20 },
    { part: 'self', weight: 5 },
    { part: 'peer', weight: 10 },
    { part: 'customer', weight: 10 },
    { part: 'manager', weight: 15 },
  ],
  metrics: [
    { post: 'market_developer', code: 'disbursed-amount', target: '600000', weight: 40 },
    { post: 'market_developer', code: 'fpd30', target: '0.03', weight: 40 },
    { post: 'market_developer', code: 'papers-returned', target: '0.2', weight: 20 },
  ],
}
/** Once there are targets from the company down to people, metrics and a goal are measured against each one's own. */
const ownTargets = {
  ...body,
  metrics: body.metrics.map(one => (one.code === 'papers-returned' ? one : { ...one, target: null })),
}
const goals = [
  { text: '每周回访两家合作车商', weight: 60 },
  { text: '资料一次齐备率达到九成', weight: 40 },
]
const measuredGoals = [goals[0]!, { text: '首期逾期守在目标以内', weight: 40, code: 'fpd30' as const }]

type Move = 'open' | 'calibrating' | 'signing' | 'closed'

/** Whoever runs cycles: opens one, takes it on. */
async function runner(house: House) {
  const hr = (await staffOf(house)('yuyang')).performance
  const move = (cycle: Pick<Cycle, 'id' | 'version'>, to: Move) =>
    hr.moveCycle({ id: cycle.id, version: cycle.version, to })
  const open = async (from: Day, to: Day, name: string, content = body) =>
    move(await hr.addCycle({ ...content, name, from, to, dueDay: addDays(to, 10) }), 'open')
  return { hr, move, open }
}

/** One cycle that is over, signed by everybody. */
export async function seedPastCycle(house: House, today: Day): Promise<void> {
  const as = staffOf(house)
  const { hr, move, open } = await runner(house)
  const month = `${today.slice(0, 7)}-01` as Day
  const first = addMonths(month, -3)
  let past = await open(
    first,
    addDays(month, -1),
    `${first.slice(0, 7)} 至 ${addMonths(month, -1).slice(0, 7)} 季度考核`,
  )
  await fill(house, past, () => true)
  await hear(house, today)
  past = await move(past, 'calibrating')
  const [lowest] = (await hr.listAppraisals({ cycleId: past.id }))
    .filter(row => row.score !== null)
    .sort((a, b) => Number(a.score) - Number(b.score))
  if (lowest)
    await hr.calibrate({
      id: lowest.id,
      version: lowest.version,
      score: Math.min(100, Number(lowest.score) + 2),
      reason: '期间支援新车商上线，与同组拉齐',
    })
  await sit(house, past)
  past = await move(past, 'signing')
  for (const row of await hr.listAppraisals({ cycleId: past.id })) {
    const { person, manager } = sides(row)
    let version = row.version
    for (const username of [person, manager])
      if (username) version = (await (await as(username)).performance.signAppraisal({ id: row.id, version })).version
  }
  if ((await hr.listCycles()).find(cycle => cycle.id === past.id)?.waiting === 0) await move(past, 'closed')
}

/** One cycle in progress, in which some have done their part. */
export async function seedPresentCycle(house: House, today: Day): Promise<void> {
  const { open } = await runner(house)
  const month = `${today.slice(0, 7)}-01` as Day
  const present = await open(month, monthEnd(month), `${month.slice(0, 7)} 月度考核`, ownTargets)
  await fill(house, present, at => at % 2 === 0, measuredGoals)
  await hear(house, today)
}

/** Customers are asked in the morning, and most of them have answered by noon; now and then one does not want to be asked again. */
async function hear(house: House, today: Day): Promise<void> {
  const asked = await house.system('demo.voice', async ctx => {
    await drawInAll({ ...ctx, now: instantAt(today, '08:30') })
    return openVoiceAsks(ctx.sql)
  })
  for (const [at, key] of asked.entries()) {
    const token = voiceToken(house.spine.vault, key)
    if (at % 6 !== 4) await answerVoice(house.spine, token, at % 9 === 7 ? 2 : at % 4 === 1 ? 4 : 5)
    if (at % 10 === 4) await declineVoice(house.spine, token)
  }
}

/** The sign-ins of a person and the manager. */
function sides(row: { personName: string; managerName: string | null }) {
  const username = (name: string | null) => demoPeople.find(one => one.name === name)?.username
  return { person: username(row.personName), manager: username(row.managerName) }
}

/** One sitting: whoever stands nearest below a grade is moved up into it. */
async function sit(house: House, cycle: Cycle): Promise<void> {
  const as = staffOf(house)
  const hr = (await as('yuyang')).performance
  const board = await hr.calibrationBoard({ id: cycle.id })
  const rising = [...board.bands].sort((a, b) => a.from - b.from)
  const near = board.groups
    .flatMap(group => group.people)
    .flatMap(place => {
      const above = rising.find(band => place.score !== null && band.from > Number(place.score))
      return above ? [{ place, grade: above.grade, gap: above.from - Number(place.score) }] : []
    })
    .sort((a, b) => a.gap - b.gap)[0]
  if (!near) return
  const manager = (await (await as('zheng')).team.me()).person.id as `person_${string}`
  await hr.sitCalibration({
    id: cycle.id,
    attended: [manager],
    changes: [
      { id: near.place.id, version: near.place.version, grade: near.grade, reason: '差距很小，期内带教新人，同意上调' },
    ],
  })
}

async function fill(
  house: House,
  cycle: Cycle,
  done: (at: number) => boolean,
  wanted: Parameters<Client['performance']['setGoals']>[0]['goals'] = goals,
): Promise<void> {
  const as = staffOf(house)
  const hr = (await as('yuyang')).performance
  for (const [at, row] of (await hr.listAppraisals({ cycleId: cycle.id })).entries()) {
    const { person, manager } = sides(row)
    if (!person || !manager) continue
    const own = (await as(person)).performance
    const chief = (await as(manager)).performance
    let { version } = await own.setGoals({ id: row.id, version: row.version, goals: wanted })
    if (!done(at)) continue
    version = (await chief.agreeGoals({ id: row.id, version })).version
    version = (
      await own.assessSelf({ id: row.id, version, score: 84 + (at % 9), text: '目标基本完成，资料退回有所减少。' })
    ).version
    await chief.assessPerson({
      id: row.id,
      version,
      score: 76 + ((at * 7) % 20),
      text: '回访按计划进行，资料质量较上期稳定。',
      results: wanted.map((goal, n) => (goal.code ? null : n === 0 ? 80 + (at % 15) : 70 + ((at * 5) % 25))),
    })
  }
  for (const [at, { username }] of demoPeople.entries()) {
    const client = (await as(username)).performance
    for (const ask of await client.listPeerAsks())
      if (done(at)) await client.answerPeer({ id: ask.id, score: 72 + ((at * 11) % 26) })
  }
}
