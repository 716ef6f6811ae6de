import { run as apr } from './apr.ts'
import { options, readJsonInput } from './arguments.ts'

/** `chedai apr --in flows.json`: annual percentage rates; COMMANDS "apr". */
export async function run(args: string[]): Promise<unknown> {
  return apr(readJsonInput(options(args, ['in']).in))
}
