import { z } from 'zod'
import { instantOut, label } from '#lib/fields'
import { operation } from '#lib/operation'

const MyMail = z.object({
  /** Whether this house sends mail at all. */
  on: z.boolean(),
  /** Masked; null where there is none. */
  address: z.string().nullable(),
  confirmedAt: label(instantOut().nullable(), '验证时间', 'Confirmed at'),
})

export const mailApi = {
  myMail: operation({
    method: 'GET',
    path: '/notification/mail',
    permission: 'self',
    summary: '我的邮箱 · Where I get my weekly digest by e-mail, if I want it',
  }).output(MyMail),
  saveMail: operation({
    method: 'PUT',
    path: '/notification/mail',
    permission: 'self',
    summary: '登记邮箱 · Give an address for my weekly digest; a code is sent there',
    refuses: ['notification.mail_off', 'notification.mail_often', 'notification.address'],
  })
    .input(
      z.object({
        address: label(
          z
            .email()
            .max(120)
            .meta({ examples: ['lin@example.com'] }),
          '邮箱',
          'E-mail',
        ),
      }),
    )
    .output(MyMail),
  confirmMail: operation({
    method: 'POST',
    path: '/notification/mail/confirmation',
    permission: 'self',
    summary: '验证邮箱 · Confirm my address with the code that was sent there',
    refuses: ['notification.mail_code'],
  })
    .input(
      z.object({
        code: label(
          z
            .string()
            .regex(/^\d{6}$/)
            .meta({ examples: ['123456'] }),
          '验证码',
          'Code',
        ),
      }),
    )
    .output(z.object({ confirmed: z.boolean() })),
  removeMail: operation({
    method: 'DELETE',
    path: '/notification/mail',
    permission: 'self',
    summary: '不再收邮件 · Forget my address',
  }).output(MyMail),
}
