import { instantAt } from '#lib/day'
import { toKey } from '#lib/id'
import type { Money } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { say } from '#lib/words'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { type PersonRow, personById } from '#team'
import type { api } from '../api.ts'
import { rolesOf } from '../holding.ts'
import { approvalVerdict } from '../matrix.ts'
import { permit } from '../power.ts'
import { stages } from '../rule.ts'
import { withoutLimit } from '../rule-book.ts'
import { covers, scopeLevels } from '../scope.ts'
import { openingsOf } from '../store/audit.ts'
import { words } from '../words.ts'
import { everyone } from './everyone.ts'
import { houseFacts } from './house-operations.ts'
import { type Moment, powerOf } from './power-of.ts'
import { certificateFacts } from './rights-of.ts'

/** The moment a question is about: now, or a day of the past at a time (noon unless said), with the rules as known then. */
function momentOf(ctx: Context, input: { on?: Moment['on'] | undefined; time?: string | undefined }): Moment {
  const on = input.on ?? ctx.today
  if (on === ctx.today && !input.time) return { on, at: ctx.now }
  return { on, at: instantAt(on, input.time ?? '12:00'), past: on <= ctx.today }
}

const placeOf = (person: PersonRow) => ({
  ownerId: person.key,
  groupId: person.groupKey,
  branchId: person.branchKey,
})

/** Everybody who could decide such a case then, and everybody who decides at that desk but could not, with why. */
export async function whoCould(ctx: Context, input: Input<typeof api.whoCould>): Promise<Output<typeof api.whoCould>> {
  const moment = momentOf(ctx, input)
  const found = (await everyone(ctx.sql, moment)).flatMap(({ person, power }) =>
    stages
      .filter(stage => input.stage === undefined || input.stage === stage)
      .map(stage => ({
        person,
        stage,
        verdict: approvalVerdict(
          power.approver,
          power.book,
          {
            stage,
            exposure: input.amount as Money,
            ltv: input.ltv ?? null,
            grade: input.grade ?? null,
            product: input.product ?? null,
            exceptions: input.exception ? [input.exception] : [],
            broughtBy: null,
            submittedBy: null,
            decidedBy: [],
          },
          moment.on,
        ),
      }))
      .filter(({ verdict }) => verdict.limit > 0n || verdict.allow || verdict.way !== null),
  )
  const shown = found.filter(({ person }) => ctx.rights.verdict('authority.question.read', placeOf(person)).allow)
  const hidden = new Set(found.filter(one => !shown.includes(one)).map(one => one.person.key))
  return {
    at: moment.at,
    day: moment.on,
    people: shown
      .sort((a, b) => Number(b.verdict.allow) - Number(a.verdict.allow))
      .map(({ person, stage, verdict }) => ({
        personId: person.id,
        name: person.name,
        post: person.post,
        branchName: person.branchName,
        stage,
        allow: verdict.allow,
        reason: verdict.reason,
        sentence: spoken(ctx, verdict.reason, { ...verdict.facts, ...certificateFacts(verdict.missing) }),
        way: verdict.way,
        limit: (verdict.limit > withoutLimit ? withoutLimit : verdict.limit) as Money,
        ruleIds: verdict.ruleIds,
        missing: verdict.missing,
      })),
    withheld: hidden.size,
  }
}

function spoken(ctx: Context, reason: string, facts: Record<string, unknown>): string {
  const known = words as Readonly<Record<string, readonly [string, string]>>
  const word = known[`refusal.${reason}`] ?? known[reason]
  return word ? say(word, ctx.language, facts as never) : reason
}

/** One person's roles, certificates and permissions at a moment, each with the chain of rules. @throws Refusal team.person_not_found, authority.out_of_scope */
export async function whatCan(ctx: Context, input: Input<typeof api.whatCan>): Promise<Output<typeof api.whatCan>> {
  const moment = momentOf(ctx, input)
  const person = await personById(ctx.sql, input.personId, moment.on)
  refuseUnless(person, 'team.person_not_found', {}, 'personId')
  ctx.rights.check('authority.question.read', placeOf(person))
  const power = await powerOf(ctx.sql, person, moment)
  const { book } = power
  return {
    at: moment.at,
    day: moment.on,
    name: person.name,
    post: person.post,
    onLeave: person.onLeave,
    roles: rolesOf(book, toKey(input.personId), person.post).map(({ role, ruleIds, toDay }) => ({
      code: role,
      zh: book.roles.get(role)!.zh,
      en: book.roles.get(role)!.en,
      ruleIds,
      toDay,
    })),
    certificates: [...power.holder.certificates],
    permissions: houseFacts().permissions.flatMap(permission => {
      const { reach, reason, ruleIds, missing } = permit(power, permission)
      if (!reach && reason === 'authority.not_permitted') return []
      const levels = power.rights.filter(right => covers(right.permission, permission)).map(right => right.scope)
      const scope = [...scopeLevels].reverse().find(level => levels.includes(level)) ?? null
      return [{ permission, allow: reach !== null, scope, reason, ruleIds, missing }]
    }),
    limits: stages.flatMap(stage => {
      const { limit } = approvalVerdict(
        power.approver,
        book,
        { stage, exposure: 1n as Money, broughtBy: null, submittedBy: null, decidedBy: [] },
        moment.on,
      )
      return limit > 0n ? [{ stage, limit }] : []
    }),
  }
}

/** Who opened the sealed data of a record, from the audit trail. */
export async function whoSaw(ctx: Context, input: Input<typeof api.whoSaw>): Promise<Output<typeof api.whoSaw>> {
  const { rows, withheld } = await openingsOf(ctx, input.about)
  const lines = rows.map(row => {
    const { revealed, opened, reason, shown } = row.detail as {
      revealed?: string[]
      opened?: string
      reason?: string
      shown?: Record<string, string[]>
    }
    const byRule = shown?.[input.about]
    // A contract or payment opens what it needs without a list of fields: everything.
    return {
      at: row.at,
      actorName: row.actorName,
      operation: row.operation,
      fields: revealed ?? byRule ?? (opened ? [opened] : ['all']),
      reason: reason ?? (byRule && !revealed ? say(words['authority.shown-by-rule'], ctx.language) : ''),
      outcome: row.outcome,
    }
  })
  return {
    lines: lines.filter(line => !input.field || line.fields.includes(input.field) || line.fields.includes('all')),
    withheld,
  }
}
