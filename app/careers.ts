import { systemRights } from '#authority'
import { defectRateOf } from '#origination'
import { personResult } from '#performance'
import type { Context } from '#platform/context'
import { pastWall } from '#platform/wall'
import { meetResults, type ResultSource } from '#training'

/** Who may see somebody's career sees the whole figure, and every such reader the same one: the sources look with the house's eyes. */
const whole = (ctx: Context): Context => ({ ...ctx, rights: systemRights })

const metric = (
  code: Parameters<typeof personResult>[1],
  name: ResultSource['name'],
  unit: ResultSource['unit'],
  better: ResultSource['better'],
): ResultSource => ({
  code,
  name,
  unit,
  better,
  of: (ctx, personKey, from, to) => pastWall(ctx.sql, () => personResult(whole(ctx), code, personKey, from, to)),
})

/**
 * Tells training, which stands below the modules that know results of people's work, what a career ladder can ask for. The cycles
 * of appraisal can hand in theirs here as well.
 */
export function introduceResults(): void {
  meetResults([
    metric('reviews', ['审批件数', 'Decisions'], 'count', 'more'),
    metric('turnaround', ['审批时长（中位）', 'Turnaround, median'], 'minutes', 'less'),
    metric('applications', ['进件数', 'Applications'], 'count', 'more'),
    metric('disbursed-amount', ['放款金额', 'Paid out'], 'money', 'more'),
    metric('overdue-rate', ['名下逾期率', 'Overdue share of own loans'], 'share', 'less'),
    {
      code: 'defect-rate',
      name: ['随机质检差错率', 'Defect rate, random checks'],
      unit: 'share',
      better: 'less',
      of: (ctx, personKey, from, to) => pastWall(ctx.sql, () => defectRateOf(whole(ctx), personKey, from, to)),
    },
  ])
}
