import { createServer, type Socket } from 'node:net'

/** A letter as a mail server took it. */
export type Letter = { from: string; to: string; headers: string; subject: string; text: string }

/** A mail server that takes letters and keeps them; `refuse` makes it turn recipients away. */
export async function openMailServer() {
  const letters: Letter[] = []
  const state = { refuse: false }
  const server = createServer(socket => serve(socket, letters, state))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}`, letters, state, close: () => new Promise(resolve => server.close(resolve)) }
}

function serve(socket: Socket, letters: Letter[], state: { refuse: boolean }): void {
  socket.setEncoding('utf8')
  let buffer = ''
  let data: string[] | null = null
  let from = ''
  let to = ''
  const say = (text: string) => socket.write(`${text}\r\n`)
  say('220 test')
  socket.on('error', () => {})
  socket.on('data', text => {
    buffer += text
    for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
      const line = buffer.slice(0, end)
      buffer = buffer.slice(end + 2)
      if (data) {
        if (line !== '.') data.push(line)
        else {
          letters.push(read(from, to, data))
          data = null
          say('250 kept')
        }
      } else if (line.startsWith('EHLO')) say('250-test\r\n250 SIZE 1000000')
      else if (line.startsWith('MAIL FROM:')) {
        from = line.slice(11, -1)
        say('250 ok')
      } else if (line.startsWith('RCPT TO:')) {
        to = line.slice(9, -1)
        say(state.refuse ? `550 no such box ${to}` : '250 ok')
      } else if (line === 'DATA') {
        data = []
        say('354 go on')
      } else if (line === 'QUIT') socket.end('221 bye\r\n')
      else say('502 what')
    }
  })
}

function read(from: string, to: string, lines: readonly string[]): Letter {
  const at = lines.indexOf('')
  const headers = lines.slice(0, at).join('\n').replaceAll('\n ', '')
  const decoded = (text: string) => Buffer.from(text, 'base64').toString()
  const subject = /^Subject: (.*)$/m.exec(headers)![1]!.replaceAll(/=\?UTF-8\?B\?(.*?)\?=/g, (_, part) => decoded(part))
  return { from, to, headers, subject, text: decoded(lines.slice(at + 1).join('')) }
}
