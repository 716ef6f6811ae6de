import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { type Condition, comparisons } from './condition.ts'

const outcome = z.enum(['pass', 'refer', 'decline'])
const verdict = z.enum(['approve', 'refer', 'decline'])
const factValue = z.union([z.string().max(100), z.number(), z.boolean(), z.null()])
const scalar = z.union([z.string().max(100), z.number(), z.boolean()])
const operand = z.union([z.strictObject({ fact: z.string().max(80) }), z.strictObject({ value: scalar })])
const condition: z.ZodType<Condition, Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ left: operand, is: z.enum(comparisons), right: operand }),
    z.strictObject({ left: operand, in: z.array(z.string().max(60)).max(50) }),
    z.strictObject({ all: z.array(condition).max(50) }),
    z.strictObject({ any: z.array(condition).max(50) }),
    z.strictObject({ not: condition }),
  ]),
)
const word = z.tuple([text(200), text(300)])

const RuleIn = z.object({
  code: label(z.string().regex(/^[a-z][a-z0-9-]{1,40}$/), '规则代码', 'Rule code'),
  name: label(word, '规则名称', 'Rule name'),
  sentence: label(word, '规则说明', 'Rule sentence'),
  cases: label(z.array(z.object({ outcome: z.enum(['refer', 'decline']), when: condition })).max(10), '条件', 'Cases'),
  whenUnknown: label(outcome, '资料不明时', 'When a fact is unknown'),
})

const RuleSetSummary = z.object({
  id: idOut('ruleset'),
  number: z.number().int(),
  state: z.enum(['draft', 'published', 'discarded']),
  note: z.string(),
  rules: z.number().int(),
  inForce: z.boolean(),
  draftedByName: z.string(),
  draftedAt: instantOut(),
  publishedByName: z.string().nullable(),
  publishedAt: instantOut().nullable(),
  effectiveFrom: dayOut().nullable(),
  version: z.number().int(),
})

const RuleView = z.object({
  code: z.string(),
  name: z.array(z.string()).length(2),
  sentence: z.array(z.string()).length(2),
  cases: z.array(z.object({ outcome: z.enum(['refer', 'decline']), when: z.unknown(), reads: z.string() })),
  whenUnknown: outcome,
})

const RuleSet = RuleSetSummary.omit({ rules: true }).extend({
  rules: z.array(RuleView),
  /** What the reader may do with it now. */
  actions: z.array(z.enum(['edit', 'publish', 'discard'])),
})

export const ReasonOut = z.object({
  rule: z.string(),
  name: z.string(),
  outcome,
  sentence: z.string(),
  unknown: z.array(z.string()),
  facts: z.array(z.object({ name: z.string(), label: z.string(), value: factValue, shown: z.string() })),
})

const factsIn = label(z.record(z.string().max(80), factValue), '事实', 'Facts')
const rules = label(z.array(RuleIn).max(200), '规则', 'Rules')
const note = label(text(500), '修改说明', 'Why')

export const api = {
  listRuleSets: operation({
    method: 'GET',
    path: '/decision/rule-sets',
    permission: 'decision.rule-set.read',
    summary: '规则集各版本 · Every version of the rule set',
  }).output(z.array(RuleSetSummary)),
  getRuleSet: operation({
    method: 'GET',
    path: '/decision/rule-sets/{id}',
    permission: 'decision.rule-set.read',
    summary: '一个规则集 · One rule set with its rules',
    refuses: ['decision.rule_set_not_found'],
  })
    .input(z.object({ id: id('ruleset') }))
    .output(RuleSet),
  listFacts: operation({
    method: 'GET',
    path: '/decision/facts',
    permission: 'decision.rule-set.read',
    summary: '规则可用的字段 · Facts and parameters that rules may name',
  }).output(
    z.array(
      z.object({ name: z.string(), label: z.string(), kind: z.enum(['money', 'rate', 'number', 'flag', 'code']) }),
    ),
  ),
  draftRuleSet: operation({
    method: 'POST',
    path: '/decision/rule-sets',
    permission: 'decision.rule-set.write',
    summary: '起草规则集 · Begin a draft from an earlier version',
    refuses: ['decision.rule_set_not_found'],
  })
    .input(z.object({ basedOn: label(id('ruleset'), '依据版本', 'Based on'), note }))
    .output(RuleSet),
  saveRuleSet: operation({
    method: 'PUT',
    path: '/decision/rule-sets/{id}',
    permission: 'decision.rule-set.write',
    summary: '保存草稿 · Save a draft’s rules',
    refuses: [
      'decision.rule_set_not_found',
      'decision.rule_set_state',
      'decision.rule_set_stale',
      'decision.rule_set_faulty',
    ],
  })
    .input(z.object({ id: id('ruleset'), version: z.number().int(), note, rules }))
    .output(RuleSet),
  publishRuleSet: operation({
    method: 'POST',
    path: '/decision/rule-sets/{id}/publish',
    permission: 'decision.rule-set.publish',
    summary: '发布规则集 · Publish a draft from a day on, by a second person',
    refuses: [
      'decision.rule_set_not_found',
      'decision.rule_set_state',
      'decision.rule_set_stale',
      'decision.rule_set_faulty',
      'decision.own_rule_set',
      'decision.effective_day',
    ],
  })
    .input(
      z.object({
        id: id('ruleset'),
        version: z.number().int(),
        effectiveFrom: label(dayIn(), '生效日', 'Effective from'),
      }),
    )
    .output(RuleSet),
  discardRuleSet: operation({
    method: 'POST',
    path: '/decision/rule-sets/{id}/discard',
    permission: 'decision.rule-set.write',
    summary: '作废草稿 · Discard a draft',
    refuses: ['decision.rule_set_not_found', 'decision.rule_set_state', 'decision.rule_set_stale'],
  })
    .input(z.object({ id: id('ruleset'), version: z.number().int() }))
    .output(RuleSet),
  tryRuleSet: operation({
    method: 'POST',
    path: '/decision/rule-sets/{id}/try',
    permission: 'decision.rule-set.read',
    summary: '试算规则集 · Try a rule set on facts; nothing is kept',
    refuses: ['decision.rule_set_not_found', 'decision.facts_invalid'],
  })
    .input(z.object({ id: id('ruleset'), facts: factsIn }))
    .output(z.object({ verdict, reasons: z.array(ReasonOut) })),
  compareRuleSet: operation({
    method: 'GET',
    path: '/decision/rule-sets/{id}/comparison',
    permission: 'decision.rule-set.read',
    summary: '用历史决策对比 · What this rule set would have said of the latest decisions',
    refuses: ['decision.rule_set_not_found'],
  })
    .input(z.object({ id: id('ruleset'), limit: z.coerce.number().int().min(1).max(5000).default(1000) }))
    .output(
      z.object({
        decisions: z.number().int(),
        changed: z.number().int(),
        swaps: z.array(z.object({ from: verdict, to: verdict, count: z.number().int() })),
        examples: z.array(
          z.object({
            id: idOut('decision'),
            about: z.string().nullable(),
            from: verdict,
            to: verdict,
            rules: z.string(),
          }),
        ),
      }),
    ),
  getDecision: operation({
    method: 'GET',
    path: '/decision/decisions/{id}',
    permission: 'decision.decision.read',
    summary: '一次决策及依据 · One decision with its trace',
    refuses: ['decision.decision_not_found'],
  })
    .input(z.object({ id: id('decision') }))
    .output(
      z.object({
        id: idOut('decision'),
        about: z.string().nullable(),
        verdict,
        reasons: z.array(ReasonOut),
        facts: z.record(z.string(), factValue),
        /** A rule keeps what the customer earns and owes from this reader: those facts are left out. */
        incomeWithheld: z.boolean(),
        ruleSetId: idOut('ruleset'),
        ruleSetNumber: z.number().int(),
        decidedAt: instantOut(),
        businessDay: dayOut(),
        /** Whether evaluating the kept facts again gives the kept verdict. */
        replays: z.boolean(),
      }),
    ),
}
