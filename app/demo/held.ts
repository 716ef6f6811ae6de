import type { House } from '../house.ts'
import { staffOf } from './client.ts'

const body = {
  conditions: [],
  sameBranch: false,
  reasonRequired: true,
  deadlineHours: 24,
  expireHours: 72,
  backup: null,
}

/** What the demo city has checked by a second person: the administrator proposes it, the risk director approves it. */
const rules = [
  {
    code: 'write-off',
    operation: 'POST /servicing/loans/{id}/write-off',
    reason: '核销须经财务经理复核',
    body: {
      ...body,
      reasonRequired: false,
      check: { permission: 'servicing.reversal.record', role: 'finance_manager' },
    },
  },
  {
    code: 'waiver',
    operation: 'POST /servicing/loans/{id}/waivers',
    reason: '一千元以上的减免须经风控复核',
    body: {
      ...body,
      reasonRequired: false,
      conditions: [{ field: 'answer.amount', is: 'above', value: '1000' }],
      check: { permission: 'servicing.waiver.record', role: 'risk_officer' },
      backup: { permission: 'servicing.waiver.record', role: 'finance_manager' },
    },
  },
  {
    code: 'customer-account',
    operation: 'PATCH /party/customers/{id}',
    reason: '客户还款账号变更须经另一名客服复核，超时由风控复核',
    body: {
      ...body,
      conditions: [{ field: 'input.bankCard', is: 'given', value: null }],
      check: { permission: 'party.customer.write', role: 'service_agent' },
      backup: { permission: 'party.customer.reveal', role: 'risk_officer' },
      deadlineHours: 8,
    },
  },
  {
    code: 'dealer-account',
    operation: 'PATCH /party/dealers/{id}',
    reason: '车行收款账户变更须经财务复核',
    body: {
      ...body,
      conditions: [{ field: 'input.account', is: 'given', value: null }],
      check: { permission: 'party.dealer.read', role: 'finance_officer' },
    },
  },
  {
    code: 'post-change',
    operation: 'POST /team/people/{id}/move',
    reason: '调岗会改变权限与额度，须经人事复核',
    body: {
      ...body,
      check: { permission: 'team.person.write', role: 'hr_officer' },
      backup: { permission: 'team.person.write', role: 'administrator' },
    },
  },
  {
    code: 'market-series',
    operation: 'POST /reference/series/{code}',
    reason: '市场利率录入影响浮动利率贷款，须经风控总监复核',
    body: { ...body, check: { permission: 'reference.parameter.approve', role: null } },
  },
] as const

/** Gives the demo city its rules of two persons, and a few changes that wait this morning. */
export async function seedHeld(house: House): Promise<void> {
  const as = staffOf(house)
  const [administrator, director] = [await as('jin'), await as('guo')]
  const { businessDay: fromDay } = await administrator.team.me()
  for (const rule of rules) {
    const { id } = await administrator.authority.proposeHeldRule({ ...rule, fromDay } as never)
    await director.authority.decideHeldRule({ id, approved: true, note: '同意' })
  }
  // A command that waits answers 202, which the contract client hands over as it is.
  const agent = await as('deng')
  const { rows: customers } = await agent.party.listCustomers({ limit: 12 })
  const change = async (index: number, bankCard: string, reason: string) => {
    const customer = customers[index]
    if (!customer) return
    const { version, monthlyIncome, monthlyDebt } = await agent.party.getCustomer({ id: customer.id })
    await withReason(house, 'deng', reason).then(client =>
      client.party.updateCustomer({
        id: customer.id,
        version,
        bankCard,
        monthlyIncome: monthlyIncome ?? '0.00',
        monthlyDebt: monthlyDebt ?? '0.00',
      }),
    )
  }
  await change(2, '6222020000000000125', '客户来电更换还款卡，已回拨核身')
  await change(7, '6217000000000000129', '原卡挂失，客户本人到店更换')
  const manager = await withReason(house, 'zheng', '车行更换开户行，已收到盖章函')
  const dealer = (await manager.party.listDealers({ limit: 5 })).rows.find(row => row.state === 'active')
  if (dealer) {
    const { version } = await manager.party.getDealer({ id: dealer.id })
    await manager.party.updateDealer({
      id: dealer.id,
      version,
      account: '3105016100000000123',
      bankName: '示范银行徐汇支行',
    })
  }
  const { rows: late } = await director.servicing.listLoans({
    overdueFrom: 150,
    limit: 1,
    sort: 'overdueDays',
    direction: 'desc',
  } as never)
  if (late[0]) await director.servicing.writeOffLoan({ id: late[0].id, reason: '多次催收无果，车辆已失踪并报案' })
}

/** One of the staff with a reason that goes with what they ask for. */
const withReason = (house: House, username: string, reason: string) => staffOf(house, reason)(username)
