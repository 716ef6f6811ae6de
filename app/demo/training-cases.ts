import type { CaseOutcome, CaseReason, CaseVerdict } from '../../modules/training/case-study.ts'

/** Cases of the demo city: made up like the city itself, so that nobody is in them. */
export const demoCases: {
  title: string
  topic: string
  story: string
  facts: Record<string, string>
  policyVerdict: CaseVerdict
  policyReasons: CaseReason[]
  policyNote: string
  outcome: CaseOutcome
  outcomeNote: string
}[] = [
  {
    title: '二手车价格倒挂',
    topic: '信贷政策',
    story:
      '客户 34 岁，某制造企业班组长，入职 6 年。申请二手车贷款，经销商报价高于评估价。申请金额按成交价的 70% 计算。',
    facts: {
      成交价: '128,000 元',
      评估价: '108,000 元',
      申请金额: '89,600 元',
      期限: '36 期',
      核实月收入: '9,800 元',
      现有月还款: '1,200 元',
    },
    policyVerdict: 'return',
    policyReasons: ['vehicle-price'],
    policyNote:
      '价格基数应取孰低 108,000 元，最高 **75,600 元**。收入和负债没有问题，退回调整金额并补足首付即可，不必拒绝。',
    outcome: 'performed',
    outcomeNote: '调整为 75,000 元后放款，正常还款。',
  },
  {
    title: '同一经销商的集中申请',
    topic: '反欺诈',
    story:
      '同一家二手车商在一周内提交五笔申请。五份流水的付款方都是同一家新成立的公司，入账日相同，金额各差几百元；其中三人留了同一个紧急联系人。本笔客户答不出车辆颜色。',
    facts: { 申请金额: '96,000 元', 首付来源: '经销商垫付（客户称已还）', 工作单位: '成立 2 个月', 流水月数: '3 个月' },
    policyVerdict: 'escalate',
    policyReasons: ['fraud', 'dealer', 'down-payment'],
    policyNote: '多条线索互相印证团伙申请，应**上报风控**并暂停该经销商，不宜只拒本笔：只拒一笔，其余四笔会换人再来。',
    outcome: 'fraud',
    outcomeNote: '回访确认五笔中四笔为代办套车，未放款。',
  },
  {
    title: '高收入低留存',
    topic: '信贷政策',
    story:
      '客户声明月入 25,000 元，代发流水显示工资 11,000 元，发薪次日几乎全部转出。征信另有两笔上月发放、未到首期的消费贷。',
    facts: {
      声明月收入: '25,000 元',
      代发工资: '11,000 元',
      征信现有月还款: '3,100 元',
      未到首期月供: '4,600 元',
      本笔月供: '3,400 元',
    },
    policyVerdict: 'reject',
    policyReasons: ['income', 'debt'],
    policyNote: '按核实收入，(3,100 + 4,600 + 3,400) ÷ 11,000 = **101%**，超出还款能力；声明与核实差距过大。',
    outcome: 'defaulted',
    outcomeNote: '同期他行放款，第 4 期起逾期。',
  },
  {
    title: '首付来自借款',
    topic: '反欺诈',
    story: '客户首付转账的前一天，账户收到一笔等额汇入，附言“借款”。其余资料齐全，收入稳定。',
    facts: { 首付: '40,000 元', 前一日汇入: '40,000 元', 核实月收入: '8,200 元', 负债收入比: '46%' },
    policyVerdict: 'reject',
    policyReasons: ['down-payment', 'debt'],
    policyNote: '首付须为自有资金。借来的首付意味着真实杠杆是 100%，且多一笔未披露负债。',
    outcome: 'late',
    outcomeNote: '客户自筹后另行申请，曾有两次短期逾期。',
  },
  {
    title: '稳定的小店主',
    topic: '信贷政策',
    story:
      '客户经营早餐店 8 年，无工资流水。收款码月均净流入 23,000 元，与进货单据和纳税记录吻合。征信良好，自付首付 35%。',
    facts: {
      月均净流入: '23,000 元',
      毛利率: '约 45%',
      核定月收入: '10,300 元',
      现有月还款: '0',
      本笔月供: '2,600 元',
      首付: '35%',
    },
    policyVerdict: 'approve',
    policyReasons: [],
    policyNote: '经营收入可由流水、单据、纳税三方印证，负债收入比约 25%，**同意**。没有工资流水不是拒绝理由。',
    outcome: 'performed',
    outcomeNote: '按期结清。',
  },
]
