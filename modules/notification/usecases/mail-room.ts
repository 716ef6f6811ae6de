import { useChannel } from './channels.ts'
import { smtpChannel } from './smtp-channel.ts'

/** How this house sends mail: who it is from, and where its pages are for the links in it. */
export type MailRoom = { smtp: string; from: string; baseUrl: string }

let room: MailRoom | null = null

/** Sends e-mail by this server from now on; null: no mail leaves the house, and none is offered. */
export function useMailRoom(next: MailRoom | null): void {
  room = next
  if (next) useChannel('email', smtpChannel(next.smtp, next.from))
}

/** How mail goes out; null where it does not. */
export const mailRoom = (): MailRoom | null => room
