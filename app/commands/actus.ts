import { actusEvents } from '../../modules/product/actus/actus.ts'
import { answered } from './batch.ts'

/**
 * The events of ACTUS cases, under the ids they came with; COMMANDS "actus". A bad case gives its error in its place, and
 * so does a document that is no table of cases. Pure: JSON in, JSON out.
 */
export function run(input: unknown): unknown {
  if (Array.isArray(input)) return input.map(one => answered(one, actusEvents))
  if (typeof input !== 'object' || input === null) return answered(input, actusEvents)
  return Object.fromEntries(Object.entries(input).map(([id, one]) => [id, answered(one, actusEvents)]))
}
