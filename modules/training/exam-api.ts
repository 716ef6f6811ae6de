import { z } from 'zod'
import { id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { caseOutcomes, caseReasons, caseVerdicts } from './case-study.ts'
import { codeIn } from './certificate-api.ts'
import { Case } from './course-api.ts'
import { AnswerIn, KeyShape, QuestionRow } from './exam-shapes.ts'
import { contestStates, questionKinds } from './question.ts'

const Item = z.object({
  position: z.number().int(),
  count: z.number().int(),
  endsAt: instantOut(),
  now: instantOut(),
  answered: z.array(z.number().int()),
  question: z.object({ kind: z.enum(questionKinds), stem: z.string(), options: z.array(z.string()) }).nullable(),
  case: Case.nullable(),
  answer: AnswerIn.nullable(),
})

const Result = z.object({
  id: idOut('attempt'),
  courseCode: z.string(),
  courseTitle: z.string(),
  personName: z.string(),
  number: z.number().int(),
  windows: z.number().int(),
  startedAt: instantOut(),
  endsAt: instantOut(),
  closedAt: instantOut().nullable(),
  closedBy: z.enum(['person', 'time']).nullable(),
  score: z.number().int().nullable(),
  passMark: z.number().int(),
  passed: z.boolean().nullable(),
  certificateNumber: z.string().nullable(),
  scoreBefore: label(z.number().int().nullable(), '改判前成绩', 'The score before it was regraded'),
  mine: label(z.boolean(), '是否本人的考试', 'Whether it is one’s own'),
  items: z.array(
    z.object({
      position: z.number().int(),
      points: z.number().int(),
      contest: label(
        z
          .object({
            id: idOut('contest'),
            state: z.enum(contestStates),
            reason: z.string(),
            ruling: label(z.string(), '裁定理由', 'Reasons'),
          })
          .nullable(),
        '我的异议',
        'My contest',
      ),
      void: label(z.boolean(), '题目已作废，人人得分', 'The question is void: everybody has it right'),
      question: z
        .object({
          kind: z.enum(questionKinds),
          topic: z.string(),
          stem: z.string(),
          options: z.array(z.string()),
          key: KeyShape,
          explanation: z.string(),
          source: z.string(),
        })
        .nullable(),
      case: Case.extend({
        policyVerdict: z.enum(caseVerdicts),
        policyReasons: z.array(z.enum(caseReasons)),
        policyNote: z.string(),
        outcome: z.enum(caseOutcomes),
        outcomeNote: z.string(),
      }).nullable(),
      answer: AnswerIn.nullable(),
      parts: z
        .object({
          policy: z.number().int(),
          reasons: z.number().int().nullable(),
          outcome: z.number().int().nullable(),
        })
        .nullable(),
    }),
  ),
})

const questionIn = {
  topic: label(text(40), '主题', 'Topic'),
  kind: label(z.enum(questionKinds), '题型', 'Kind'),
  difficulty: label(z.number().int().min(1).max(5), '难度', 'Difficulty'),
  stem: label(text(2000), '题干', 'Question'),
  options: label(z.array(text(500)).max(8), '选项', 'Options'),
  answer: label(KeyShape.meta({ examples: [{ choices: [0] }] }), '答案', 'Answer'),
  explanation: label(text(2000), '解析', 'Explanation'),
  source: label(z.string().trim().max(300).default(''), '依据', 'Source'),
}

const token = () => label(text(60), '考试窗口', 'The open window')
const inAttempt = ['training.attempt_not_found', 'training.exam_closed', 'training.exam_other_window'] as const

export const examApi = {
  startExam: operation({
    method: 'POST',
    path: '/training/courses/{code}/exam',
    permission: 'training.course.learn',
    summary: '开始考试 · Begin the exam of a course; the time runs from here',
    refuses: [
      'training.course_not_found',
      'training.exam_none',
      'training.exam_lessons_first',
      'training.exam_wait',
      'training.exam_attempts_used',
      'training.exam_open_conflict',
      'training.refresher_closed',
      'training.bank_too_small',
    ],
  })
    .input(z.object({ code: codeIn() }))
    .output(z.object({ id: idOut('attempt'), token: z.string(), count: z.number().int(), endsAt: instantOut() })),
  resumeExam: operation({
    method: 'POST',
    path: '/training/attempts/{id}/resume',
    permission: 'training.course.learn',
    summary: '在此窗口继续考试 · Go on with an exam in this window; any other window can save no more',
    refuses: ['training.attempt_not_found', 'training.exam_closed', 'training.exam_time_over'],
  })
    .input(z.object({ id: id('attempt') }))
    .output(z.object({ id: idOut('attempt'), token: z.string(), count: z.number().int(), endsAt: instantOut() })),
  getExamItem: operation({
    method: 'GET',
    path: '/training/attempts/{id}/items/{position}',
    permission: 'training.course.learn',
    summary: '一道考题 · One question as it is asked, never with its answer',
    refuses: [...inAttempt, 'training.exam_time_over'],
  })
    .input(z.object({ id: id('attempt'), position: z.coerce.number().int().min(1).max(400), token: token() }))
    .output(Item),
  saveExamAnswer: operation({
    method: 'PUT',
    path: '/training/attempts/{id}/items/{position}',
    permission: 'training.course.learn',
    summary: '保存作答 · Keep an answer; after the time is over none is taken',
    refuses: [...inAttempt, 'training.exam_time_over', 'training.answer_shape'],
  })
    .input(
      z.object({
        id: id('attempt'),
        position: z.coerce.number().int().min(1).max(400),
        token: token(),
        answer: label(AnswerIn.meta({ examples: [{ choices: [0] }] }), '作答', 'Answer'),
      }),
    )
    .output(z.object({ answered: z.array(z.number().int()) })),
  submitExam: operation({
    method: 'POST',
    path: '/training/attempts/{id}/submit',
    permission: 'training.course.learn',
    summary: '交卷 · Hand in; passing gives the certificate at once',
    refuses: [...inAttempt],
  })
    .input(z.object({ id: id('attempt'), token: token() }))
    .output(Result),
  getAttempt: operation({
    method: 'GET',
    path: '/training/attempts/{id}',
    permission: 'training.course.learn',
    summary: '考试结果与解析 · The result of an exam with every explanation, once handed in',
    refuses: ['training.attempt_not_found'],
  })
    .input(z.object({ id: id('attempt') }))
    .output(Result),
  listQuestions: operation({
    method: 'GET',
    path: '/training/questions',
    permission: 'training.question.read',
    summary: '题库与题目统计 · The question bank with its statistics',
  })
    .input(
      listIn(
        {
          topic: z.string().max(40).optional(),
          kind: z.enum(questionKinds).optional(),
          difficulty: z.coerce.number().int().min(1).max(5).optional(),
          retired: z.stringbool().default(false),
        },
        ['addedAt'],
      ),
    )
    .output(pageOut(QuestionRow)),
  listTopics: operation({
    method: 'GET',
    path: '/training/topics',
    permission: 'training.question.read',
    summary: '题库主题 · Topics of the bank and how many questions each has by difficulty',
  }).output(
    z.array(z.object({ topic: z.string(), questions: z.number().int(), byDifficulty: z.array(z.number().int()) })),
  ),
  addQuestion: operation({
    method: 'POST',
    path: '/training/questions',
    permission: 'training.question.write',
    summary: '新增题目 · Add a question',
    refuses: ['training.question_options', 'training.question_answer'],
  })
    .input(z.object(questionIn))
    .output(z.object({ id: idOut('question') })),
  replaceQuestion: operation({
    method: 'POST',
    path: '/training/questions/{id}/replace',
    permission: 'training.question.write',
    summary: '修订题目 · Put a better question in a question’s place; what was asked before stays as it was',
    refuses: ['training.question_not_found', 'training.question_options', 'training.question_answer'],
  })
    .input(z.object({ id: id('question'), ...questionIn }))
    .output(z.object({ id: idOut('question') })),
  retireQuestion: operation({
    method: 'POST',
    path: '/training/questions/{id}/retire',
    permission: 'training.question.write',
    summary: '停用题目 · Draw a question no more',
    refuses: ['training.question_not_found'],
  })
    .input(z.object({ id: id('question') }))
    .output(z.object({ id: idOut('question') })),
  listCases: operation({
    method: 'GET',
    path: '/training/cases',
    permission: 'training.question.read',
    summary: '案例库 · Anonymised cases with what policy says and how they ended',
  })
    .input(listIn({ topic: z.string().max(40).optional() }, ['addedAt']))
    .output(
      pageOut(
        Case.extend({
          policyVerdict: z.enum(caseVerdicts),
          policyReasons: z.array(z.enum(caseReasons)),
          policyNote: z.string(),
          outcome: z.enum(caseOutcomes),
          outcomeNote: z.string(),
          source: z.string(),
          decided: z.number().int(),
          averagePoints: z.number().int().nullable(),
        }),
      ),
    ),
  addCase: operation({
    method: 'POST',
    path: '/training/cases',
    permission: 'training.question.write',
    summary: '新增案例 · Add an anonymised case',
    refuses: ['training.case_not_anonymous'],
  })
    .input(
      z.object({
        title: label(text(100), '案例标题', 'Title'),
        topic: label(text(40), '主题', 'Topic'),
        story: label(text(5000), '案情', 'Story'),
        facts: label(
          z.record(z.string().min(1).max(40), z.string().max(200)).meta({ examples: [{ 月收入: '8000' }] }),
          '要素',
          'Facts',
        ),
        policyVerdict: label(z.enum(caseVerdicts), '政策结论', 'What policy decides'),
        policyReasons: label(z.array(z.enum(caseReasons)).max(11), '政策理由', 'Why'),
        policyNote: label(text(2000), '解析', 'Explanation'),
        outcome: label(z.enum(caseOutcomes), '结局', 'How it ended'),
        outcomeNote: label(z.string().trim().max(1000).default(''), '结局说明', 'What happened'),
        source: label(z.string().trim().max(200).default(''), '来源', 'Source'),
      }),
    )
    .output(z.object({ id: idOut('study') })),
  retireCase: operation({
    method: 'POST',
    path: '/training/cases/{id}/retire',
    permission: 'training.question.write',
    summary: '停用案例 · Draw a case no more',
    refuses: ['training.case_not_found'],
  })
    .input(z.object({ id: id('study') }))
    .output(z.object({ id: idOut('study') })),
}
