import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { postCode } from '#team/api'
import { codeIn } from './certificate-api.ts'
import { fileIn } from './course-api.ts'
import { newcomerRoles, newcomerStates, reviewVerdicts } from './newcomer.ts'

const ItemShape = z.object({
  code: label(codeIn(), '代码', 'Code'),
  name: label(text(100), '事项', 'What'),
  nameEn: label(text(150), '英文名称', 'English name'),
  withinDays: label(z.number().int().min(0).max(365), '几天内', 'Within days'),
  by: label(z.enum(newcomerRoles), '由谁完成', 'By whom'),
  courseCode: label(codeIn().nullable(), '课程', 'Course'),
})

const PlanVersion = z.object({
  post: postCode,
  number: z.number().int(),
  fromDay: dayOut(),
  reviewDays: z.array(z.number().int()),
  changeNote: z.string(),
  madeByName: z.string().nullable(),
  items: z.array(ItemShape),
})

const NewcomerRow = z.object({
  id: idOut('newcomer'),
  personId: idOut('person'),
  personName: z.string(),
  post: z.string(),
  groupName: z.string(),
  mentorId: idOut('person'),
  mentorName: z.string(),
  fromDay: dayOut(),
  dayCount: z.number().int(),
  state: z.enum(newcomerStates),
  done: z.number().int(),
  items: z.number().int(),
  overdueCount: z.number().int(),
  nextReviewDay: z.number().int().nullable(),
  nextReviewOn: dayOut().nullable(),
  lastVerdict: z.enum(reviewVerdicts).nullable(),
})

const FirstDays = NewcomerRow.extend({
  managerName: z.string().nullable(),
  planNumber: z.number().int(),
  /** What the reader is here, which says what the reader may tick and write. */
  roles: z.array(z.enum(newcomerRoles)),
  checklist: z.array(
    ItemShape.extend({
      dueOn: dayOut(),
      doneOn: dayOut().nullable(),
      doneByName: z.string().nullable(),
      note: z.string(),
      overdue: z.boolean(),
    }),
  ),
  milestones: z.array(
    z.object({
      day: z.number().int(),
      dueOn: dayOut(),
      open: z.boolean(),
      reviews: z.array(
        z.object({
          role: z.enum(newcomerRoles),
          verdict: z.enum(reviewVerdicts),
          good: z.string(),
          better: z.string(),
          saidByName: z.string(),
          saidAt: instantOut(),
        }),
      ),
    }),
  ),
})

const Proof = z.object({
  id: idOut('proof'),
  personId: idOut('person'),
  personName: z.string(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  issuer: z.string(),
  issuedOn: dayOut(),
  validUntil: dayOut().nullable(),
  fileName: z.string(),
  mediaType: z.string(),
  sentAt: instantOut(),
  state: z.enum(['waiting', 'accepted', 'refused']),
  decidedByName: z.string().nullable(),
  decidedAt: instantOut().nullable(),
  reason: z.string(),
  mine: z.boolean(),
})

export const newcomerApi = {
  listFirstDaysPlans: operation({
    method: 'GET',
    path: '/training/first-days-plans',
    permission: 'training.course.read',
    summary: '新人清单 · What the first days in each post consist of, every version',
  }).output(z.array(PlanVersion)),
  saveFirstDaysPlan: operation({
    method: 'POST',
    path: '/training/first-days-plans/{post}/versions',
    permission: 'training.newcomer.plan',
    summary: '发布新人清单新版 · Publish a version of a post’s first days, for who begins from its day on',
    refuses: ['training.stale', 'training.ladder_day', 'training.first_days_item'],
  })
    .input(
      z.object({
        post: label(postCode, '岗位', 'Post'),
        number: label(z.number().int().min(0), '所依据的版本', 'Version it is made from'),
        fromDay: label(dayIn(), '生效日', 'Holds from'),
        reviewDays: label(z.array(z.number().int().min(1).max(365)).min(1).max(6), '回顾日（第几天）', 'Review days'),
        changeNote: label(text(300), '修订说明', 'What changed'),
        items: label(z.array(ItemShape).min(1).max(60), '事项', 'Items'),
      }),
    )
    .output(z.object({ post: z.string(), number: z.number().int() })),
  listNewcomers: operation({
    method: 'GET',
    path: '/training/newcomers',
    permission: 'training.newcomer.read',
    summary: '新人 · Newcomers within reach or mentored, and who has begun without a path',
  })
    .input(listIn({ state: z.enum(newcomerStates).optional() }, ['fromDay']))
    .output(
      pageOut(NewcomerRow).extend({
        without: z.array(
          z.object({ personId: idOut('person'), personName: z.string(), post: z.string(), joinedOn: dayOut() }),
        ),
      }),
    ),
  getFirstDays: operation({
    method: 'GET',
    path: '/training/people/{personId}/first-days',
    permission: 'training.newcomer.read',
    summary: '新人之路 · Somebody’s first days: checklist, reviews, mentor',
    refuses: ['training.person_not_found', 'training.newcomer_not_found'],
  })
    .input(z.object({ personId: id('person') }))
    .output(FirstDays),
  getNewcomer: operation({
    method: 'GET',
    path: '/training/newcomers/{id}',
    permission: 'training.newcomer.read',
    summary: '新人之路 · First days by their own identifier',
    refuses: ['training.newcomer_not_found'],
  })
    .input(z.object({ id: id('newcomer') }))
    .output(FirstDays),
  startFirstDays: operation({
    method: 'POST',
    path: '/training/newcomers',
    permission: 'training.newcomer.write',
    summary: '开始新人之路 · Begin somebody’s first days with a mentor',
    refuses: [
      'training.person_not_found',
      'training.newcomer_taken',
      'training.mentor',
      'training.plan_not_found',
      'training.first_day',
    ],
  })
    .input(
      z.object({
        personId: label(id('person'), '新人', 'Newcomer'),
        mentorId: label(id('person'), '带教人', 'Mentor'),
        fromDay: label(dayIn(), '第一天', 'First day'),
      }),
    )
    .output(z.object({ id: idOut('newcomer') })),
  setMentor: operation({
    method: 'POST',
    path: '/training/newcomers/{id}/mentor',
    permission: 'training.newcomer.write',
    summary: '更换带教人 · Give a newcomer another mentor',
    refuses: ['training.newcomer_not_found', 'training.mentor'],
  })
    .input(z.object({ id: id('newcomer'), mentorId: label(id('person'), '带教人', 'Mentor') }))
    .output(z.object({ id: idOut('newcomer') })),
  tickFirstDays: operation({
    method: 'POST',
    path: '/training/newcomers/{id}/items/{item}/tick',
    permission: 'training.course.learn',
    summary: '勾选事项 · Say that an item of the first days is done, by whose it is',
    refuses: ['training.newcomer_not_found', 'training.first_days_item', 'training.first_days_role'],
  })
    .input(
      z.object({
        id: id('newcomer'),
        item: codeIn(),
        note: label(z.string().trim().max(300).default(''), '备注', 'Remark'),
      }),
    )
    .output(z.object({ id: idOut('newcomer') })),
  reviewFirstDays: operation({
    method: 'POST',
    path: '/training/newcomers/{id}/reviews/{day}',
    permission: 'training.course.learn',
    summary: '写阶段回顾 · Newcomer, mentor and manager each say once how a milestone went',
    refuses: ['training.newcomer_not_found', 'training.review_day', 'training.review_said', 'training.first_days_role'],
  })
    .input(
      z.object({
        id: id('newcomer'),
        day: z.coerce.number().int().min(1).max(365),
        role: label(z.enum(newcomerRoles), '身份', 'As'),
        verdict: label(z.enum(reviewVerdicts), '进展', 'How it goes'),
        good: label(text(1000), '做得好的', 'What goes well'),
        better: label(text(1000), '要改进的', 'What to get better at'),
      }),
    )
    .output(z.object({ id: idOut('newcomer') })),
  endFirstDays: operation({
    method: 'POST',
    path: '/training/newcomers/{id}/end',
    permission: 'training.newcomer.write',
    summary: '结束新人之路 · End somebody’s first days: passed, or ended for another reason',
    refuses: ['training.newcomer_not_found', 'training.review_missing', 'training.first_days_role'],
  })
    .input(
      z.object({
        id: id('newcomer'),
        passed: label(z.boolean(), '是否通过', 'Passed'),
        reason: label(text(300), '说明', 'Reason'),
      }),
    )
    .output(z.object({ id: idOut('newcomer'), state: z.enum(newcomerStates) })),
  addProof: operation({
    method: 'POST',
    path: '/training/proofs',
    permission: 'training.course.learn',
    summary: '提交外部证书 · Show a certificate from outside, with its file, for somebody to accept',
    refuses: [
      'training.certificate_not_found',
      'training.proof_taken',
      'training.proof_days',
      'training.file_type',
      'training.file_size',
    ],
  })
    .input(
      z.object({
        code: label(codeIn(), '证书', 'Certificate'),
        issuer: label(text(100), '发证机构', 'Issued by'),
        issuedOn: label(dayIn(), '发证日', 'Issued on'),
        validUntil: label(dayIn().nullable().default(null), '有效期至', 'Valid until'),
        name: label(text(200), '文件名', 'File name'),
        content: fileIn(),
      }),
    )
    .output(z.object({ id: idOut('proof') })),
  listProofs: operation({
    method: 'GET',
    path: '/training/proofs',
    permission: 'training.certificate.read',
    summary: '外部证书审核 · Certificates shown from outside, and what became of them',
  })
    .input(
      listIn({ state: z.enum(['waiting', 'accepted', 'refused']).optional(), mine: z.stringbool().optional() }, [
        'sentAt',
      ]),
    )
    .output(pageOut(Proof)),
  decideProof: operation({
    method: 'POST',
    path: '/training/proofs/{id}/decide',
    permission: 'training.certificate.write',
    summary: '审核外部证书 · Accept a certificate from outside, which gives the house’s own, or say why not',
    refuses: ['training.proof_not_found', 'training.proof_state', 'training.own_certificate', 'training.proof_days'],
  })
    .input(
      z.object({
        id: id('proof'),
        accepted: label(z.boolean(), '是否认可', 'Accepted'),
        reason: label(text(300), '意见', 'Reason'),
      }),
    )
    .output(z.object({ id: idOut('proof'), state: z.enum(['waiting', 'accepted', 'refused']) })),
}
