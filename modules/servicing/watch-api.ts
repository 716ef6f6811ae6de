import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'

const loanId = { id: id('loan') }
const reason = { reason: label(text(200), '原因', 'Reason') }
const stands = z.object({
  id: idOut('loan'),
  watched: label(z.boolean(), '人工关注', 'Watched by hand'),
  stage: label(z.number().int(), '减值阶段', 'Impairment stage'),
})

/** A loan put on the watch list by hand, or taken off it. */
export const WatchLine = z.object({
  watched: label(z.boolean(), '列入', 'Put on'),
  reason: z.string(),
  reviewOn: label(dayOut().nullable(), '复核日', 'Review by'),
  recordedOn: label(dayOut(), '登记日', 'Recorded on'),
  recordedAt: instantOut(),
  recordedByName: z.string().nullable(),
})

export const watchApi = {
  watchLoan: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/watch',
    permission: 'servicing.loan.watch',
    summary: '列入关注名单，或改复核日 · Put a loan on the watch list by hand, or set another review day',
    description:
      'A loan that is watched stands in impairment stage 2 at least, from the coming morning on, until it is taken off by hand.',
    refuses: [
      'servicing.loan_not_found',
      'servicing.loan_settled',
      'servicing.loan_set_aside',
      'servicing.day_stale',
      'servicing.review_day',
    ],
  })
    .input(z.object({ ...loanId, ...reason, reviewOn: label(dayIn(), '复核日', 'Review by') }))
    .output(stands.extend({ reviewOn: label(dayOut(), '复核日', 'Review by') })),
  unwatchLoan: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/unwatch',
    permission: 'servicing.loan.watch',
    summary: '解除人工关注 · Take a loan off the watch list',
    description: 'What else keeps the loan on the list, such as being overdue, keeps it there.',
    refuses: [
      'servicing.loan_not_found',
      'servicing.loan_settled',
      'servicing.loan_set_aside',
      'servicing.day_stale',
      'servicing.not_watched',
    ],
  })
    .input(z.object({ ...loanId, ...reason }))
    .output(stands),
}
