import { createTransport, type SendMailOptions } from 'nodemailer'
import { assert } from '#lib/assert'
import type { Channel, OutgoingMessage } from './channels.ts'

/** How long a server may take for one answer, in milliseconds. */
const patience = 20_000

/**
 * Sends e-mail by a mail server: `smtp://user:password@host:port` (upgraded by STARTTLS where the server offers it) or `smtps://…`. A
 * password goes over an encrypted line to a server whose certificate holds, and over no other. The first line of a message is its
 * subject; a link to `/unsubscribe` in it is told to mail programs as well (RFC 2369, RFC 8058).
 * `authorities`: certificates (PEM) to trust in the place of the public ones, for a server of the house's own.
 */
export function smtpChannel(server: string, from: string, authorities?: string): Channel {
  const url = new URL(server)
  assert(url.protocol === 'smtp:' || url.protocol === 'smtps:', 'a mail server is smtp:// or smtps://')
  assert(plainAddress.test(from), `${from} is no address to send from`)
  const secure = url.protocol === 'smtps:'
  const [user, pass] = [url.username, url.password].map(decodeURIComponent)
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: Boolean(user),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    // What is written is all there is: nothing is fetched from a file or an address named in it.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user ? { auth: { user, pass: pass ?? '' } } : {}),
    ...(authorities ? { tls: { ca: authorities } } : {}),
  })
  return {
    async send(message) {
      assert(plainAddress.test(message.to), 'an address a mail server takes')
      await transport.sendMail(letterOf(from, message))
    },
  }
}

const plainAddress = /^[^\s<>@]+@[^\s<>@]+$/

function letterOf(from: string, { id, to, text }: OutgoingMessage): SendMailOptions {
  const [subject = '', ...body] = text.split('\n')
  const leave = /https?:\/\/\S+\/unsubscribe\?\S+/.exec(text)?.[0]
  return {
    from: { name: '', address: from },
    to: { name: '', address: to },
    subject,
    messageId: `<${id}@chedai>`,
    text: (body.length > 0 ? body : [subject]).join('\n').trim(),
    textEncoding: 'base64',
    ...(leave
      ? {
          list: { unsubscribe: { url: leave } },
          headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
        }
      : {}),
  }
}
