import { toId } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context, Rights } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { runHeld, writeJson } from '#platform/write-path'
import { personById } from '#team'
import type { heldApi } from '../held-api.ts'
import * as store from '../store/held.ts'
import { actorOf } from './actor-of.ts'
import { heldId, heldToDecide, openInput, waysOf } from './held-change.ts'
import { seals } from './hold-command.ts'
import { houseFacts } from './house-operations.ts'
import { onVersion, pictureOf } from './picture-of.ts'

/**
 * Lets a held command through: it is run again by the same use case on today's data, as its maker, within the maker's rights of
 * the moment and the checker's reach. When it would now change something other than what the checker saw, nothing is done and the
 * new picture is kept to be looked at and confirmed.
 * @throws Refusal as `heldToDecide`; authority.held_maker_gone; what the command itself refuses today
 */
export async function approveHeld(
  ctx: Context,
  input: Input<typeof heldApi.approveHeld>,
): Promise<Output<typeof heldApi.approveHeld>> {
  const { held, places } = await heldToDecide(ctx, input.id)
  const id = heldId(held)
  ctx.about(id, ...held.about)
  const person = await personById(ctx.sql, toId('person', held.makerKey), ctx.today)
  const maker = person && (await actorOf(ctx.sql, person.userId, ctx.now, houseFacts().permissions))
  refuseUnless(maker, 'authority.held_maker_gone', { name: held.makerName })
  const operation = houseFacts().operations.get(held.operation)
  refuseUnless(operation, 'authority.held_unknown')
  if (operation.permission !== 'self') maker.rights.check(operation.permission)
  const asked = openInput(ctx, held)
  const rights = bothRights(
    maker.rights,
    ctx.rights,
    waysOf(held, ctx.now).map(one => one.permission),
  )
  const own = { ...ctx, actor: maker.actor, rights: places.length > 0 ? rights : maker.rights }
  const trial = await pictureOf(own, operation, asked, { onPresent: true })
  if (trial.fingerprint !== input.seen) {
    if (trial.fingerprint !== held.fingerprint)
      await store.saveDrift(
        ctx,
        held.key,
        ctx.vault.seal(JSON.stringify(trial.picture), seals.picture),
        trial.fingerprint,
      )
    ctx.note({ operation: held.operation, outcome: 'drifted' })
    return { id, outcome: 'drifted', seen: trial.fingerprint }
  }
  const answer = await runHeld(
    ctx,
    { id, operation: held.operation, actor: maker.actor, rights: own.rights },
    onVersion(asked, trial.picture.version),
    operation.run,
  )
  await store.saveEnd(ctx, held.key, 'done', input.note, ctx.vault.seal(writeJson(answer ?? null), seals.answer))
  ctx.note({ operation: held.operation, outcome: 'done', maker: maker.actor.id })
  await ctx.emit('authority.change-settled', { heldId: id })
  return { id, outcome: 'done', seen: trial.fingerprint }
}

/** What the maker may do, on records that the checker reaches too. */
function bothRights(maker: Rights, checker: Rights, permissions: readonly string[]): Rights {
  const verdict: Rights['verdict'] = (permission, row) => {
    const own = maker.verdict(permission, row)
    if (!own.allow || !row) return own
    const others = permissions.map(one => checker.verdict(one, row))
    return others.find(one => one.allow) ? own : (others[0] ?? own)
  }
  return {
    ...maker,
    verdict,
    check(permission, row) {
      maker.check(permission, row)
      const { allow, reason } = verdict(permission, row)
      if (!allow) throw new Refusal(reason, { permission: `permission.${permission}` })
    },
  }
}
