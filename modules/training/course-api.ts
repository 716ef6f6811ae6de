import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { caseOutcomes, caseReasons, caseVerdicts } from './case-study.ts'
import { codeIn } from './certificate-api.ts'
import { lessonKinds } from './lesson.ts'

export const courseKinds = ['course', 'refresher'] as const

export const ExamPlanShape = z.object({
  draw: z
    .array(
      z.object({
        topic: label(text(40), '题目主题', 'Topic'),
        count: label(z.number().int().min(1).max(100), '抽题数', 'How many'),
        easiest: label(z.number().int().min(1).max(5), '最低难度', 'Easiest'),
        hardest: label(z.number().int().min(1).max(5), '最高难度', 'Hardest'),
      }),
    )
    .max(20),
  cases: label(z.number().int().min(0).max(10), '案例题数', 'Cases'),
  caseTopic: label(text(40).nullable(), '案例主题', 'Topic of the cases'),
  caseShare: label(z.number().int().min(0).max(100), '案例占分（%）', 'Share of the cases, %'),
  passMark: label(z.number().int().min(1).max(100), '及格线（%）', 'Pass mark, %'),
  minutes: label(z.number().int().min(1).max(300), '限时（分钟）', 'Time limit in minutes'),
  attempts: label(z.number().int().min(1).max(10), '最多次数', 'Attempts'),
  waitHours: label(z.number().int().min(0).max(720), '补考间隔（小时）', 'Hours between attempts'),
})

const LessonIn = z.object({
  kind: label(z.enum(lessonKinds), '课时类型', 'Kind of lesson'),
  title: label(text(100), '课时标题', 'Lesson title'),
  body: label(z.string().max(60_000).default(''), '正文', 'Text'),
  minutes: label(z.number().int().min(1).max(600), '学习时长（分钟）', 'Minutes'),
  sha256: label(
    z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null),
    '文件',
    'File',
  ),
  fileName: label(z.string().max(200).nullable().default(null), '文件名', 'File name'),
  caseId: label(id('study').nullable().default(null), '案例', 'Case'),
})

const LessonHead = z.object({
  id: idOut('lesson'),
  position: z.number().int(),
  kind: z.enum(lessonKinds),
  title: z.string(),
  minutes: z.number().int(),
  read: z.boolean(),
})

export const Case = z.object({
  id: idOut('study'),
  title: z.string(),
  topic: z.string(),
  story: z.string(),
  facts: z.record(z.string(), z.string()),
})

export const CourseRow = z.object({
  code: z.string(),
  kind: z.enum(courseKinds),
  topic: z.string(),
  title: z.string(),
  titleEn: z.string(),
  summary: z.string(),
  versionNumber: z.number().int().nullable(),
  draft: z.boolean(),
  lessons: z.number().int(),
  minutes: z.number().int(),
  exam: z.boolean(),
  certificateCode: z.string().nullable(),
  certificateName: z.string().nullable(),
  certificateNameEn: z.string().nullable(),
  completedAt: instantOut().nullable(),
  read: z.number().int(),
})

const Impact = z.object({
  number: z.number().int(),
  renewBy: dayOut().nullable(),
  holders: z.array(
    z.object({
      personId: idOut('person'),
      personName: z.string(),
      groupName: z.string().nullable(),
      endsAt: instantOut(),
      endsThen: instantOut(),
    }),
  ),
})

const Draft = z.object({
  code: z.string(),
  kind: z.enum(courseKinds),
  topic: z.string(),
  certificateCode: z.string().nullable(),
  number: z.number().int(),
  published: z.number().int().nullable(),
  revision: z.number().int(),
  title: z.string(),
  titleEn: z.string(),
  summary: z.string(),
  changeNote: z.string(),
  exam: ExamPlanShape.nullable(),
  lessons: z.array(
    z.object({
      kind: z.enum(lessonKinds),
      title: z.string(),
      body: z.string(),
      minutes: z.number().int(),
      sha256: z.string().nullable(),
      fileName: z.string().nullable(),
      mediaType: z.string().nullable(),
      caseId: idOut('study').nullable(),
    }),
  ),
})

export const fileIn = () =>
  label(
    z
      .base64()
      .max(22_500_000)
      .meta({ examples: ['JVBERi0xLjQK'] }),
    '文件',
    'File',
  )

export const courseApi = {
  listCourses: operation({
    method: 'GET',
    path: '/training/courses',
    permission: 'training.course.read',
    summary: '课程目录 · The catalogue of courses',
  })
    .input(listIn({ topic: z.string().max(40).optional(), kind: z.enum(courseKinds).optional() }, ['title']))
    .output(pageOut(CourseRow)),
  getCourse: operation({
    method: 'GET',
    path: '/training/courses/{code}',
    permission: 'training.course.read',
    summary: '课程与我的进度 · One course and how far the reader is',
    refuses: ['training.course_not_found'],
  })
    .input(z.object({ code: codeIn() }))
    .output(
      CourseRow.extend({
        lessonList: z.array(LessonHead),
        examPlan: ExamPlanShape.omit({ draw: true }).extend({ questions: z.number().int() }).nullable(),
        bar: z
          .object({
            code: z.string(),
            left: z.number().int().nullable(),
            used: z.number().int().nullable(),
            until: instantOut().nullable(),
          })
          .nullable(),
        openAttempt: idOut('attempt').nullable(),
        attempts: z.array(
          z.object({
            id: idOut('attempt'),
            number: z.number().int(),
            startedAt: instantOut(),
            closedAt: instantOut().nullable(),
            score: z.number().int().nullable(),
            passed: z.boolean().nullable(),
          }),
        ),
        dueOn: dayOut().nullable(),
      }),
    ),
  getLesson: operation({
    method: 'GET',
    path: '/training/lessons/{id}',
    permission: 'training.course.read',
    summary: '一个课时 · One lesson of a published course',
    refuses: ['training.lesson_not_found'],
  })
    .input(z.object({ id: id('lesson') }))
    .output(
      LessonHead.extend({
        courseCode: z.string(),
        courseTitle: z.string(),
        body: z.string(),
        fileName: z.string().nullable(),
        mediaType: z.string().nullable(),
        case: Case.nullable(),
        previousId: idOut('lesson').nullable(),
        nextId: idOut('lesson').nullable(),
      }),
    ),
  finishLesson: operation({
    method: 'POST',
    path: '/training/lessons/{id}/finish',
    permission: 'training.course.learn',
    summary: '学完课时 · Finish a lesson; the last one completes a course without an exam',
    refuses: ['training.lesson_not_found'],
  })
    .input(
      z.object({
        id: id('lesson'),
        seconds: label(z.number().int().min(0).max(86_400), '学习秒数', 'Seconds spent'),
      }),
    )
    .output(z.object({ left: z.number().int(), completed: z.boolean() })),
  showCase: operation({
    method: 'GET',
    path: '/training/cases/{id}/solution',
    permission: 'training.course.read',
    summary: '案例解析 · What policy says about a case read as a lesson, and how it ended',
    refuses: ['training.case_not_found', 'training.case_in_exam'],
  })
    .input(z.object({ id: id('study') }))
    .output(
      z.object({
        policyVerdict: z.enum(caseVerdicts),
        policyReasons: z.array(z.enum(caseReasons)),
        policyNote: z.string(),
        outcome: z.enum(caseOutcomes),
        outcomeNote: z.string(),
      }),
    ),
  addCourse: operation({
    method: 'POST',
    path: '/training/courses',
    permission: 'training.course.write',
    summary: '新建课程 · Add a course, with its first draft',
    refuses: [
      'training.code_taken',
      'training.certificate_not_found',
      'training.certificate_taken',
      'training.refresher_of_nothing',
    ],
  })
    .input(
      z.object({
        code: label(codeIn(), '课程代码', 'Course code'),
        kind: label(z.enum(courseKinds), '课程类型', 'Kind of course'),
        topic: label(text(40), '主题', 'Topic'),
        title: label(text(100), '课程名称', 'Title'),
        titleEn: label(text(150), '英文名称', 'English title'),
        certificateCode: label(codeIn().nullable().default(null), '证书', 'Certificate'),
      }),
    )
    .output(z.object({ code: z.string() })),
  draftCourse: operation({
    method: 'POST',
    path: '/training/courses/{code}/draft',
    permission: 'training.course.write',
    summary: '起草新版 · Open a draft of the next version, or find the open one',
    refuses: ['training.course_not_found'],
  })
    .input(z.object({ code: codeIn() }))
    .output(Draft),
  saveCourse: operation({
    method: 'PUT',
    path: '/training/courses/{code}/draft',
    permission: 'training.course.write',
    summary: '保存课程草稿 · Save the draft of a course',
    refuses: [
      'training.course_not_found',
      'training.stale',
      'training.lesson_file',
      'training.case_not_found',
      'training.exam_plan',
    ],
  })
    .input(
      z.object({
        code: codeIn(),
        revision: z.number().int(),
        title: label(text(100), '课程名称', 'Title'),
        titleEn: label(text(150), '英文名称', 'English title'),
        summary: label(z.string().trim().max(2000), '简介', 'Summary'),
        changeNote: label(z.string().trim().max(500).default(''), '修订说明', 'What changed'),
        exam: ExamPlanShape.nullable(),
        lessons: label(z.array(LessonIn).max(60), '课时', 'Lessons'),
      }),
    )
    .output(Draft),
  publishCourse: operation({
    method: 'POST',
    path: '/training/courses/{code}/publish',
    permission: 'training.course.write',
    summary: '发布课程 · Publish the draft; a preview says whose certificates must be renewed by when',
    refuses: [
      'training.course_not_found',
      'training.stale',
      'training.course_empty',
      'training.bank_too_small',
      'training.renew_day',
    ],
  })
    .input(
      z.object({
        code: codeIn(),
        revision: z.number().int(),
        renewBy: label(dayIn().nullable().default(null), '须更新证书的截止日', 'Certificates renewed by'),
      }),
    )
    .output(Impact),
  addTrainingFile: operation({
    method: 'POST',
    path: '/training/files',
    permission: 'training.course.write',
    summary: '上传课件 · Store a file for a lesson: PDF, picture or video',
    refuses: ['training.file_type', 'training.file_size'],
  })
    .input(z.object({ name: label(text(200), '文件名', 'File name'), content: fileIn() }))
    .output(z.object({ sha256: z.string(), fileName: z.string(), mediaType: z.string() })),
  retireCourse: operation({
    method: 'POST',
    path: '/training/courses/{code}/retire',
    permission: 'training.course.write',
    summary: '下架课程 · Take a course out of the catalogue; what was learnt stays',
    refuses: ['training.course_not_found'],
  })
    .input(z.object({ code: codeIn() }))
    .output(z.object({ code: z.string() })),
}
