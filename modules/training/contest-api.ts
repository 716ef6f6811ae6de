import { z } from 'zod'
import { id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { AnswerIn, QuestionRow } from './exam-shapes.ts'
import { contestStates } from './question.ts'

const Contest = z.object({
  id: idOut('contest'),
  attemptId: label(idOut('attempt'), '考试', 'Exam'),
  questionId: label(idOut('question'), '题目', 'Question'),
  topic: z.string(),
  stem: z.string(),
  personName: z.string(),
  given: AnswerIn.nullable(),
  reason: z.string(),
  state: z.enum(contestStates),
  madeAt: instantOut(),
  ruledByName: z.string().nullable(),
  ruledAt: label(instantOut().nullable(), '裁定时间', 'Ruled on'),
  ruling: label(z.string(), '裁定理由', 'Reasons'),
  regraded: label(z.number().int(), '改判的考试', 'Exams regraded'),
  passedNow: label(z.number().int(), '因改判而通过', 'Passed by it'),
  actions: z.array(z.enum(['rule'])),
})

/** How often an option was chosen: by all, and by the best and the weakest third of those who were asked. */
const OptionFigures = z.object({
  chosen: label(z.number().int(), '选择人次', 'Chosen'),
  best: label(z.number().int(), '高分组选择', 'Chosen by the best third'),
  weakest: label(z.number().int(), '低分组选择', 'Chosen by the weakest third'),
})

/** Saying that a question is wrong, ruling on it, and what the answers say of a question. */
export const contestApi = {
  getQuestion: operation({
    method: 'GET',
    path: '/training/questions/{id}',
    permission: 'training.question.read',
    summary: '题目统计 · One question: how it fared, option by option, what it replaced, who contests it',
    refuses: ['training.question_not_found'],
  })
    .input(z.object({ id: id('question') }))
    .output(
      QuestionRow.extend({
        unanswered: label(z.number().int(), '未作答', 'Left unanswered'),
        third: label(z.number().int(), '高、低分组各多少人次', 'How many answers make a third'),
        optionFigures: label(z.array(OptionFigures), '选项统计', 'Options'),
        numbers: label(
          z.array(z.object({ value: z.string(), count: z.number().int() })),
          '最常见的数值作答',
          'The commonest numbers answered',
        ),
        replaces: label(idOut('question').nullable(), '所修订的题目', 'The question it replaced'),
        addedByName: label(z.string().nullable(), '入库人', 'Added by'),
        addedAt: label(instantOut(), '入库时间', 'Added'),
        contests: label(z.array(Contest), '异议', 'Contests'),
      }),
    ),
  contestQuestion: operation({
    method: 'POST',
    path: '/training/attempts/{id}/items/{position}/contest',
    permission: 'training.course.learn',
    summary: '对考题提出异议 · Say that a question of one’s own exam is wrong; somebody else rules on it',
    refuses: [
      'training.attempt_not_found',
      'training.exam_running',
      'training.question_not_found',
      'training.contest_twice',
    ],
  })
    .input(
      z.object({
        id: id('attempt'),
        position: z.coerce.number().int().min(1).max(400),
        reason: label(text(500), '异议理由', 'What is wrong'),
      }),
    )
    .output(z.object({ id: idOut('contest') })),
  listContests: operation({
    method: 'GET',
    path: '/training/contests',
    permission: 'training.question.read',
    summary: '题目异议 · Questions that are contested, with the rulings',
  })
    .input(listIn({ state: z.enum(contestStates).optional() }, ['madeAt']))
    .output(pageOut(Contest)),
  ruleOnContest: operation({
    method: 'POST',
    path: '/training/contests/{id}/ruling',
    permission: 'training.question.write',
    summary:
      '裁定题目异议 · Rule on a contest; upheld, the question is void and everybody who was asked it is regraded upwards',
    refuses: ['training.contest_not_found', 'training.contest_ruled', 'training.own_contest'],
  })
    .input(
      z.object({
        id: id('contest'),
        upheld: label(z.boolean(), '异议成立', 'Upheld'),
        reason: label(text(500), '裁定理由', 'Reasons'),
      }),
    )
    .output(
      z.object({
        id: idOut('contest'),
        state: z.enum(contestStates),
        regraded: label(z.number().int(), '改判的考试', 'Exams regraded'),
        passedNow: label(z.number().int(), '因改判而通过', 'Passed by it'),
      }),
    ),
}
