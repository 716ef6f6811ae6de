import { glassNotice } from '#authority'
import type { Id } from '#lib/id'
import type { Context } from '#platform/context'
import { notify } from './notify.ts'

/** The alarm of an emergency access: the manager and everybody who reviews such accesses hear of it at once. */
export async function tellOfGlass(ctx: Context, { glassId }: { glassId: Id<'glass'> }): Promise<void> {
  const glass = await glassNotice(ctx, glassId)
  if (!glass) return
  await notify(ctx, {
    to: glass.to,
    template: 'authority.notice.glass',
    facts: { person: glass.person, reason: glass.reason },
    about: glassId,
    once: `${glassId}.broken`,
  })
}
