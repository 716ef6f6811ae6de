import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'

/** Parses `--name value` arguments; unknown ones are refused. */
export function options<const Names extends string>(
  args: string[],
  names: readonly Names[],
  flags: readonly string[] = [],
) {
  const spec = Object.fromEntries([
    ...names.map(name => [name, { type: 'string' as const }]),
    ...flags.map(name => [name, { type: 'boolean' as const }]),
  ])
  return parseArgs({ args, options: spec, allowPositionals: false }).values as Partial<Record<Names, string>> &
    Record<string, unknown>
}

/** The bytes of a file, unpacked when its name ends in .gz. @throws Error in one sentence when it cannot be read. */
export function readInput(file: string | undefined): Buffer {
  if (!file) throw new Error('name the input file: --in <file>')
  try {
    const bytes = readFileSync(file === '-' ? 0 : file)
    return file.endsWith('.gz') ? gunzipSync(bytes) : bytes
  } catch (error) {
    throw new Error(`cannot read ${file}: ${(error as Error).message}`)
  }
}

/** The JSON document of a file. @throws Error in one sentence when it is broken. */
export function readJsonInput(file: string | undefined): unknown {
  const text = readInput(file).toString('utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`)
  }
}
