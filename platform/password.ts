import { randomInt } from 'node:crypto'

/** Long enough to pass by length, and among the first a guesser tries. Compared in lower case. */
const common = new Set(
  `1234567890 0123456789 9876543210 0987654321 1122334455 1314520520 5201314520 1472583690 1234512345 1q2w3e4r5t
  q1w2e3r4t5 1qaz2wsx3edc 1qaz@wsx3edc qazwsxedcrfv qwertyuiop qwerty1234 qwerty12345 qwerty123456 qwer123456
  asdfghjkl1 asdfghjkl123 asd123456789 zxcvbnm123 zxcvbnm1234 zxc123456789 a123456789 aa123456789 123456789a
  1234567890a abc1234567 abcd123456 abc123456789 abcd1234567 abcdefghij abcdefgh123 qq123456789 password12
  password123 password1234 password12345 password@123 p@ssw0rd123 p@ssword123 passw0rd123 administrator admin12345
  admin123456 admin@123456 root123456 test123456 test1234567 user123456 welcome123 welcome1234 welcome@123
  letmein123 changeme123 changeme1234 iloveyou123 iloveyou1314 woaini1314 woaini1314520 woaini520 woaini123456
  wang123456 zhang123456 li123456789 chen123456 huawei@123 huawei12#$ superman123 baseball123 football123
  sunshine123 princess123 dragon1234 monkey1234 computer123 internet123 trustno1234 chedai1234 chedai12345
  chedai123456 chedai@123 chedai@2026`.split(/\s+/),
)

/** Why a password is refused. */
export type PasswordProblem = 'short' | 'long' | 'common' | 'username'

/**
 * Refuses passwords under ten or over 128 characters, well known, one pattern repeated, or the username with little
 * added. Returns what is wrong, or null.
 */
export function passwordProblem(password: string, username: string): PasswordProblem | null {
  if (password.length < 10) return 'short'
  if (password.length > 128) return 'long'
  const lower = password.toLowerCase()
  if (lower.includes(username.toLowerCase()) && password.length < username.length + 6) return 'username'
  return common.has(lower) || /^(.{1,4})\1+$/.test(lower) ? 'common' : null
}

const readable = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY3479'

/** A fresh password of twenty readable characters (about 110 bits), grouped by dashes. */
export function newPassword(): string {
  const group = () => Array.from({ length: 5 }, () => readable[randomInt(readable.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
