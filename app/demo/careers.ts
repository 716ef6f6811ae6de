import { must } from '#lib/assert'
import { addDays, addMs, type Day } from '#lib/day'
import type { steeredClock } from '#platform/clock'
import { staffing } from '#team'
import type { City } from './book.ts'
import { staffOf } from './client.ts'
import { demoNewcomer } from './people.ts'
import type { pipelineOf } from './pipeline.ts'

type Level = 'newcomer' | 'regular' | 'senior'
type Asks = {
  months?: number
  certificates?: string[]
  skills?: [code: string, rating: number][]
  results?: [source: string, months: number, bound: string, least: number][]
}
const step = (code: string, name: string, nameEn: string, post: string, level: Level, asks: Asks = {}) => ({
  code,
  name,
  nameEn,
  post,
  level,
  months: asks.months ?? 0,
  certificates: asks.certificates ?? [],
  skills: (asks.skills ?? []).map(([skill, rating]) => ({ code: skill, rating })),
  results: (asks.results ?? []).map(([source, months, bound, least]) => ({ source, months, bound, least })),
})

const skills = [
  ['statements', '读流水', 'Reading statements'],
  ['interview', '电话核实', 'Verifying by telephone'],
  ['coaching', '带教', 'Coaching'],
  ['dealers', '车商经营', 'Working with dealers'],
] as const

const reviewing = ['credit-approval', 'anti-fraud', 'personal-information']
const ladders = [
  {
    code: 'review',
    function: 'review',
    name: '审核序列',
    nameEn: 'Review ladder',
    steps: [
      step('trainee', '见习审核员', 'Trainee reviewer', 'credit_reviewer', 'newcomer'),
      step('reviewer', '审核员', 'Reviewer', 'credit_reviewer', 'regular', {
        months: 3,
        certificates: reviewing,
        skills: [['statements', 3]],
      }),
      step('senior', '资深审核员', 'Experienced reviewer', 'credit_reviewer', 'senior', {
        months: 12,
        certificates: reviewing,
        skills: [
          ['statements', 4],
          ['interview', 4],
        ],
        results: [
          ['reviews', 6, '10', 10],
          ['turnaround', 6, '240', 10],
          ['defect-rate', 6, '1000', 10],
        ],
      }),
      step('final', '终审', 'Final reviewer', 'senior_reviewer', 'regular', {
        months: 12,
        certificates: reviewing,
        skills: [
          ['statements', 4],
          ['coaching', 4],
        ],
        results: [
          ['reviews', 12, '30', 20],
          ['defect-rate', 12, '500', 20],
        ],
      }),
    ],
  },
  {
    code: 'market',
    function: 'market',
    name: '市场序列',
    nameEn: 'Market ladder',
    steps: [
      step('trainee', '见习客户经理', 'Trainee', 'market_developer', 'newcomer'),
      step('manager', '客户经理', 'Account manager', 'market_developer', 'regular', {
        months: 3,
        certificates: ['personal-information', 'anti-fraud'],
      }),
      step('senior', '资深客户经理', 'Senior account manager', 'market_developer', 'senior', {
        months: 12,
        certificates: ['personal-information', 'anti-fraud'],
        skills: [['dealers', 4]],
        results: [
          ['disbursed-amount', 6, '200000000', 10],
          ['overdue-rate', 6, '300', 10],
        ],
      }),
      step('lead', '团队经理', 'Team manager', 'team_manager', 'regular', {
        months: 24,
        skills: [
          ['dealers', 5],
          ['coaching', 4],
        ],
        results: [['overdue-rate', 12, '250', 20]],
      }),
    ],
  },
  {
    code: 'risk',
    function: 'risk',
    name: '风控序列',
    nameEn: 'Risk ladder',
    steps: [
      step('officer', '风控专员', 'Risk officer', 'risk_officer', 'regular', { certificates: ['credit-approval'] }),
      step('director', '风控总监', 'Risk director', 'risk_director', 'regular', {
        months: 36,
        certificates: ['credit-approval', 'anti-fraud', 'risk-classification'],
        skills: [['coaching', 4]],
      }),
    ],
  },
]

/** Ladders, skills judged, a proposal that waits for HR, key posts with and without successors. */
export async function seedCareers(city: City): Promise<void> {
  const as = staffOf(city.house, '演示城市职业发展')
  const person = (username: string) => must(city.people.get(username), username)
  const hr = await as('yuyang')
  const zheng = await as('zheng')
  const { businessDay } = await hr.team.me()
  for (const [code, name, nameEn] of skills) await hr.training.saveSkill({ code, name, nameEn })
  const director = await as('guo')
  for (const ladder of ladders) {
    const { code, number } = await hr.training.saveLadder({
      ...ladder,
      number: 0,
      fromDay: businessDay,
      changeNote: '首版',
    })
    await director.training.decideLadder({ code, number, approved: true, reason: '与岗位说明书一致，同意' })
  }
  // One revision waits this morning, so that it can be seen what it would change.
  const [review] = ladders
  await hr.training.saveLadder({
    ...review!,
    number: 1,
    fromDay: addDays(businessDay, 30),
    changeNote: '终审须持资产风险分类证书，资深审核员时效放宽到 5 小时',
    steps: review!.steps.map(one =>
      one.code === 'final'
        ? { ...one, certificates: [...one.certificates, 'risk-classification'] }
        : one.code === 'senior'
          ? {
              ...one,
              results: one.results.map(result =>
                result.source === 'turnaround' ? { ...result, bound: '300' } : result,
              ),
            }
          : one,
    ),
  })
  for (const [username, skill, rating, note] of [
    ['chen', 'statements', 4, '近一季抽看的流水都指出了关键对手'],
    ['chen', 'interview', 4, '电核话术完整，能问出矛盾'],
    ['zhao', 'statements', 3, '大额进出会漏看一侧'],
    ['lin', 'dealers', 4, '三家车商月月有量'],
    ['song', 'coaching', 5, '带出两名审核员'],
  ] as const)
    await zheng.training.rateSkill({ personId: person(username), skill, rating, note })
  await zheng.training.proposeCareer({
    personId: person('chen'),
    kind: 'promotion',
    ladder: 'review',
    step: 'senior',
    fromDay: addDays(businessDay, 20),
    reason: '独立审批稳定，时效与质检都在前列，可以带新人',
    exceptionReason: '抽检件数仍在累积',
  })
  const { groups } = await hr.team.organisation({})
  const group = (name: string) => must(groups.find(one => one.name === name)?.id ?? null, name)
  for (const [post, place, note, successor] of [
    ['senior_reviewer', '上海审核组', '本地唯一终审，空缺即停摆', ['chen', 'within-year', '资深审核员，差带教']],
    ['risk_director', '风险控制部', '最终风险否决人', ['sun', 'now', '多次代行职责']],
    ['finance_manager', '财务部', '放款与日终复核人', null],
    ['team_manager', '上海管理组', '上海业务负责人', ['song', 'later', '管理经验尚少']],
  ] as const) {
    const { id } = await hr.training.addKeyPost({ post, groupId: group(place), note })
    if (!successor) continue
    const [username, readiness, remark] = successor
    await hr.training.nameSuccessor({ id, personId: person(username), readiness, note: remark })
  }
  const gao = await as('gao')
  await gao.training.addProof({
    code: 'anti-fraud',
    issuer: '示范行业协会',
    issuedOn: addDays(businessDay, -40),
    validUntil: addDays(businessDay, 300),
    name: '反欺诈培训结业证.png',
    content: onePixel,
  })
}

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** What the first days of a reviewer consist of. */
const firstDays = [
  ['account', '账号、印章与保密承诺', 'Accounts, seals, confidentiality', 3, 'manager', null],
  ['team', '认识审核、市场、风控的同事', 'Meet review, market and risk', 5, 'mentor', null],
  ['policy', '学完信贷政策并通过考试', 'Learn the credit policy and pass', 30, 'newcomer', 'credit-policy'],
  ['beside', '旁听五件真实审批', 'Sit beside five real decisions', 10, 'mentor', null],
  ['dealer-visit', '随市场拜访一家车商', 'Visit a dealer with a colleague', 20, 'newcomer', null],
  [
    'shadow',
    '影子审批满二十件，与带教人逐件复盘',
    'Twenty shadow decisions, gone through together',
    60,
    'newcomer',
    null,
  ],
  ['defects', '复盘本组近三月质检差错', 'Go through the group’s defects of three months', 45, 'mentor', null],
  ['alone', '在带教人复核下独立审批', 'Decide under the mentor’s eyes', 90, 'manager', null],
] as const

/** A reviewer in her fourth week: mentor, checklist, and files she decided in shadow before they were really decided. */
export async function seedNewcomer(
  city: City,
  clock: ReturnType<typeof steeredClock>,
  walk: ReturnType<typeof pipelineOf>,
  today: Day,
): Promise<void> {
  const as = staffOf(city.house, '演示城市新人')
  const hr = await as('yuyang')
  const { groups } = await hr.team.organisation({})
  const began = addDays(today, -24)
  const { username, name, password, post, group, reportsTo } = demoNewcomer
  const person = (of: string) => must(city.people.get(of), of)
  const { id: personId } = await city.house.system('demo.newcomer', ctx =>
    staffing.addPerson(ctx, {
      name,
      username,
      password,
      post,
      joinedOn: began,
      fromDay: began,
      groupId: must(groups.find(one => one.name === group)?.id ?? null, group),
      reportsTo: person(must(reportsTo, 'a superior')),
    }),
  )
  city.people.set(username, personId)
  await hr.training.saveFirstDaysPlan({
    post,
    number: 0,
    fromDay: today,
    reviewDays: [30, 60, 90],
    changeNote: '首版：听、看、影子审批、独立审批',
    items: firstDays.map(([code, title, nameEn, withinDays, by, courseCode]) => ({
      code,
      name: title,
      nameEn,
      withinDays,
      by,
      courseCode,
    })),
  })
  const zheng = await as('zheng')
  const { id } = await zheng.training.startFirstDays({ personId, mentorId: person('song'), fromDay: began })
  const song = await as('song')
  const fang = await as(username)
  await zheng.training.tickFirstDays({ id, item: 'account' })
  await song.training.tickFirstDays({ id, item: 'team' })
  await song.training.tickFirstDays({ id, item: 'beside', note: '五件都写了听审笔记' })
  await fang.training.tickFirstDays({ id, item: 'dealer-visit' })
  await song.training.reviewFirstDays({
    id,
    day: 30,
    role: 'mentor',
    verdict: 'on-track',
    good: '材料看得细，愿意问',
    better: '结论下得慢，先抓还款来源',
  })
  for (let file = 0; file < 5; file += 1) await walk('lin', today, 'submitted')
  const chen = await as('chen')
  // Those that came up from another desk are not the reviewer's to decide again.
  const files = (await fang.origination.listShadowFiles()).filter(file => file.state === 'first-review').slice(-5)
  for (const [index, file] of files.entries()) {
    clock.set(addMs(clock.now(), 7 * 60_000))
    const reject = index === 1 || index === 3
    await fang.origination.decideInShadow({
      id: file.id,
      verdict: reject ? 'reject' : 'approve',
      reason: reject ? 'income' : null,
      note: reject ? '流水只有三个月，收入撑不起月供' : '收入稳定，成数不高',
    })
    if (index === 4) continue
    const { version, authority } = await chen.origination.getReview({ id: file.id }).then(review => ({
      version: review.application.version,
      authority: review.authority,
    }))
    const approve = authority.allow && index !== 2
    await chen.origination.reviewApplication({
      id: file.id,
      version,
      verdict: approve ? 'approve' : 'reject',
      reason: approve ? null : 'debt',
      note: approve ? '流水与单位核实一致' : '征信另有未到首期的消费贷，负债过高',
    })
  }
}
