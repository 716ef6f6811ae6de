import type { Words } from '#lib/words'

export const words = {
  performance: ['绩效', 'Performance'],
  'performance.board': ['团队看板', 'Team board'],
  'performance.metric': ['指标', 'Metric'],
  'performance.board.note': [
    '{count} 人，点任何数字可看到它由哪些记录组成',
    '{count} people; any figure opens the records it is made of',
  ],
  'performance.month': ['本月', 'Month'],
  'performance.quarter': ['本季', 'Quarter'],
  'performance.year': ['本年', 'Year'],
  'performance.by-person': ['按人', 'By person'],
  'performance.by-group': ['按组', 'By group'],
  'performance.metric.in-progress': ['在办进件', 'In progress'],
  'performance.metric.in-progress.definition': [
    '此刻尚未放款、也未结束的进件数，按经办的市场开发计。',
    'Applications open now, neither disbursed nor ended, by the developer who owns them.',
  ],
  'performance.metric.applications': ['进件数', 'Applications'],
  'performance.metric.applications.definition': [
    '期内提交审批的进件数，按提交日计入。',
    'Applications submitted in the period, by the day of submission.',
  ],
  'performance.metric.approval-rate': ['审批通过率', 'Approval rate'],
  'performance.metric.approval-rate.definition': [
    '期内已有结论的进件中通过的比例（件数），按结论日计入。',
    'Share of applications decided in the period that were approved, by number and day of decision.',
  ],
  'performance.metric.disbursed-amount': ['放款金额', 'Disbursed amount'],
  'performance.metric.disbursed-amount.definition': [
    '期内放款的贷款本金合计，按放款日计入。',
    'Principal of the loans disbursed in the period, by the day of disbursement.',
  ],
  'performance.metric.overdue-rate': ['逾期率', 'Overdue rate'],
  'performance.metric.overdue-rate.definition': [
    '此刻逾期 1 天及以上贷款的剩余本金 ÷ 全部剩余本金。',
    'Outstanding principal of loans 1 or more days past due now, over all outstanding principal.',
  ],
  'performance.metric.reviews': ['审批件数', 'Decisions'],
  'performance.metric.reviews.definition': [
    '期内由本人作出结论的审批次数，按结论日计入。',
    'Decisions taken by the person in the period, by the day of decision.',
  ],
  'performance.metric.review-approval-rate': ['审批人通过率', 'Reviewer approval rate'],
  'performance.metric.review-approval-rate.definition': [
    '本人期内作出的结论中通过的比例（件数）。',
    'Share of the person’s decisions in the period that were approvals, by number.',
  ],
  'performance.metric.turnaround': ['审批时长（中位）', 'Turnaround (median)'],
  'performance.metric.turnaround.definition': [
    '从进入该环节到作出结论的工作时间分钟数的中位数，节假日与非工作时间不计。',
    'Median working minutes from entering the stage to the decision; holidays and time outside working hours do not count.',
  ],
  'performance.unit.count': ['件', 'cases'],
  'performance.unit.money': ['元', 'yuan'],
  'performance.unit.share': ['比例', 'share'],
  'performance.unit.minutes': ['分钟', 'minutes'],
  'permission.performance.metric.read': ['查看绩效指标', 'See performance figures'],
  'refusal.performance.period': [
    '截止日不能早于起始日，且跨度不超过十年。',
    'The period must run forward and span at most ten years.',
  ],
} satisfies Words
