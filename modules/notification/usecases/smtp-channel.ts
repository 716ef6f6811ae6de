import { connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { assert } from '#lib/assert'
import type { Channel, OutgoingMessage } from './channels.ts'

/** How long a server may take for one answer. */
const patience = 20_000

/**
 * Sends e-mail by a mail server: `smtp://user:password@host:port` (upgraded by STARTTLS where the server offers it) or `smtps://…`. A
 * password goes over an encrypted line only. The first line of a message is its subject; a link to `/unsubscribe` in it is told to mail
 * programs as well (RFC 2369, RFC 8058).
 */
export function smtpChannel(server: string, from: string): Channel {
  const url = new URL(server)
  assert(url.protocol === 'smtp:' || url.protocol === 'smtps:', 'a mail server is smtp:// or smtps://')
  assert(plainAddress.test(from), `${from} is no address to send from`)
  return {
    async send(message) {
      assert(plainAddress.test(message.to), 'an address a mail server takes')
      const line = await dial(url)
      try {
        await converse(line, url, from, message)
      } finally {
        line.close()
      }
    },
  }
}

const plainAddress = /^[^\s<>@]+@[^\s<>@]+$/

type Line = {
  say(text: string): void
  hear(code: number): Promise<string[]>
  encrypt(host: string): Promise<void>
  encrypted(): boolean
  close(): void
}

async function dial(url: URL): Promise<Line> {
  const secure = url.protocol === 'smtps:'
  const host = url.hostname
  const port = Number(url.port || (secure ? 465 : 587))
  let socket: Socket | TLSSocket = secure ? connectTls({ host, port, servername: host }) : connect({ host, port })
  let buffer = ''
  let lines: string[] = []
  let waiting: { resolve(lines: string[]): void; reject(error: Error): void } | null = null
  const answers: string[][] = []
  const fail = (error: Error) => {
    waiting?.reject(error)
    waiting = null
  }
  const listen = () => {
    socket.setEncoding('utf8')
    socket.setTimeout(patience, () => socket.destroy(new Error('the mail server does not answer')))
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('the mail server hung up')))
    socket.on('data', (text: string) => {
      buffer += text
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const one = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        lines.push(one)
        if (one[3] === '-') continue
        if (waiting) waiting.resolve(lines)
        else answers.push(lines)
        waiting = null
        lines = []
      }
    })
  }
  listen()
  return {
    say: text => void socket.write(`${text}\r\n`),
    async hear(code) {
      const found =
        answers.shift() ?? (await new Promise<string[]>((resolve, reject) => (waiting = { resolve, reject })))
      const said = found.at(-1) ?? ''
      if (Number(said.slice(0, 3)) !== code) throw new Error(`the mail server said ${said.slice(0, 200)}`)
      return found
    },
    async encrypt(name) {
      socket.removeAllListeners()
      const bare = socket
      socket = await new Promise<TLSSocket>((resolve, reject) => {
        const next = connectTls({ socket: bare, servername: name }, () => resolve(next))
        next.once('error', reject)
      })
      listen()
    },
    encrypted: () => 'encrypted' in socket,
    close: () => void socket.end(),
  }
}

async function converse(line: Line, url: URL, from: string, message: OutgoingMessage): Promise<void> {
  await line.hear(220)
  const greet = async () => {
    line.say('EHLO chedai')
    return line.hear(250)
  }
  const offers = await greet()
  if (!line.encrypted() && offers.some(one => /^250[ -]STARTTLS$/i.test(one))) {
    line.say('STARTTLS')
    await line.hear(220)
    await line.encrypt(url.hostname)
    await greet()
  }
  if (url.username) {
    assert(line.encrypted(), 'a password goes over an encrypted line only')
    const [user, password] = [url.username, url.password].map(decodeURIComponent)
    line.say(`AUTH PLAIN ${Buffer.from(`\0${user}\0${password}`).toString('base64')}`)
    await line.hear(235)
  }
  line.say(`MAIL FROM:<${from}>`)
  await line.hear(250)
  line.say(`RCPT TO:<${message.to}>`)
  await line.hear(250)
  line.say('DATA')
  await line.hear(354)
  line.say(`${letterOf(from, message)}\r\n.`)
  await line.hear(250)
  line.say('QUIT')
}

/** A message as it travels: headers in ASCII, the text in base64, so that no line of it can end it. */
export function letterOf(from: string, { id, to, text }: Pick<OutgoingMessage, 'id' | 'to' | 'text'>): string {
  const [subject = '', ...body] = text.split('\n')
  const leave = /https?:\/\/\S+\/unsubscribe\?\S+/.exec(text)?.[0]
  const words = (said: string) =>
    (said.match(/.{1,14}/gu) ?? []).map(part => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ')
  return [
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: ${words(subject)}`,
    `Message-ID: <${id}@chedai>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    ...(leave ? [`List-Unsubscribe: <${leave}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'] : []),
    '',
    (
      Buffer.from((body.length > 0 ? body : [subject]).join('\n').trim())
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n'),
  ].join('\r\n')
}
