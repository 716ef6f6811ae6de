import { z } from 'zod'
import { dayOut, idOut, instantOut, listIn, pageOut } from '#lib/fields'
import { operation } from '#lib/operation'
import { accessApi } from './access-api.ts'
import { heldApi } from './held-api.ts'
import { questionApi } from './question-api.ts'
import { reviewApi } from './review-api.ts'
import { ruleApi } from './rule-api.ts'
import { scopeLevels } from './scope.ts'

export const api = {
  ...heldApi,
  ...ruleApi,
  ...questionApi,
  ...accessApi,
  ...reviewApi,
  listRoles: operation({
    method: 'GET',
    path: '/authority/roles',
    permission: 'authority.role.read',
    summary: '角色与权限 · Roles and what they permit',
  }).output(
    z.array(
      z.object({
        code: z.string(),
        zh: z.string(),
        en: z.string(),
        posts: z.array(z.string()),
        permissions: z.array(z.object({ permission: z.string(), scope: z.enum(scopeLevels) })),
      }),
    ),
  ),
  listAudit: operation({
    method: 'GET',
    path: '/authority/audit',
    permission: 'authority.audit.read',
    summary: '操作记录 · Who did what, and what was refused',
  })
    .input(
      listIn(
        {
          about: z.string().max(80).optional(),
          actor: z.string().max(60).optional(),
          outcome: z.enum(['done', 'refused', 'previewed', 'held']).optional(),
        },
        ['at'],
      ),
    )
    .output(
      pageOut(
        z.object({
          id: idOut('audit'),
          at: instantOut(),
          businessDay: dayOut(),
          actor: z.string(),
          actorName: z.string(),
          operation: z.string(),
          outcome: z.enum(['done', 'refused', 'previewed', 'held']),
          refusal: z.string().nullable(),
          about: z.array(z.string()),
          detail: z.record(z.string(), z.unknown()),
        }),
      ),
    ),
}
