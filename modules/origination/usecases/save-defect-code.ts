import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { saveCode } from '../store/quality.ts'

/** Adds or changes a defect code; defects on record keep the severity they had. @throws Refusal origination.stale */
export async function saveDefectCode(
  ctx: Context,
  input: Input<typeof api.saveDefectCode>,
): Promise<Output<typeof api.saveDefectCode>> {
  const saved = await saveCode(ctx.sql, input)
  refuseUnless(saved, 'origination.stale')
  ctx.note({ code: input.code, severity: input.severity, courseCode: input.courseCode ?? '' })
  return saved
}
