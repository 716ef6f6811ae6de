import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { dimensions } from '../dimension.ts'
import { ask } from './ask.ts'
import { idOf, namesOf } from './names.ts'

/** What the reader's book can be cut by: every value of every dimension with its loans, the most frequent first. */
export async function choices(ctx: Context): Promise<Output<typeof api.choices>> {
  const { about } = await ask(ctx, {})
  const found = await pictures.choices(ctx, about, dimensions)
  const names = new Map<string, Map<string, string>>()
  for (const by of dimensions)
    names.set(
      by,
      await namesOf(
        ctx,
        by,
        found.flatMap(choice => (choice.by === by ? [choice.value] : [])),
      ),
    )
  return {
    choices: found.map(({ by, value, within, loans }) => ({
      by,
      id: idOf(by, value)!,
      name: names.get(by)!.get(value) ?? null,
      within,
      loans,
    })),
  }
}
