import { z } from 'zod'
import { dayOut, id, idOut, instantOut, label, listIn, moneyOut, notNegativeMoneyIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { postCode } from '#team/api'
import { codeIn } from './certificate-api.ts'
import { dutySources } from './learning.ts'

const year = () => label(z.coerce.number().int().min(2000).max(2999), '年度', 'Year')

export const reportApi = {
  listSkillRows: operation({
    method: 'GET',
    path: '/training/skill-rows',
    permission: 'training.report.read',
    summary: '技能矩阵表 · The skills matrix as a sheet, a line a person',
  })
    .input(listIn({ groupId: id('group').optional() }, ['personId']))
    .output(
      pageOut(
        z.object({
          personName: z.string(),
          post: postCode,
          groupName: z.string(),
          branchName: z.string(),
          skills: label(z.record(z.string(), z.string()), '各证书状态', 'State of each certificate'),
        }),
      ),
    ),
  listHours: operation({
    method: 'GET',
    path: '/training/hours',
    permission: 'training.report.read',
    summary: '学时报表 · Hours of training by person in a year',
  })
    .input(listIn({ year: year(), groupId: id('group').optional() }, ['minutes', 'personName']))
    .output(
      pageOut(
        z.object({
          personId: idOut('person'),
          personName: z.string(),
          post: postCode,
          groupName: z.string(),
          branchName: z.string(),
          minutes: z.number().int(),
          hours: z.string(),
          courseMinutes: z.number().int(),
          sessionMinutes: z.number().int(),
          hostingMinutes: z.number().int(),
          planProgress: z.number().int().nullable(),
        }),
      ),
    ),
  listCredits: operation({
    method: 'GET',
    path: '/training/people/{personId}/credits',
    permission: 'training.report.read',
    summary: '学时明细 · What a person’s hours are made of',
    refuses: ['training.person_not_found'],
  })
    .input(z.object({ personId: id('person'), year: year() }))
    .output(
      z.array(
        z.object({
          kind: z.enum(['course', 'lecture', 'sharing', 'class', 'hosting']),
          title: z.string(),
          day: dayOut(),
          minutes: z.number().int(),
        }),
      ),
    ),
  listCoverage: operation({
    method: 'GET',
    path: '/training/coverage',
    permission: 'training.report.read',
    summary: '应学未学报表 · Who has to learn what, and how far they are',
  })
    .input(
      listIn(
        {
          groupId: id('group').optional(),
          courseCode: codeIn().optional(),
          done: z.stringbool().optional(),
          overdue: z.stringbool().optional(),
        },
        ['dueOn'],
      ),
    )
    .output(
      pageOut(
        z.object({
          personId: idOut('person'),
          personName: z.string(),
          groupName: z.string(),
          branchName: z.string(),
          courseCode: z.string(),
          courseTitle: z.string(),
          source: z.enum(dutySources),
          dueOn: dayOut(),
          read: z.number().int(),
          lessons: z.number().int(),
          doneAt: instantOut().nullable(),
          overdue: z.boolean(),
        }),
      ).extend({ done: z.number().int(), overdueCount: z.number().int() }),
    ),
  listBudget: operation({
    method: 'GET',
    path: '/training/budgets/{year}',
    permission: 'training.budget.read',
    summary: '培训预算 · Planned and spent by group in a year',
  })
    .input(z.object({ year: year() }))
    .output(
      z.array(
        z.object({
          groupId: idOut('group').nullable(),
          groupName: z.string().nullable(),
          branchName: z.string().nullable(),
          budget: moneyOut().nullable(),
          committed: moneyOut(),
          spent: moneyOut(),
          left: moneyOut().nullable(),
          sessions: z.number().int(),
        }),
      ),
    ),
  setBudget: operation({
    method: 'POST',
    path: '/training/budgets/{year}',
    permission: 'training.budget.write',
    summary: '设定培训预算 · Set what a group may spend in a year',
    refuses: ['training.group_not_found'],
  })
    .input(
      z.object({
        year: year(),
        groupId: label(id('group').nullable(), '小组', 'Group'),
        amount: label(notNegativeMoneyIn(), '预算', 'Budget'),
        reason: label(text(200), '理由', 'Reason'),
      }),
    )
    .output(z.object({ year: z.number().int() })),
}
