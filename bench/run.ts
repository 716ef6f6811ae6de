import { readdirSync } from 'node:fs'

/** `npm run bench -- <name> [options]`: runs bench/<name>.ts; its figures are the last line, as one JSON object. */
const names = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.ts') && file !== 'run.ts' && !file.startsWith('measure'))
  .map(file => file.slice(0, -3))
const [name = '', ...args] = process.argv.slice(2)
if (names.includes(name)) {
  try {
    const { run } = (await import(`./${name}.ts`)) as { run(args: string[]): Promise<unknown> }
    process.stdout.write(`${JSON.stringify(await run(args))}\n`)
  } catch (error) {
    process.stderr.write(`bench ${name}: ${(error as Error).message}\n`)
    // What a failed bench left open must not keep the process.
    process.exit(1)
  }
} else {
  process.stderr.write(`npm run bench -- <name> [options], name one of: ${names.join(' ')}\n`)
  process.exitCode = name === '' ? 0 : 2
}
