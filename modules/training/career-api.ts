import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { handOverIn, handOverRefusals, Impact, postCode } from '#team/api'
import { lineStates, proposalKinds, proposalStates, resultUnits } from './career.ts'
import { codeIn } from './certificate-api.ts'
import { levels } from './learning.ts'

const bound = z
  .string()
  .regex(/^\d{1,15}$/)
  .meta({ examples: ['60'] })
const rating = () => z.number().int().min(1).max(5)

export const StepShape = z.object({
  code: label(codeIn(), '代码', 'Code'),
  name: label(text(40), '名称', 'Name'),
  nameEn: label(text(80), '英文名称', 'English name'),
  post: label(postCode, '岗位', 'Post'),
  level: label(z.enum(levels), '层级', 'Level'),
  months: label(z.number().int().min(0).max(240), '上一级任职（月）', 'Months on the step before'),
  certificates: label(z.array(codeIn()).max(20), '证书', 'Certificates'),
  skills: label(z.array(z.object({ code: codeIn(), rating: rating() })).max(20), '技能', 'Skills'),
  results: label(
    z
      .array(
        z.object({
          source: label(codeIn(), '业绩指标', 'Result'),
          months: label(z.number().int().min(1).max(60), '近几个月', 'Over the last months'),
          bound: label(bound, '要求', 'Bound'),
          least: label(z.number().int().min(0).max(100_000), '至少多少笔', 'On at least so many records'),
        }),
      )
      .max(10),
    '业绩',
    'Results',
  ),
})

/** One thing a step asks for, and what there is of it. */
export const LineShape = z.object({
  kind: z.enum(['months', 'certificate', 'skill', 'result']),
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  wanted: z.string(),
  has: z.string().nullable(),
  state: z.enum(lineStates),
  unit: z.enum([...resultUnits, 'months', 'rating', 'held']),
  better: z.enum(['more', 'less']),
  months: z.number().int().nullable(),
  rows: z.number().int().nullable(),
  least: z.number().int().nullable(),
  endsAt: instantOut().nullable(),
})

const StepHead = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  post: z.string(),
  level: z.enum(levels),
})

const LadderHead = z.object({
  code: z.string(),
  number: z.number().int(),
  function: z.string(),
  name: z.string(),
  nameEn: z.string(),
  fromDay: dayOut(),
})

const ProposalShape = z.object({
  id: idOut('proposal'),
  kind: z.enum(proposalKinds),
  personId: idOut('person'),
  personName: z.string(),
  fromPost: z.string(),
  fromLevel: z.enum(levels),
  toPost: z.string(),
  toLevel: z.enum(levels),
  ladderName: z.string(),
  ladderNameEn: z.string(),
  stepName: z.string(),
  stepNameEn: z.string(),
  groupName: z.string(),
  toGroupName: z.string(),
  reportsToName: z.string().nullable(),
  fromDay: dayOut(),
  reason: z.string(),
  lacking: z.number().int(),
  exceptionReason: z.string(),
  state: z.enum(proposalStates),
  madeByName: z.string(),
  madeAt: instantOut(),
  decidedByName: z.string().nullable(),
  decidedAt: instantOut().nullable(),
  decisionReason: z.string(),
})

const Skill = z.object({ code: z.string(), name: z.string(), nameEn: z.string() })
const target = {
  ladder: label(codeIn(), '职级序列', 'Ladder'),
  step: label(codeIn(), '职级', 'Step'),
}

export const careerApi = {
  listLadders: operation({
    method: 'GET',
    path: '/training/ladders',
    permission: 'training.course.read',
    summary: '职业阶梯 · Career ladders as they hold on a day, with their versions',
  })
    .input(z.object({ on: label(dayIn().optional(), '截至', 'As on') }))
    .output(
      z.array(
        LadderHead.extend({
          changeNote: z.string(),
          steps: z.array(StepShape),
          versions: z.array(
            z.object({
              number: z.number().int(),
              fromDay: dayOut(),
              changeNote: z.string(),
              approved: z.boolean().nullable(),
              madeByName: z.string().nullable(),
              madeAt: instantOut(),
              decidedByName: z.string().nullable(),
              decisionReason: z.string(),
            }),
          ),
        }),
      ),
    ),
  saveLadder: operation({
    method: 'POST',
    path: '/training/ladders/{code}/versions',
    permission: 'training.ladder.write',
    summary:
      '提交职业阶梯新版 · Propose a version of a ladder that holds from a day on once a second person approves it',
    refuses: ['training.stale', 'training.ladder_waiting', 'training.ladder_day', 'training.ladder_step'],
  })
    .input(
      z.object({
        code: label(codeIn(), '代码', 'Code'),
        number: label(z.number().int().min(0), '所依据的版本', 'Version it is made from'),
        function: label(text(40), '职能', 'Function'),
        name: label(text(40), '名称', 'Name'),
        nameEn: label(text(80), '英文名称', 'English name'),
        fromDay: label(dayIn(), '生效日', 'Holds from'),
        changeNote: label(text(300), '修订说明', 'What changed'),
        steps: label(z.array(StepShape).min(1).max(12), '职级', 'Steps'),
      }),
    )
    .output(z.object({ code: z.string(), number: z.number().int() })),
  listLadderVersions: operation({
    method: 'GET',
    path: '/training/ladder-versions',
    permission: 'training.course.read',
    summary: '待复核的职业阶梯 · Versions of ladders that wait for a second person, beside what holds now',
  }).output(
    z.array(
      LadderHead.extend({
        changeNote: z.string(),
        steps: z.array(StepShape),
        before: z.array(StepShape),
        people: z.number().int(),
        madeByName: z.string().nullable(),
        madeAt: instantOut(),
        actions: z.array(z.enum(['decide', 'withdraw'])),
      }),
    ),
  ),
  decideLadder: operation({
    method: 'POST',
    path: '/training/ladders/{code}/versions/{number}/decision',
    permission: 'training.ladder.decide',
    summary: '复核职业阶梯 · A second person approves a version or refuses it; its maker can take it back',
    refuses: [
      'training.ladder_not_found',
      'training.ladder_decided',
      'training.own_ladder',
      'training.ladder_day',
      'training.ladder_step',
    ],
  })
    .input(
      z.object({
        code: label(codeIn(), '代码', 'Code'),
        number: label(z.coerce.number().int().min(1), '版本', 'Version'),
        approved: label(z.boolean(), '是否同意', 'Approved'),
        reason: label(text(300), '意见', 'Reason'),
      }),
    )
    .output(z.object({ code: z.string(), number: z.number().int(), approved: z.boolean() })),
  listSkills: operation({
    method: 'GET',
    path: '/training/skills',
    permission: 'training.course.read',
    summary: '技能目录 · Skills people are judged on, and the results ladders can ask for',
  }).output(
    z.object({
      skills: z.array(Skill),
      results: z.array(Skill.extend({ unit: z.enum(resultUnits), better: z.enum(['more', 'less']) })),
    }),
  ),
  saveSkill: operation({
    method: 'PUT',
    path: '/training/skills/{code}',
    permission: 'training.ladder.write',
    summary: '维护技能 · Add a skill or name it anew',
  })
    .input(
      z.object({
        code: label(codeIn(), '代码', 'Code'),
        name: label(text(40), '名称', 'Name'),
        nameEn: label(text(80), '英文名称', 'English name'),
      }),
    )
    .output(z.object({ code: z.string() })),
  rateSkill: operation({
    method: 'POST',
    path: '/training/people/{personId}/skills',
    permission: 'training.skill.rate',
    summary: '评定技能 · Judge a person’s skill from one to five, never one’s own',
    refuses: ['training.person_not_found', 'training.own_level', 'training.skill_not_found'],
  })
    .input(
      z.object({
        personId: id('person'),
        skill: label(codeIn(), '技能', 'Skill'),
        rating: label(rating(), '评分', 'Rating'),
        note: label(text(300), '依据', 'What it rests on'),
      }),
    )
    .output(z.object({ rating: z.number().int() })),
  getCareer: operation({
    method: 'GET',
    path: '/training/people/{personId}/career',
    permission: 'training.career.read',
    summary: '职业发展 · Where a person stands and what is missing for the next step, or for another one',
    refuses: ['training.person_not_found', 'training.step_not_found'],
  })
    .input(
      z.object({
        personId: id('person'),
        ladder: codeIn().optional(),
        step: codeIn().optional(),
      }),
    )
    .output(
      z.object({
        personId: idOut('person'),
        personName: z.string(),
        post: z.string(),
        level: z.enum(levels),
        groupId: idOut('group'),
        groupName: z.string(),
        since: dayOut(),
        months: z.number().int(),
        ladder: LadderHead.extend({ steps: z.array(StepHead) }).nullable(),
        place: z.number().int().nullable(),
        target: z
          .object({
            ladder: z.string(),
            step: StepHead,
            next: z.boolean(),
            lines: z.array(LineShape),
            lacking: z.number().int(),
          })
          .nullable(),
        skills: z.array(
          Skill.extend({
            rating: z.number().int().nullable(),
            note: z.string(),
            ratedByName: z.string().nullable(),
            ratedAt: instantOut().nullable(),
          }),
        ),
        proposals: z.array(ProposalShape),
      }),
    ),
  listProposals: operation({
    method: 'GET',
    path: '/training/proposals',
    permission: 'training.career.read',
    summary: '晋升轮岗提案 · Proposals of promotion and rotation',
  })
    .input(listIn({ state: z.enum(proposalStates).optional(), personId: id('person').optional() }, ['madeAt']))
    .output(pageOut(ProposalShape)),
  getProposal: operation({
    method: 'GET',
    path: '/training/proposals/{id}',
    permission: 'training.career.read',
    summary: '一份晋升轮岗提案 · One proposal: the evidence when it was made, and how it stands now',
    refuses: ['training.proposal_not_found'],
  })
    .input(z.object({ id: id('proposal') }))
    .output(
      ProposalShape.extend({
        evidence: z.array(LineShape),
        now: z.array(LineShape),
        lackingNow: z.number().int(),
        actions: z.array(z.enum(['decide', 'withdraw'])),
      }),
    ),
  proposeCareer: operation({
    method: 'POST',
    path: '/training/proposals',
    permission: 'training.career.propose',
    summary: '提名晋升或轮岗 · Propose a person for another step; what is known of them is kept as it is now',
    refuses: [
      'training.person_not_found',
      'training.step_not_found',
      'training.own_proposal',
      'training.proposal_taken',
      'training.group_not_found',
      'training.exception_reason',
      'training.same_place',
      'training.effective_day',
    ],
  })
    .input(
      z.object({
        personId: label(id('person'), '人员', 'Person'),
        kind: label(z.enum(proposalKinds), '类型', 'Kind'),
        ...target,
        toGroupId: label(id('group').nullable().default(null), '调入小组', 'Group'),
        reportsTo: label(id('person').nullable().default(null), '汇报对象', 'Reports to'),
        fromDay: label(dayIn(), '生效日', 'Effective day'),
        reason: label(text(500), '理由', 'Reason'),
        exceptionReason: label(z.string().trim().max(500).default(''), '未达标说明', 'Why in spite of what is missing'),
      }),
    )
    .output(z.object({ id: idOut('proposal'), lacking: z.number().int() })),
  decideProposal: operation({
    method: 'POST',
    path: '/training/proposals/{id}/decide',
    permission: 'training.career.decide',
    summary: '审批提案 · A second person decides; an approval places the person from the day on',
    refuses: [
      'training.proposal_not_found',
      'training.proposal_state',
      'training.own_proposal',
      'training.person_not_found',
      'team.person_left',
      'team.effective_day',
      'team.dated_back',
      'team.work_unassigned',
      'team.last_administrator',
      'team.post_retired',
      'team.post_reserved',
      ...handOverRefusals,
    ],
  })
    .input(
      z.object({
        id: id('proposal'),
        approved: label(z.boolean(), '是否同意', 'Approved'),
        reason: label(text(500), '意见', 'Reason'),
        handOver: handOverIn,
      }),
    )
    .output(
      z.object({
        id: idOut('proposal'),
        state: z.enum(proposalStates),
        impact: label(Impact.nullable(), '调岗影响，仅预览时给出', 'What the move would change; in a preview only'),
      }),
    ),
  withdrawProposal: operation({
    method: 'POST',
    path: '/training/proposals/{id}/withdraw',
    permission: 'training.career.propose',
    summary: '撤回提案 · Take back a proposal of one’s own',
    refuses: ['training.proposal_not_found', 'training.proposal_state', 'training.not_own_proposal'],
  })
    .input(z.object({ id: id('proposal') }))
    .output(z.object({ id: idOut('proposal'), state: z.enum(proposalStates) })),
}
