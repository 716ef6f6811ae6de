import { z } from 'zod'
import { id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { bases, certificateStates } from './certificate.ts'

/** The code of a certificate kind or a course: what people and rules name it by. */
export const codeIn = () =>
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/)
    .meta({ examples: ['credit-approval'] })

export const Kind = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  validityMonths: z.number().int(),
  graceDays: z.number().int(),
  refresherDays: z.number().int(),
  version: z.number().int(),
})

export const Certificate = z.object({
  id: idOut('certificate'),
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  number: z.string(),
  personId: idOut('person'),
  personName: z.string(),
  groupName: z.string().nullable(),
  basis: z.enum(bases),
  evidence: z.string(),
  state: z.enum(certificateStates),
  issuedAt: instantOut(),
  validUntil: instantOut(),
  endsAt: instantOut(),
  issuedByName: z.string().nullable(),
  revokedReason: z.string().nullable(),
})

const kindIn = {
  name: label(text(50), '证书名称', 'Name'),
  nameEn: label(text(80), '英文名称', 'English name'),
  validityMonths: label(z.number().int().min(1).max(120), '有效期（月）', 'Validity in months'),
  graceDays: label(z.number().int().min(0).max(180).default(0), '宽限期（天）', 'Grace in days'),
  refresherDays: label(
    z.number().int().min(0).max(365).default(60),
    '复训窗口（天）',
    'Refresher open, days around the end',
  ),
}

export const certificateApi = {
  listCertificateKinds: operation({
    method: 'GET',
    path: '/training/certificate-kinds',
    permission: 'training.course.read',
    summary: '证书种类 · Kinds of certificates',
  }).output(z.array(Kind)),
  addCertificateKind: operation({
    method: 'POST',
    path: '/training/certificate-kinds',
    permission: 'training.certificate.write',
    summary: '新增证书种类 · Add a kind of certificate',
    refuses: ['training.code_taken'],
  })
    .input(z.object({ code: label(codeIn(), '代码', 'Code'), ...kindIn }))
    .output(z.object({ code: z.string() })),
  changeCertificateKind: operation({
    method: 'PUT',
    path: '/training/certificate-kinds/{code}',
    permission: 'training.certificate.write',
    summary: '修改证书种类 · Change how certificates of a kind are given from now on',
    refuses: ['training.certificate_not_found', 'training.stale'],
  })
    .input(z.object({ code: codeIn(), version: z.number().int(), ...kindIn }))
    .output(Kind),
  listCertificates: operation({
    method: 'GET',
    path: '/training/certificates',
    permission: 'training.certificate.read',
    summary: '证书台账 · Certificates and where they stand now',
  })
    .input(
      listIn(
        {
          code: codeIn().optional(),
          state: z.enum(certificateStates).optional(),
          personId: id('person').optional(),
          groupId: id('group').optional(),
          endsWithinDays: label(z.coerce.number().int().min(0).max(730).optional(), '多少天内到期', 'Ends within days'),
        },
        ['endsAt'],
      ),
    )
    .output(pageOut(Certificate)),
  issueCertificate: operation({
    method: 'POST',
    path: '/training/certificates',
    permission: 'training.certificate.write',
    summary: '登记外部证书 · Record a certificate proved from outside',
    refuses: ['training.certificate_not_found', 'training.person_not_found', 'training.own_certificate'],
  })
    .input(
      z.object({
        code: label(codeIn(), '证书', 'Certificate'),
        personId: label(id('person'), '人员', 'Person'),
        evidence: label(text(300), '依据', 'Proof'),
      }),
    )
    .output(z.object({ id: idOut('certificate') })),
  revokeCertificate: operation({
    method: 'POST',
    path: '/training/certificates/{id}/revoke',
    permission: 'training.certificate.write',
    summary: '吊销证书 · Revoke a certificate, with the reason; it ends at once',
    refuses: ['training.certificate_not_found', 'training.own_certificate', 'training.certificate_ended'],
  })
    .input(z.object({ id: id('certificate'), reason: label(text(300), '理由', 'Reason') }))
    .output(Certificate),
}
