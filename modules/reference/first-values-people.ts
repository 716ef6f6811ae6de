import type { Day } from '#lib/day'
import type { FirstValue } from './first-values.ts'

const law = '2018-01-01' as Day
const ours = '本机构初始设定，待管理层复核'

/** First values of the parameters about a team's own people: all of them our own choice. */
export const peopleFirstValues: FirstValue[] = [
  {
    code: 'health.norms',
    fromDay: law,
    source: `${ours}（一人只做一种事时的满负荷）`,
    mark: 'D',
    value: [
      { work: 'leads', open: 40 },
      { work: 'in-progress', open: 15 },
      { work: 'in-hand', open: 4 },
    ],
  },
  {
    code: 'health.signs',
    fromDay: law,
    source: `${ours}（不使用健康、家庭、年龄、性别等个人情况）`,
    mark: 'D',
    value: [
      { sign: 'overload', limit: 120, weight: 20 },
      { sign: 'overdue', limit: 5, weight: 10 },
      { sign: 'output-fell', limit: 40, weight: 20 },
      { sign: 'score-fell', limit: 10, weight: 15 },
      { sign: 'long-in-post', limit: 36, weight: 10 },
      { sign: 'manager-changed', limit: 90, weight: 10 },
      { sign: 'colleagues-left', limit: 90, weight: 15 },
      { sign: 'no-leave', limit: 270, weight: 10 },
      { sign: 'no-talk', limit: 60, weight: 10 },
    ],
  },
  { code: 'health.levels', fromDay: law, source: ours, mark: 'D', value: { watch: 25, high: 50 } },
  {
    code: 'leaderboard.rules',
    fromDay: law,
    source: `${ours}（可全公司关闭；每人也可自己不列入）`,
    mark: 'D',
    value: { listed: 'listed', leastPeople: 4 },
  },
  {
    code: 'thanks.limits',
    fromDay: law,
    source: `${ours}（防止互相刷数）`,
    mark: 'D',
    value: { perDay: 3, perPair: 2 },
  },
  {
    code: 'pulse.least',
    fromDay: law,
    source: `${ours}（匿名调查常用的最少份数）`,
    mark: 'D',
    value: 4,
  },
  {
    code: 'training.anonymity',
    fromDay: law,
    source: `${ours}（个人信息保护法第 73 条：匿名化后不能识别特定自然人）`,
    mark: 'D',
    value: { smallest: 5 },
  },
  {
    code: 'quality.sampling',
    fromDay: law,
    source: `${ours}（新人、政策例外与首期违约全检）`,
    mark: 'D',
    value: { randomShare: '0.10', newcomerDays: 90, replyDays: 5 },
  },
  {
    code: 'quality.lesson',
    fromDay: law,
    source: ours,
    mark: 'D',
    value: { defects: 3, windowDays: 30, recheckFiles: 10, lessonDays: 7 },
  },
  {
    code: 'quality.windows',
    fromDay: law,
    source: `${ours}（首期违约按逾期 30 天认定）`,
    mark: 'D',
    value: { drawBackDays: 7, firstPaymentDays: 30, firstPaymentWatchDays: 120, compareDays: 90 },
  },
]
