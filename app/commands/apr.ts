import { annualRate } from '../../modules/product/annual-rate.ts'
import { batch } from './batch.ts'

/** The annual percentage rate of cash flows, or of an array of them; COMMANDS "apr". Pure: JSON in, JSON out. */
export function run(input: unknown): unknown {
  return batch(input, annualRate)
}
