import { say } from '#lib/words'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { readJson } from '#platform/write-path'
import type { heldApi } from '../held-api.ts'
import { flatten } from '../held-diff.ts'
import { fieldOf } from '../mask.ts'
import * as store from '../store/held.ts'
import { words } from '../words.ts'
import { candidatesOf, whyNot } from './checkers.ts'
import { openPicture, visibleHeld, waysOf } from './held-change.ts'
import { seals } from './hold-command.ts'
import { houseFacts } from './house-operations.ts'
import { lineOf } from './list-held.ts'

/** One held change: what it would change, who may check it and who may not and why, and every step so far. @throws Refusal authority.held_not_found */
export async function getHeld(
  ctx: Context,
  input: Input<typeof heldApi.getHeld>,
): Promise<Output<typeof heldApi.getHeld>> {
  const { held, places, fault, mine } = await visibleHeld(ctx, input.id)
  const picture = openPicture(ctx, held)
  const operation = houseFacts().operations.get(held.operation)
  const said = (path: string) => labelOf(path, part => operation?.label(part)?.[ctx.language === 'zh' ? 0 : 1] ?? null)
  // What a rule keeps from the reader stays kept here; the picture itself holds nothing in clear.
  const nowhere = { ownerId: null, groupId: null, branchId: null }
  const kept = (path: string) => {
    const field = fieldOf(held.operation, path)
    return field !== null && ctx.rights.shows(field, places[0] ?? nowhere) === 'withheld'
  }
  const mark = say(words['authority.withheld-field'], ctx.language)
  const checkers = []
  if (held.state === 'waiting')
    for (const check of waysOf(held, ctx.now))
      checkers.push(
        ...(await candidatesOf(ctx, { ...held, check }, { key: held.makerKey, name: held.makerName }, places)),
      )
  return {
    ...lineOf(ctx, held),
    mayCheck: held.state === 'waiting' && ctx.now < held.expiresAt && fault === null,
    mayNot: held.state === 'waiting' && fault !== null ? whyNot(ctx, fault) : null,
    mayWithdraw: held.state === 'waiting' && mine,
    seen: held.fingerprint,
    record: picture.record,
    fields: picture.fields.map(field => ({
      ...field,
      ...(kept(field.path) ? { before: mark, after: mark } : {}),
      label: said(field.path),
    })),
    asked: picture.asked.map(field => ({
      ...field,
      ...(kept(field.path) ? { value: mark } : {}),
      label: said(field.path),
    })),
    cut: picture.cut,
    note: held.decisionNote,
    checkers: [...new Map(checkers.map(one => [one.key, one])).values()]
      .filter(one => one.key !== held.makerKey)
      .map(({ name, fault: why }) => ({ name, why: why === null ? null : whyNot(ctx, why) })),
    steps: await store.stepsOf(ctx.sql, held.key),
    // What the command answered is its maker's: it may hold what only its asker may read.
    answer:
      mine && held.answerSealed !== null
        ? [...flatten(readJson(JSON.parse(ctx.vault.open(held.answerSealed, seals.answer))))].map(([path, value]) => ({
            path,
            value,
          }))
        : null,
  }
}

/** The name of a field by the names of what it lies in, `还款计划 3 · 本金`; null when its own part has no name. */
function labelOf(path: string, label: (path: string) => string | null): string | null {
  const parts = path.split('.')
  const own = label(path)
  if (own === null) return null
  const outer = parts.slice(0, -1).flatMap((part, index) => {
    if (/^\d+$/.test(part)) return [part]
    const name = label(parts.slice(0, index + 1).join('.'))
    return name === null || name === own ? [] : [name]
  })
  return outer.length === 0 ? own : `${outer.join(' ')} · ${own}`
}
