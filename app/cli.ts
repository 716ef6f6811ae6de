import { contractModules, runOperation } from './commands/operation.ts'

/** A tool command: gets the arguments behind its name; its return value, if any, is printed as JSON. */
type Command = { help: string; load: () => Promise<{ run(args: string[]): Promise<unknown> }> }

/** The tool commands; everything else is `chedai <module> <operation>`, generated from the contracts. */
const commands: Record<string, Command> = {
  start: {
    help: 'start database, server, worker and (first time) the demo city',
    load: () => import('./commands/start.ts'),
  },
  quote: { help: 'repayment plans: --in terms.json', load: () => import('./commands/quote-command.ts') },
  apr: { help: 'annual percentage rate: --in flows.json', load: () => import('./commands/apr-command.ts') },
  actus: { help: 'events of ACTUS contracts: --in cases.json', load: () => import('./commands/actus-command.ts') },
  'close-day': { help: 'day close, catching up: --through 2026-12-31', load: () => import('./commands/close-day.ts') },
  distribute: { help: 'the loan book onto Citus', load: () => import('./commands/distribute.ts') },
  'import-tape': {
    help: 'a real loan book: --format abs-ee --in tape.csv.gz',
    load: () => import('./commands/import-tape.ts'),
  },
  doctor: {
    help: 'what is wrong with this installation and how to mend it',
    load: () => import('./commands/doctor.ts'),
  },
  'sign-in': {
    help: 'sign in for operations: --username lin (password from CHEDAI_PASSWORD or the prompt)',
    load: () => import('./commands/sign-in.ts'),
  },
}

const [name = 'help', ...args] = process.argv.slice(2)
try {
  const command = commands[name]
  if (command) {
    const result = await (await command.load()).run(args)
    if (result !== undefined) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  } else if (contractModules.includes(name)) {
    await runOperation([name, ...args])
  } else {
    const known = Object.entries(commands).map(([word, { help }]) => `  ${word.padEnd(12)} ${help}`)
    const asked = ['help', '--help', '-h'].includes(name)
    const usage = `chedai <command>\n\n${known.join('\n')}\n\nchedai <module> <operation>, module one of: ${contractModules.join(' ')}\nchedai <module> --help lists its operations\n`
    ;(asked ? process.stdout : process.stderr).write(asked ? usage : `there is no command ${name}\n\n${usage}`)
    process.exitCode = asked ? 0 : 2
  }
} catch (error) {
  // One clear line for people and scripts; the stack only when asked for.
  process.stderr.write(`${(error as Error).message}\n`)
  if (process.env.CHEDAI_DEBUG) process.stderr.write(`${(error as Error).stack}\n`)
  process.exitCode = 1
}
