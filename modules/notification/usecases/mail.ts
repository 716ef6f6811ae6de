/** Mail to people of the team: how the house sends it, sending it to who has confirmed an address, and the way out without a sign-in. */
export { useMailRoom } from './mail-room.ts'
export { mailTo } from './mail-to.ts'
export { unsubscribe } from './unsubscribe.ts'
