import { z } from 'zod'
import { dayIn, dayOut, id, idOut, label, moneyOut, positiveMoneyIn, text } from '#lib/fields'
import { operation } from '#lib/operation'

const permissions = z
  .array(
    z
      .string()
      .max(80)
      .meta({ examples: ['team.leave.write'] }),
  )
  .min(1)
  .max(60)

const Delegation = z.object({
  id: label(idOut('delegation'), '委托编号', 'Delegation identifier'),
  fromId: label(idOut('person'), '委托人', 'Who delegates'),
  fromName: label(z.string(), '委托人姓名', 'Name of who delegates'),
  toId: label(idOut('person'), '受托人', 'Who acts in the place of the other'),
  toName: label(z.string(), '受托人姓名', 'Name of who acts in the place of the other'),
  permissions: label(
    z.array(z.string()),
    '委托的权限；approval 表示审批',
    'Permissions delegated; `approval` is deciding cases',
  ),
  cap: label(moneyOut().nullable(), '审批上限（客户总敞口）', 'Largest total exposure that may be approved'),
  fromDay: label(dayOut(), '开始日', 'From'),
  toDay: label(dayOut(), '结束日（含）', 'To, included'),
  reason: label(z.string(), '事由', 'Reason'),
  endedOn: label(dayOut().nullable(), '提前终止日', 'Ended early on'),
  endReason: label(z.string().nullable(), '终止原因', 'Why it was ended'),
  inForce: label(z.boolean(), '今日是否有效', 'Whether it holds today'),
})

export const delegationApi = {
  listDelegations: operation({
    method: 'GET',
    path: '/team/delegations',
    permission: 'team.person.read',
    summary: '授权委托：给出的与持有的 · Delegations a person has given and holds',
    refuses: ['team.person_not_found'],
  })
    .input(z.object({ personId: label(id('person'), '人员', 'Person') }))
    .output(z.array(Delegation)),
  addDelegation: operation({
    method: 'POST',
    path: '/team/delegations',
    permission: 'team.delegation.write',
    summary: '授权委托 · Let another person use one’s own permissions for a period',
    description:
      'One delegates what is one’s own only: not beyond it, not what was delegated to oneself, not to oneself and not in a circle. The giver’s rights of the moment bound it.',
    refuses: [
      'team.person_not_found',
      'team.person_left',
      'team.delegation_self',
      'team.delegation_circle',
      'team.delegation_days',
      'team.delegation_beyond',
      'team.delegation_reserved',
      'team.delegation_cap',
      'team.stand_in_away',
    ],
  })
    .input(
      z.object({
        toPersonId: label(id('person'), '受托人', 'Who acts in my place'),
        permissions: label(permissions, '委托的权限', 'Permissions'),
        cap: label(positiveMoneyIn().nullable().default(null), '审批上限', 'Approval up to'),
        fromDay: label(dayIn(), '开始日', 'From'),
        toDay: label(dayIn(), '结束日', 'To'),
        reason: label(text(200), '事由', 'Reason'),
      }),
    )
    .output(z.object({ id: label(idOut('delegation'), '委托编号', 'Delegation identifier') })),
  endDelegation: operation({
    method: 'POST',
    path: '/team/delegations/{id}/end',
    permission: 'self',
    summary: '终止委托 · End a delegation at once',
    refuses: ['team.delegation_not_found', 'team.delegation_ended'],
  })
    .input(
      z.object({
        id: label(id('delegation'), '委托编号', 'Delegation identifier'),
        reason: label(text(200), '原因', 'Reason'),
      }),
    )
    .output(z.object({ id: label(idOut('delegation'), '委托编号', 'Delegation identifier') })),
}
