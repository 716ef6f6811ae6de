import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'

const Talk = z.object({
  id: idOut('talk'),
  heldOn: dayOut(),
  nextOn: dayOut().nullable(),
  notes: z.array(z.object({ byName: z.string(), mine: z.boolean(), text: z.string(), at: instantOut() })),
  actions: z.array(
    z.object({
      id: idOut('task'),
      title: z.string(),
      ownerName: z.string(),
      mine: z.boolean(),
      dueOn: dayOut(),
      state: z.enum(['open', 'done', 'dropped']),
      overdue: z.boolean(),
    }),
  ),
})

/** One-to-ones between somebody and their manager: what is said is for the two of them. */
export const talkApi = {
  listTalkPartners: operation({
    method: 'GET',
    path: '/performance/talk-partners',
    permission: 'performance.talk.hold',
    summary:
      '一对一面谈的对象 · Whom I have one-to-ones with: my manager, who reports to me, and those of earlier days',
  }).output(
    z.array(
      z.object({
        personId: idOut('person'),
        personName: z.string(),
        /** What the other is to me today; null: not any more. */
        role: z.enum(['manager', 'report']).nullable(),
        talks: z.number().int(),
        lastOn: dayOut().nullable(),
        nextOn: dayOut().nullable(),
        openActions: z.number().int(),
      }),
    ),
  ),
  listTalks: operation({
    method: 'GET',
    path: '/performance/talks',
    permission: 'performance.talk.hold',
    summary: '面谈记录 · My one-to-ones with somebody, newest first',
  })
    .input(listIn({ with: id('person') }, ['heldOn']).omit({ search: true, sort: true, direction: true }))
    .output(pageOut(Talk)),
  getTalk: operation({
    method: 'GET',
    path: '/performance/talks/{id}',
    permission: 'performance.talk.hold',
    summary: '一次面谈 · One of my one-to-ones',
    refuses: ['performance.talk_not_found'],
  })
    .input(z.object({ id: id('talk') }))
    .output(Talk.extend({ with: z.object({ id: idOut('person'), name: z.string() }) })),
  addTalk: operation({
    method: 'POST',
    path: '/performance/talks',
    permission: 'performance.talk.hold',
    summary: '记录面谈 · Keep a one-to-one: what was said, what was agreed by when, when to meet again',
    refuses: [
      'performance.talk_partner',
      'performance.talk_day',
      'performance.talk_owner',
      'notification.task_owner',
      'notification.task_day',
    ],
  })
    .input(
      z.object({
        with: label(id('person'), '对象', 'With'),
        heldOn: label(dayIn(), '面谈日', 'Held on'),
        text: label(text(8000), '内容', 'What was said'),
        nextOn: label(dayIn().nullable(), '下次面谈', 'Next on'),
        actions: label(
          z
            .array(
              z.object({
                title: label(text(200), '约定事项', 'Agreed'),
                ownerId: label(id('person'), '负责人', 'Who does it'),
                dueOn: label(dayIn(), '截止日', 'Due'),
              }),
            )
            .max(20),
          '约定事项',
          'What was agreed',
        ),
      }),
    )
    .output(z.object({ id: idOut('talk') })),
  addTalkNote: operation({
    method: 'POST',
    path: '/performance/talks/{id}/notes',
    permission: 'performance.talk.hold',
    summary: '补充面谈内容 · Add to what was said; nothing is overwritten',
    refuses: ['performance.talk_not_found'],
  })
    .input(z.object({ id: id('talk'), text: label(text(8000), '内容', 'What was said') }))
    .output(z.object({ id: idOut('talk') })),
  listHeldTalks: operation({
    method: 'GET',
    path: '/performance/held-talks',
    permission: 'performance.talk.audit',
    summary: '面谈是否举行 · That one-to-ones were held, when and between whom; never what was said',
  })
    .input(listIn({}, ['heldOn']).omit({ search: true, sort: true, direction: true }))
    .output(
      pageOut(
        z.object({
          id: idOut('talk'),
          managerName: z.string(),
          personName: z.string(),
          heldOn: dayOut(),
          nextOn: dayOut().nullable(),
          notes: z.number().int(),
          actions: z.number().int(),
        }),
      ),
    ),
}
