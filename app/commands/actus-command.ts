import { run as actus } from './actus.ts'
import { options, readJsonInput } from './arguments.ts'

/** `chedai actus --in cases.json`: events of ACTUS contracts; COMMANDS "actus". */
export async function run(args: string[]): Promise<unknown> {
  return actus(readJsonInput(options(args, ['in']).in))
}
