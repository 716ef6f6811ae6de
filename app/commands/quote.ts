import { quote } from '../../modules/product/quote-answer.ts'
import { batch } from './batch.ts'

/** The plan of terms, or the plans of an array of them; COMMANDS "quote". Pure: JSON in, JSON out. */
export function run(input: unknown): unknown {
  return batch(input, quote)
}
