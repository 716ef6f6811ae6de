import { z } from 'zod'
import { id, idOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { caseOutcomes, caseReasons, caseVerdicts } from '#training/api'

export const caseApi = {
  tellCase: operation({
    method: 'GET',
    path: '/origination/applications/{id}/case',
    permission: 'origination.case.export',
    summary: '案例预览 · A decided file as a case that names nobody, before it is given to training',
    refuses: ['origination.application_not_found', 'origination.case_open', 'origination.case_rare'],
  })
    .input(z.object({ id: id('application') }))
    .output(
      z.object({
        story: label(z.string(), '案情', 'Story'),
        facts: label(z.record(z.string(), z.string()), '要素', 'Facts'),
        decided: label(z.enum(caseVerdicts).nullable(), '当时的决定', 'What was decided'),
        outcome: label(z.enum(caseOutcomes), '结局', 'How it ended so far'),
        alike: label(z.number().int(), '同样特征的客户数', 'Customers with the same marks'),
      }),
    ),
  exportCase: operation({
    method: 'POST',
    path: '/origination/applications/{id}/case',
    permission: 'origination.case.export',
    summary: '转为培训案例 · Give a decided file, anonymised, to training as a case',
    refuses: [
      'origination.application_not_found',
      'origination.case_open',
      'origination.case_rare',
      'origination.case_taken',
      'training.case_not_anonymous',
    ],
  })
    .input(
      z.object({
        id: id('application'),
        title: label(text(100), '案例标题', 'Title'),
        topic: label(text(40), '主题', 'Topic'),
        policyVerdict: label(z.enum(caseVerdicts), '政策结论', 'What policy decides'),
        policyReasons: label(z.array(z.enum(caseReasons)).max(11), '政策理由', 'Why'),
        policyNote: label(text(2000), '解析', 'Explanation'),
        outcomeNote: label(z.string().trim().max(1000).default(''), '结局说明', 'What happened'),
      }),
    )
    .output(z.object({ id: idOut('study') })),
}
