import type { Word } from '#lib/words'

/** What the fields of team health, the pulse and staffing mean; as `field-words.ts`. */
export const peopleFieldWords: Record<string, Word> = {
  attrition: ['离职迹象', 'Signs that somebody may leave'],
  cases: ['超时的在审件', 'Cases in hand past their time'],
  expiring: ['证书待办数', 'Certificates that want a look'],
  found: ['实际', 'What was found'],
  given: ['本周是否已答', 'Whether answered this week'],
  late: ['是否超期', 'Whether it is late'],
  least: ['最少份数', 'Fewest answers'],
  load: ['负荷（满负荷的百分数）', 'Load in hundredths of a full one'],
  loadParts: ['负荷的组成', 'What the load is made of'],
  mean: ['平均', 'Mean'],
  norm: ['满负荷件数', 'A full load'],
  overdue: ['超期事项', 'Overdue things'],
  points: ['分值', 'Points'],
  pulse: ['每周心情', 'Weekly pulse'],
  quality: ['差错率', 'Defects'],
  sign: ['迹象', 'Sign'],
  signs: ['迹象', 'Signs'],
  told: ['可显示的结果', 'What may be told'],
  answers: ['回答份数', 'Answers'],
  tasks: ['超期任务', 'Tasks past their day'],
  watch: ['关注起点', 'Watch from'],
  week: ['周一', 'The Monday'],
  work: ['在办事项', 'Open work'],
}
