import { type Id, toId, toKey } from '#lib/id'
import type { Money } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { personById } from '#team'
import { newcomers } from '#training'
import type { api } from '../api.ts'
import { rejectReasons, returnReasons } from '../application.ts'
import { wilson } from '../interval.ts'
import { outcomeOf, verdictOf } from '../shadow.ts'
import { eventsOf } from '../store/application.ts'
import * as store from '../store/shadow.ts'
import { applicationFor } from './application-for-update.ts'

/** The files the reader may decide in shadow now: none for who is in no first days. */
export async function listShadowFiles(ctx: Context): Promise<Output<typeof api.listShadowFiles>> {
  if (!(await learns(ctx))) return []
  const files = await answered.withNames(ctx, await store.shadowFiles(ctx))
  return files.map(({ key, customerKey: _, ...row }) => ({ id: toId('application', key), ...row }))
}

const learns = async (ctx: Context) =>
  ctx.actor.key !== null && (await newcomers.mentorOf(ctx.sql, ctx.actor.key)) !== null

/**
 * Says what one would decide on a file under review. It changes nothing of the file and leaves no trace on it, so that who really
 * decides cannot know of it. @throws Refusal origination.application_not_found, shadow_newcomer, shadow_closed, shadow_twice, reason_needed
 */
export async function decideInShadow(
  ctx: Context,
  input: Input<typeof api.decideInShadow>,
): Promise<Output<typeof api.decideInShadow>> {
  const row = await applicationFor(ctx, input.id, 'origination.shadow.decide')
  refuseUnless(await learns(ctx), 'origination.shadow_newcomer')
  const events = await eventsOf(ctx.sql, row.key)
  const moved = events.findLastIndex(event => event.fromState !== event.toState)
  const signed = events.slice(moved + 1).some(event => event.action === 'sign')
  const open =
    (row.state === 'first-review' || row.state === 'final-review') && row.ownerId !== ctx.actor.key && !signed
  const last = events.at(-1)
  refuseUnless(open && last, 'origination.shadow_closed')
  const known: readonly string[] =
    input.verdict === 'reject' ? rejectReasons : input.verdict === 'return' ? returnReasons : []
  const reason = known.length === 0 ? null : input.reason
  refuseUnless(known.length === 0 || (reason && known.includes(reason)), 'origination.reason_needed', {}, 'reason')
  const said = (await store.shadowFiles(ctx)).some(file => file.key === row.key)
  refuseUnless(said, 'origination.shadow_twice')
  const key = await store.insertShadow(ctx, {
    applicationKey: row.key,
    seenEvent: last.key,
    verdict: input.verdict,
    reason,
    principal: input.verdict === 'approve' ? ((input.principal ?? row.principal) as Money | null) : null,
    note: input.note,
  })
  refuseUnless(key !== null, 'origination.shadow_twice')
  // The audit line names this record only: on the file's own trail it would tell who really decides.
  ctx.about(toId('shadow', key))
  return { id: toId('shadow', key) }
}

/**
 * A newcomer's shadow decisions beside the real ones, with how often they agree; to the person, the mentor and who may see it.
 * @throws Refusal origination.shadow_person, authority.out_of_scope
 */
export async function shadowFigures(
  ctx: Context,
  { personId }: Input<typeof api.shadowFigures>,
): Promise<Output<typeof api.shadowFigures>> {
  const personKey = await readable(ctx, personId)
  const own = personKey === ctx.actor.key
  const found = (await pastWall(ctx.sql, () => store.shadowsOf(ctx.sql, personKey, own))).map(row => {
    const real = row.realAction === null ? null : verdictOf(row.realAction)
    return { row, real, outcome: outcomeOf(row.verdict, real) }
  })
  const compared = found.filter(one => one.outcome !== 'waiting')
  const agreed = compared.filter(one => one.outcome === 'same').length
  const rate = wilson({ found: agreed, checked: compared.length })
  const differences = Map.groupBy(
    compared.filter(one => one.outcome !== 'same'),
    ({ row, real }) => `${row.verdict}/${real}/${row.realReason ?? row.reason ?? ''}`,
  )
  return {
    compared: compared.length,
    agreed,
    waiting: found.length - compared.length,
    ...rate,
    differences: [...differences.values()]
      .map(group => ({
        verdict: group[0]!.row.verdict,
        real: group[0]!.real!,
        outcome: group[0]!.outcome,
        reason: group[0]!.row.realReason ?? group[0]!.row.reason,
        count: group.length,
      }))
      .sort((a, b) => b.count - a.count),
    rows: found.slice(0, 100).map(({ row, real, outcome }) => ({
      id: toId('shadow', row.key),
      applicationId: toId('application', row.applicationKey),
      applicationNumber: row.number,
      verdict: row.verdict,
      reason: row.reason,
      principal: row.principal,
      note: row.note,
      at: row.at,
      real,
      realReason: row.realReason,
      realNote: row.realNote,
      realPrincipal: row.realPrincipal === null ? null : (BigInt(row.realPrincipal) as Money),
      realByName: row.realByName,
      realAt: row.realAt,
      outcome,
    })),
  }
}

async function readable(ctx: Context, personId: Id<'person'>): Promise<bigint> {
  const person = await personById(ctx.sql, personId, ctx.today)
  refuseUnless(person, 'origination.shadow_person')
  const key = toKey(personId)
  if (key !== ctx.actor.key && (await newcomers.mentorOf(ctx.sql, key)) !== ctx.actor.key)
    ctx.rights.check('origination.shadow.read', {
      ownerId: key,
      groupId: person.groupKey,
      branchId: person.branchKey,
    })
  return key
}
