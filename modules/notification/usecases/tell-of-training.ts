import type { Context } from '#platform/context'
import { newcomers, training } from '#training'
import { notify } from './notify.ts'

/** Tells a learner of a course given. */
export async function tellOfCourse(ctx: Context, told: Parameters<typeof training.courseNotice>[1]): Promise<void> {
  const notice = await training.courseNotice(ctx, told)
  if (notice) await notify(ctx, notice)
}

/** Tells the holder of a certificate that runs out or has ended. */
export const tellOfCertificate =
  (what: 'expiring' | 'expired') =>
  async (ctx: Context, told: Parameters<typeof training.certificateNotice>[2]): Promise<void> => {
    const notice = await training.certificateNotice(ctx, what, told)
    if (notice) await notify(ctx, notice)
  }

/** Tells who waited of the seat. */
export async function tellOfSeat(
  ctx: Context,
  { sessionId, personId }: { sessionId: `session_${string}`; personId: `person_${string}` },
): Promise<void> {
  const notice = await training.sessionNotice(ctx, 'seat', { sessionId, personIds: [personId] })
  if (notice) await notify(ctx, notice)
}

/** Tells everybody registered that a session is cancelled. */
export async function tellOfCancelled(ctx: Context, told: Parameters<typeof training.sessionNotice>[2]): Promise<void> {
  const notice = await training.sessionNotice(ctx, 'cancelled', told)
  if (notice) await notify(ctx, notice)
}

/** Tells of a proposal that waits or was decided. */
export async function tellOfProposal(ctx: Context, told: Parameters<typeof training.proposalNotice>[1]): Promise<void> {
  const notice = await training.proposalNotice(ctx, told)
  if (notice) await notify(ctx, notice)
}

/** Tells of a version of a career ladder that waits or was decided. */
export async function tellOfLadder(ctx: Context, told: Parameters<typeof training.ladderNotice>[1]): Promise<void> {
  const notice = await training.ladderNotice(ctx, told)
  if (notice) await notify(ctx, notice)
}

/** Tells of a contested question that waits or was ruled on. */
export async function tellOfContest(ctx: Context, told: Parameters<typeof training.contestNotices>[1]): Promise<void> {
  for (const notice of await training.contestNotices(ctx, told)) await notify(ctx, notice)
}

/** Tells who showed a certificate from outside what became of it. */
export async function tellOfProof(ctx: Context, told: Parameters<typeof training.proofNotice>[1]): Promise<void> {
  const notice = await training.proofNotice(ctx, told)
  if (notice) await notify(ctx, notice)
}

/** Tells a mentor of the newcomer. */
export async function tellOfMentor(ctx: Context, told: Parameters<typeof newcomers.mentorNotice>[1]): Promise<void> {
  await notify(ctx, await newcomers.mentorNotice(ctx, told))
}
