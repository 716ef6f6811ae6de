import { addDays, dayAt } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { confirmed, recheckBars } from '../quality.ts'
import * as store from '../store/quality.ts'

/** Checks in the reader's scope, newest first. */
export async function listChecks(
  ctx: Context,
  input: Input<typeof api.listChecks>,
): Promise<Output<typeof api.listChecks>> {
  const page = await store.listChecks(ctx, { ...input, person: input.personId ? toKey(input.personId) : null })
  return {
    rows: (await answered.withNames(ctx, page.rows)).map(row => view(row, ctx)),
    next: page.next,
    total: page.total,
  }
}

/** One check in full. @throws Refusal origination.check_not_found */
export async function getCheck(ctx: Context, { id }: Input<typeof api.getCheck>): Promise<Output<typeof api.getCheck>> {
  const row = await store.checkByKey(ctx.sql, toKey(id))
  refuseUnless(row, 'origination.check_not_found')
  ctx.rights.check('origination.quality.read', row)
  const [named] = await answered.withNames(ctx, [row])
  const defects = await store.defectsOf(ctx.sql, row.key)
  const { replyDays } = await parameterOn(ctx.sql, 'quality.sampling', ctx.today)
  const mine = row.ownerId === ctx.actor.key
  return {
    ...view(named!, ctx),
    bars: row.lessonKey !== null && row.decision === 'approve' && recheckBars(row.state, defects) !== null,
    decisionNote: row.decisionNote,
    decisionReason: row.decisionReason,
    note: row.note,
    replyUntil: row.state === 'found' && row.checkedAt !== null ? addDays(dayAt(row.checkedAt), replyDays) : null,
    lines: defects.map(defect => ({
      id: toId('defect', defect.key),
      code: defect.code,
      name: defect.name,
      nameEn: defect.nameEn,
      severity: defect.severity,
      note: defect.note,
      answer: defect.answer,
      replyReason: defect.replyReason ?? '',
      upheld: defect.upheld,
      rulingReason: defect.rulingReason ?? '',
      ruledByName: defect.ruledByName,
      counts: confirmed(defect),
    })),
    actions: [
      ...(row.state === 'open' && !mine ? (['record'] as const) : []),
      ...(row.state === 'found' && mine ? (['reply'] as const) : []),
      ...(defects.some(one => one.answer === 'contest' && one.upheld === null) &&
      !mine &&
      row.checkedBy !== ctx.actor.key
        ? (['rule'] as const)
        : []),
    ],
  }
}

/** Every defect code. */
export async function listDefectCodes(ctx: Context): Promise<Output<typeof api.listDefectCodes>> {
  return store.defectCodes(ctx.sql)
}

function view(row: store.CheckRow, ctx: Context) {
  return {
    id: toId('check', row.key),
    applicationId: toId('application', row.applicationKey),
    applicationNumber: row.applicationNumber,
    customerName: row.customerName,
    personId: toId('person', row.ownerId),
    personName: row.ownerName,
    decision: row.decision,
    decidedAt: row.decidedAt,
    occasion: row.occasion,
    reasons: row.reasons,
    state: row.state,
    drawnAt: row.drawnAt,
    checkedByName: row.checkedByName,
    checkedAt: row.checkedAt,
    defects: row.defects,
    bars: row.lessonKey !== null && row.decision === 'approve' && row.state === 'open',
    mine: row.ownerId === ctx.actor.key,
    version: row.version,
  }
}
