import { formatYuan, type Money } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context, Placed, Rights } from '#platform/context'
import { onTrial } from '#platform/held'
import { writeJson } from '#platform/write-path'
import { askedFields, differences, fingerprintOf, type HeldPicture, titleOf, valuesIn } from '../held-diff.ts'
import { type HouseOperation, houseFacts } from './house-operations.ts'

/** What running a command now would come to; nothing of it stays. */
export type Trial = {
  picture: HeldPicture
  fingerprint: string
  answer: unknown
  /** Where the records stand that the command checked the maker's rights on. */
  places: Placed[]
  /** The records it would touch. */
  about: string[]
}

/**
 * Runs a command on trial and pictures it: the record it is about, read by the operation that shows it, before and after. With
 * `onPresent` the record's present version takes the place of the one that was asked on, so that what changed since can be shown
 * instead of refused.
 * @throws Refusal what the command refuses
 */
export async function pictureOf(
  ctx: Context,
  operation: HouseOperation,
  input: unknown,
  options: { onPresent: boolean },
): Promise<Trial> {
  const { readRecord, readable } = houseFacts()
  const coded = operation.recordOf(input)
  const record = coded ?? recordIn(input, readable)
  return onTrial(ctx, async trial => {
    const before =
      record === null ? null : await quietly(() => readRecord({ ...trial, rights: masking(trial.rights) }, record))
    const version = versionIn(before)
    const places: Placed[] = []
    const about = new Set<string>()
    const asked = options.onPresent ? onVersion(input, version) : input
    const watched: Context = {
      ...trial,
      rights: noting(trial.rights, places),
      about: (...ids) => {
        for (const id of ids) about.add(id)
      },
      note: () => {},
    }
    const answer = await operation.run(watched, asked)
    const after =
      before === null || record === null
        ? null
        : await quietly(() => readRecord({ ...trial, rights: masking(trial.rights) }, record))
    const read = before !== null && after !== null
    const picture: HeldPicture = {
      record: read ? record : null,
      title: titleOf(before),
      version: read ? version : null,
      ...(read ? differences(before, after) : { fields: [], cut: false }),
      asked: askedFields(input, fen => formatYuan(fen as Money)),
    }
    return {
      picture,
      fingerprint: fingerprintOf(picture, writeJson(input)),
      answer,
      places,
      about: [...new Set([...(coded ? [coded] : []), ...about])].filter(readable),
    }
  })
}

/** The input as it would have been asked on the record's present version. */
export function onVersion(input: unknown, version: number | null): unknown {
  const asked = input as { version?: unknown } | null
  return version !== null && typeof asked?.version === 'number' ? { ...asked, version } : input
}

/** The record a command is about: its `id`, else the first identifier in it of a kind that can be read. */
function recordIn(input: unknown, readable: (id: string) => boolean): string | null {
  return valuesIn(input).find(readable) ?? null
}

const versionIn = (record: unknown): number | null => {
  const version = (record as { version?: unknown } | null)?.version
  return typeof version === 'number' ? version : null
}

/** A reading that the maker is refused leaves the picture without the record, not without the command. */
async function quietly(read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** What is kept for a second person is kept masked, whatever the maker sees. */
const masking = (rights: Rights): Rights => ({
  ...rights,
  shows: (field, row) => (rights.shows(field, row) === 'shown' ? 'masked' : rights.shows(field, row)),
})

/** The same rights, noting every record they are asked about. */
function noting(rights: Rights, places: Placed[]): Rights {
  return {
    ...rights,
    check(permission, row) {
      rights.check(permission, row)
      if (row) places.push({ ownerId: row.ownerId, groupId: row.groupId, branchId: row.branchId })
    },
    verdict(permission, row) {
      return rights.verdict(permission, row)
    },
  }
}
