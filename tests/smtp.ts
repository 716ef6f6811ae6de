import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A letter as a mail server took it. */
export type Letter = { from: string; to: string; headers: string; subject: string; text: string; encrypted: boolean }

/** A certificate of 127.0.0.1 that signs itself, made anew. */
export function selfSigned(): { key: string; cert: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'chedai-mail-'))
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')] as const
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert]
  const told = ['-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync('openssl', ['req', '-x509', ...made, ...told], { stdio: 'pipe' })
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  rmSync(folder, { recursive: true })
  return pair
}

/** A mail server that takes letters and keeps them; `refuse` makes it turn recipients away. Without a certificate its lines are plain. */
export async function openMailServer(options: SMTPServerOptions = {}) {
  const letters: Letter[] = []
  const state = { refuse: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.cert ? [] : ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(state.refuse ? Object.assign(new Error(`no such box ${address}`), { responseCode: 550 }) : null),
    async onData(stream, { envelope, secure }, done) {
      const parts: Buffer[] = []
      for await (const part of stream) parts.push(part as Buffer)
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      letters.push({
        ...read(Buffer.concat(parts).toString()),
        from,
        to: envelope.rcptTo[0]!.address,
        encrypted: secure,
      })
      done()
    },
    ...options,
  })
  // A client that will not trust us hangs up; that is no fault of ours.
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  const protocol = options.secure ? 'smtps' : 'smtp'
  return {
    url: `${protocol}://127.0.0.1:${port}`,
    letters,
    state,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

function read(letter: string): Pick<Letter, 'headers' | 'subject' | 'text'> {
  const at = letter.indexOf('\r\n\r\n')
  const headers = letter.slice(0, at).replaceAll('\r\n ', ' ')
  const decoded = (text: string) => Buffer.from(text, 'base64').toString()
  // Neighbouring words of a header are one text (RFC 2047).
  const subject = /^Subject: (.*)$/m.exec(headers)![1]!.trim()
  const words = subject.replaceAll(/\?= =\?UTF-8\?B\?/g, '?==?UTF-8?B?')
  return {
    headers,
    subject: words.replaceAll(/=\?UTF-8\?B\?(.*?)\?=/g, (_, part) => decoded(part)),
    text: decoded(letter.slice(at + 4)),
  }
}
