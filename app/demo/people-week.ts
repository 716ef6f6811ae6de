import { addDays, type Day, instantAt, weekday } from '#lib/day'
import type { Context } from '#platform/context'
import { type PersonRow, roster } from '#team'
import { addTalk } from '../../modules/performance/usecases/add-talk.ts'
import { answerPulse } from '../../modules/performance/usecases/answer-pulse.ts'
import { makeDigests } from '../../modules/performance/usecases/make-digests.ts'
import { thank } from '../../modules/performance/usecases/thank.ts'
import type { House } from '../house.ts'

const weeks = 8

/** How the weeks of the demo city's people were. */
export async function seedPulse(house: House, today: Day): Promise<void> {
  const monday = addDays(today, 1 - weekday(today))
  await house.system('demo.pulse', async ctx => {
    const team = await roster.peopleOn(ctx.sql, today)
    for (let back = weeks; back >= 1; back -= 1) {
      const friday = addDays(monday, 4 - back * 7)
      for (const [at, person] of team.entries()) {
        // One in six forgets it each week, another each time.
        if ((at + back) % 6 === 0) continue
        await answerPulse(as(ctx, person, friday), { score: moodOf(person, at, back) })
      }
    }
  })
}

/** The demo city's people as each other’s colleagues: what they said to each other, and the Mondays' digests. */
export async function seedPeople(house: House, today: Day): Promise<void> {
  const monday = addDays(today, 1 - weekday(today))
  await house.system('demo.people', async ctx => {
    const team = await roster.peopleOn(ctx.sql, today)
    await talks(ctx, team, today)
    await thanks(ctx, team, today)
    for (const on of [addDays(monday, -7), monday])
      await makeDigests({ ...ctx, today: on, now: instantAt(on, '07:30') })
  })
}

/** What managers and their people have said to each other; with some they have not found the time. */
async function talks(ctx: Context, team: readonly PersonRow[], today: Day): Promise<void> {
  for (const [at, person] of team.entries()) {
    const manager = team.find(one => one.key === person.reportsToKey)
    if (!manager || at % 4 === 0) continue
    for (const ago of at % 3 === 0 ? [34, 12] : [19]) {
      const heldOn = addDays(today, -ago)
      const line = said[(at + ago) % said.length]!
      await addTalk(as(ctx, manager, heldOn), {
        with: person.id,
        heldOn,
        text: line.text,
        nextOn: addDays(heldOn, 21),
        actions: [
          { title: line.action, ownerId: person.id, dueOn: addDays(heldOn, 10) },
          { title: line.help, ownerId: manager.id, dueOn: addDays(heldOn, 24) },
        ],
      })
    }
  }
}

const said = [
  {
    text: '上月补件多，主要是收入证明；一起看了三笔，问题在面签时没有讲清。\n希望多跟几次终审会。',
    action: '把补件最多的三类写成面签清单',
    help: '安排旁听两次终审会',
  },
  {
    text: '手上件数偏多，晚上常加班；先把两家车行交给同组。\n对二手车评估有兴趣。',
    action: '整理交接两家车行的客户名单',
    help: '确认二手车评估课程的名额',
  },
  { text: '目标进度正常。想了解晋升需要什么。', action: '对照职级要求写一页自评', help: '约人事讲解晋升流程' },
]

/** A word of thanks now and then. */
async function thanks(ctx: Context, team: readonly PersonRow[], today: Day): Promise<void> {
  const of = (username: string) => team.find(one => one.username === username)!
  const words = [
    ['lin', 'chen', 'help', '加急件当天看完，客户很满意', 9],
    ['zhou', 'lin', 'teaching', '陪我跑了两家车行，学到怎么讲综合成本', 6],
    ['chen', 'song', 'teaching', '把否决理由讲得很清楚', 5],
    ['wujiayi', 'hejunjie', 'customer', '先劝住了情绪激动的客户', 4],
    ['zheng', 'maxiao', 'quality', '本月资料一次齐备', 3],
    ['hujiayin', 'lin', 'idea', '补件清单很好用', 2],
  ] as const
  for (const [from, to, reason, text, ago] of words)
    await thank(as(ctx, of(from), addDays(today, -ago)), { personId: of(to).id, reason, text, record: null })
}

/** The reviewers tire towards the end of the eight weeks; the others go up and down a little. */
function moodOf({ post }: PersonRow, at: number, back: number): number {
  const usual = 4 - ((at * 3 + back) % 3 === 0 ? 1 : 0) + ((at + back) % 7 === 0 ? 1 : 0)
  const tired = post === 'credit_reviewer' || post === 'senior_reviewer' ? Math.floor((weeks - back) / 3) : 0
  return Math.max(1, Math.min(5, usual - tired))
}

/** The program's context as a person on a day of the past: the demo was not there to be clicked through. */
function as(ctx: Context, person: PersonRow, on: Day): Context {
  const actor = {
    kind: 'person' as const,
    id: person.id,
    key: person.key,
    name: person.name,
    groupKey: person.groupKey,
    branchKey: person.branchKey,
  }
  return { ...ctx, actor, today: on, now: instantAt(on, '17:30') }
}
