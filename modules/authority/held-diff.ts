import { createHash } from 'node:crypto'

/** One field that would change; values as the API shows them, null where there is none. */
export type HeldField = { path: string; before: Scalar; after: Scalar }
/** One field of what was asked. */
export type AskedField = { path: string; value: Scalar }
export type Scalar = string | number | boolean | null

/** What a held command would change: the record's fields before and after, or, where no record can be read, what was asked. */
export type HeldPicture = {
  /** The record read before and after; null when the operation has none that the maker may read. */
  record: string | null
  /** What people call the record. */
  title: string | null
  /** The record's version when it was read. */
  version: number | null
  fields: HeldField[]
  asked: AskedField[]
  /** More fields than are kept. */
  cut: boolean
}

const mostFields = 200
/** What moves with every change or with the clock and says nothing of it. */
const noise = /(^|\.)(version|updatedAt|changedAt|lastChangedAt|actions|timeline|history)(\.|$)/

/** A value as rows of dotted paths; members of a list go by their `id`, `key`, `code` or `number` where they have one. */
export function flatten(value: unknown, path = ''): Map<string, Scalar> {
  const found = new Map<string, Scalar>()
  const walk = (at: unknown, where: string) => {
    if (at === undefined) return
    if (at === null || typeof at !== 'object') {
      found.set(where, typeof at === 'bigint' ? at.toString() : (at as Scalar))
    } else if (Array.isArray(at)) {
      for (const [index, item] of at.entries()) walk(item, `${where}.${nameOf(item) ?? index}`)
    } else {
      for (const [name, item] of Object.entries(at)) walk(item, where ? `${where}.${name}` : name)
    }
  }
  walk(value, path)
  return found
}

function nameOf(item: unknown): string | null {
  if (item === null || typeof item !== 'object') return null
  for (const name of ['id', 'key', 'code', 'number']) {
    const value = (item as Record<string, unknown>)[name]
    if (typeof value === 'string' || typeof value === 'number') return String(value).replaceAll('.', '_')
  }
  return null
}

/** The fields in which two readings of a record differ, in the order of the reading. */
export function differences(before: unknown, after: unknown): { fields: HeldField[]; cut: boolean } {
  const old = flatten(before)
  const fresh = flatten(after)
  const paths = [...new Set([...old.keys(), ...fresh.keys()])]
  const fields = paths
    .filter(path => !noise.test(path) && (old.get(path) ?? null) !== (fresh.get(path) ?? null))
    .map(path => ({ path, before: old.get(path) ?? null, after: fresh.get(path) ?? null }))
  return { fields: fields.slice(0, mostFields), cut: fields.length > mostFields }
}

const secret = /password|secret|token/i
const personal = /(^|\.)(phone|contactPhone|bankCard|account|idNumber|identityNumber|address)$/i

/** A personal value as anyone may see it: its first three and last four characters. */
export const masked = (value: string): string =>
  value.length > 8 ? `${value.slice(0, 3)}****${value.slice(-4)}` : '****'

/** What was asked as rows: no files, no passwords, personal values masked; `money` turns fen into yuan text. */
export function askedFields(input: unknown, money: (fen: bigint) => string): AskedField[] {
  const yuan = (value: unknown): unknown =>
    typeof value === 'bigint'
      ? money(value)
      : Array.isArray(value)
        ? value.map(yuan)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, yuan(item)]))
          : value
  return [...flatten(yuan(input))]
    .filter(([path, value]) => path !== 'id' && path !== 'version' && value !== null && !secret.test(path))
    .filter(([, value]) => typeof value !== 'string' || value.length <= 2000)
    .slice(0, mostFields)
    .map(([path, value]) => ({
      path,
      value: personal.test(path) && typeof value === 'string' ? masked(value) : value,
    }))
}

/** Keys made by the command itself differ each time it runs: they count as new, not as different. */
const idShape = /^[a-z]+_[0-9a-hjkmnp-tv-z]{13}$/
const instantShape = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/**
 * What a checker agrees to: the same whenever running the command would change the same. Keys that the command makes and the
 * moment at which it runs are left out; the record's version is not.
 */
export function fingerprintOf(picture: HeldPicture, input: string): string {
  const known = new Set(picture.fields.flatMap(field => (typeof field.before === 'string' ? [field.before] : [])))
  const steady = (value: Scalar): Scalar => {
    if (typeof value !== 'string' || known.has(value)) return value
    return instantShape.test(value) ? '$when' : idShape.test(value) ? '$new' : value
  }
  const lines = picture.fields.map(field => [
    field.path
      .split('.')
      .map(part => steady(part))
      .join('.'),
    field.before,
    steady(field.after),
  ])
  return createHash('sha256')
    .update(JSON.stringify([picture.record, picture.version, lines, picture.record === null ? input : null]))
    .digest('hex')
    .slice(0, 32)
}

/** Every text in an input, `id` first: among them the identifiers of the records it is about. */
export function valuesIn(input: unknown): string[] {
  const own = (input as { id?: unknown } | null)?.id
  const all = [...flatten(input).values()].filter(value => typeof value === 'string')
  return typeof own === 'string' ? [own, ...all] : all
}

/** What people call a record: its name, else its number or code. */
export function titleOf(record: unknown): string | null {
  for (const name of ['name', 'number', 'title', 'code']) {
    const value = (record as Record<string, unknown> | null)?.[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}
