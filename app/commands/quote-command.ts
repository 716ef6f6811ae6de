import { options, readJsonInput } from './arguments.ts'
import { run as quote } from './quote.ts'

/** `chedai quote --in terms.json`: repayment plans; COMMANDS "quote". */
export async function run(args: string[]): Promise<unknown> {
  return quote(readJsonInput(options(args, ['in']).in))
}
