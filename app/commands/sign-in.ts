import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { options } from './arguments.ts'
import { serverUrl, tokenFile } from './operation.ts'

/** `chedai sign-in --username lin`: keeps a session token in the home, readable by its owner only. */
export async function run(args: string[]): Promise<unknown> {
  const { username } = options(args, ['username'])
  if (!username) throw new Error('name the user: --username <name>')
  const password = process.env.CHEDAI_PASSWORD ?? (await ask('password: '))
  const response = await fetch(`${serverUrl()}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  const token = response.headers.get('set-auth-token')
  if (!response.ok || !token) throw new Error(`sign-in refused (${response.status})`)
  writeFileSync(tokenFile(), token, { mode: 0o600 })
  return { signedIn: username }
}

async function ask(question: string): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await prompt.question(question)
  prompt.close()
  return answer
}
