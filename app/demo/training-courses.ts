import type { Post } from '#team'
import { type Slide, usedVehicleSlides } from './slides.ts'

/** A course of the demo city's catalogue. Figures of law and policy in the lessons are those of 2026-11; sources stand beside the questions. */
export type DemoCourse = {
  code: string
  kind: 'course' | 'refresher'
  topic: string
  title: string
  titleEn: string
  summary: string
  certificate: string | null
  lessons: { title: string; minutes: number; body: string; caseOf?: string; slides?: Slide[]; video?: string }[]
  /** How many questions of which topic; none: reading to the end completes it. */
  draw: { topic: string; count: number }[]
  cases: number
  passMark: number
  minutes: number
}

export const demoKinds = [
  {
    code: 'credit-approval',
    name: '信贷审批上岗证',
    nameEn: 'Credit approval',
    validityMonths: 12,
    graceDays: 0,
    refresherDays: 60,
  },
  {
    code: 'anti-fraud',
    name: '反欺诈识别',
    nameEn: 'Fraud recognition',
    validityMonths: 12,
    graceDays: 0,
    refresherDays: 60,
  },
  {
    code: 'collection-compliance',
    name: '催收合规上岗证',
    nameEn: 'Collection compliance',
    validityMonths: 12,
    graceDays: 0,
    refresherDays: 60,
  },
  {
    code: 'personal-information',
    name: '个人信息保护',
    nameEn: 'Personal information',
    validityMonths: 24,
    graceDays: 15,
    refresherDays: 60,
  },
  {
    code: 'risk-classification',
    name: '资产风险分类',
    nameEn: 'Risk classification',
    validityMonths: 24,
    graceDays: 0,
    refresherDays: 60,
  },
]

/** Which certificates each post has to hold. */
export const demoRequired: [Post, string[]][] = [
  ['market_developer', ['personal-information', 'anti-fraud']],
  ['credit_reviewer', ['credit-approval', 'anti-fraud', 'personal-information']],
  ['senior_reviewer', ['credit-approval', 'anti-fraud', 'personal-information']],
  ['risk_officer', ['credit-approval', 'anti-fraud', 'risk-classification']],
  ['risk_director', ['credit-approval', 'anti-fraud', 'risk-classification']],
  ['collector', ['collection-compliance', 'personal-information']],
  ['service_agent', ['personal-information']],
  ['finance_officer', ['risk-classification']],
  ['finance_manager', ['risk-classification']],
]

/** Courses on lending and fraud. */
export const creditCourses: DemoCourse[] = [
  {
    code: 'credit-policy',
    kind: 'course',
    topic: '信贷政策',
    title: '汽车贷款信贷政策与审批',
    titleEn: 'Auto-loan credit policy and approval',
    summary:
      '从**准入、成数、期限**到**还款能力、审批权限**，讲清一笔车贷能不能批、批多少、谁来批。学完并通过考试取得“信贷审批上岗证”，没有有效证书的人不能审批。',
    certificate: 'credit-approval',
    draw: [
      { topic: '信贷政策', count: 6 },
      { topic: '还款能力', count: 4 },
    ],
    cases: 1,
    passMark: 80,
    minutes: 30,
    lessons: [
      {
        title: '准入：谁可以借，借来买什么',
        minutes: 20,
        body: `# 谁可以借
个人借款人须是中国公民，或在境内连续居住一年以上的港澳台居民和外国人；有有效身份证明、固定详细住址和完全民事行为能力；收入稳定合法，足以还款；信用良好；能付首付。

# 借来买什么
贷款只能用于购买约定的车辆，**挪作他用是风险分类的硬性触发条件**，至少归为关注。

- **自用车**：不以营利为目的；**商用车**：以营利为目的。网约车、货运按商用看待。
- **二手车**：已经登记、过户到借款人名下、未到强制报废标准。
- **附加品**（延保、贴膜、充电桩等）只能在办理车贷后**由客户单独申请**，不得默认搭售。

> 审核员要看的第一件事不是评分，而是“这个人、这辆车、这笔钱”三者能不能对上。`,
      },
      {
        title: '成数与期限：能借多少、多久',
        minutes: 25,
        body: `# 最高发放比例（成数）
| 车辆 | 自用 | 商用 |
| --- | --- | --- |
| 传统动力新车 | 机构自主确定 | 70% |
| 新能源新车 | 机构自主确定 | 75% |
| 二手车 | 70% | 70% |

2024 年 4 月起，自用传统动力和新能源汽车的最高发放比例由金融机构自主确定。商用车与二手车的上限不变。

# 价格基数
- 新车：**实际成交价**（扣除政府补贴，不含税费和保险）与**厂家公布价**孰低。
- 二手车：**成交价**与**本机构评估价**孰低。

# 期限（含展期）
一般不超过 **5 年**，二手车不超过 **3 年**，经销商贷款不超过 1 年。银行阶段性延长到 7 年的政策不当然适用于汽车金融公司，本机构以参数表为准。

## 算一算
成交价 120,000 元、评估价 110,000 元的二手车，成数上限 70%：
1. 基数取孰低：110,000 元
2. 最高贷款：110,000 × 70% = 77,000 元
3. 首付按**成交价**付足：120,000 − 77,000 = 43,000 元`,
      },
      {
        title: '课件：二手车的价格怎样看',
        minutes: 10,
        body: '五页，讲清**成交价、评估价、市场价**三个数各看什么。手机上可下载后横屏观看。',
        slides: usedVehicleSlides,
      },
      {
        title: '视频：验车四步',
        minutes: 5,
        body: '半分钟看完到店验车的四步：**车架号、里程、车况、留痕**。看完再做一次手边的验车单。',
        video: 'vehicle-check.webm',
      },
      {
        title: '还款能力：收入、负债与流水',
        minutes: 25,
        body: `# 负债收入比
负债收入比 =（现有月还款 + 本笔月供）÷ 核实的月收入。

- **核实**的收入，不是声明的收入。工资看代发流水和个税，个体经营看近 6 个月对公与对私流水的净流入。
- 现有月还款取征信报告：贷款按本期应还，信用卡按已用额度的 10% 计。

# 读流水的四个动作
1. 看**周期**：是否连续 6 个月，有没有断月。
2. 看**对手**：工资的付款方与工作单位是否一致。
3. 看**进出**：快进快出、整进整出不算收入。
4. 看**余额**：发薪次日就清空，说明另有负债。

# 常见差错
- 把一次性奖金、退税、亲友转账算进月收入。
- 漏算刚批未还的贷款：征信上“已发放未到首期”的也要算月供。
- 只看比例不看绝对数：月供之后剩余不足当地最低生活保障，比例再低也不能批。`,
      },
      {
        title: '审批：权限、理由与留痕',
        minutes: 20,
        body: `# 审贷分离、分级审批
- 谁经手的客户，谁不审；同一个人不在同一笔上作两次决定。
- 审批额度看**客户及关联方的总敞口**，不是单笔金额。
- 超出权限的上报，不拆分、不压单。

# 决定要写清楚
同意、拒绝、退回、上报四种结论，每种都要写**理由和依据**。拒绝要能告诉客户原因；《个人信息保护法》第二十四条规定，对个人权益有重大影响的自动化决定，个人有权要求说明，并有权拒绝仅由系统作出的决定。

# 例外
政策例外要写明：例外哪一条、为什么仍可接受、用什么缓释。例外由有相应权限的人批，占比接受监测。

> 证书到期的那一秒起，系统不再接受您的审批，队列也不再给您派件；通过考试立即恢复。`,
      },
      {
        title: '案例：评估价与成交价',
        minutes: 15,
        body: '先读案情，自己下结论，再看解析。',
        caseOf: '二手车价格倒挂',
      },
    ],
  },
  {
    code: 'credit-policy-refresher',
    kind: 'refresher',
    topic: '信贷政策',
    title: '信贷审批复训（年度）',
    titleEn: 'Credit approval refresher',
    summary: '一年一次，只讲**当年变化**和**上年常犯的错**。证书到期前后 60 天内可以参加。',
    certificate: 'credit-approval',
    draw: [
      { topic: '信贷政策', count: 4 },
      { topic: '还款能力', count: 2 },
    ],
    cases: 0,
    passMark: 80,
    minutes: 15,
    lessons: [
      {
        title: '当年变化与常犯的错',
        minutes: 20,
        body: `# 今年变了什么
- **综合融资成本明示**：金规〔2026〕2号自 2026-08-01 起施行，签约前逐项列明各项息费、收取方和折算年化，线下由借款人签字确认，线上要弹窗、强制阅读、明确确认。
- **催收标准**：GB/T 45251-2025 已实施，贷后电话的时间和次数有硬性限制。

# 上年质检最常见的三个错
1. 二手车用成交价代替孰低价算成数。
2. 漏算“已发放未到首期”的贷款。
3. 拒绝理由只写“综合评估不通过”。`,
      },
    ],
  },
  {
    code: 'fraud-recognition',
    kind: 'course',
    topic: '反欺诈',
    title: '车贷反欺诈识别',
    titleEn: 'Recognising auto-loan fraud',
    summary: '**人、车、商户、资料**四条线，识别包装、套车、一车多贷和团伙申请。',
    certificate: 'anti-fraud',
    draw: [{ topic: '反欺诈', count: 8 }],
    cases: 1,
    passMark: 75,
    minutes: 25,
    lessons: [
      {
        title: '四条线看欺诈',
        minutes: 25,
        body: `# 人
- **包装**：短期内集中办理社保、公积金、营业执照，流水由固定几个对手循环转入。
- **冒名与代办**：面签人与申请人不一致；本人答不出车型、颜色、经销商地址。
- **团伙**：不同申请人共用联系人、设备、收入证明模板，时间扎堆。

# 车
- **一车多贷**：同一车架号在短期内出现在多笔申请。
- **套车**：首付和月供都由他人支付，提车后车辆立即转移、GPS 失联。
- **抬价**：成交价明显高于厂家指导价或市场价，差额变相套现。

# 商户
- 某经销商的首期逾期率明显高于同城；申请集中在月末；资料制作风格雷同。

# 资料
- 流水的字体、对齐、余额连续性；证明文件的落款日期是节假日；照片拍摄时间早于合同日期。

> 一条异常是线索，两条互相印证才是结论。拿不准就上报，不要自己“再给一次机会”。`,
      },
      {
        title: '核验动作清单',
        minutes: 15,
        body: `# 电话核验怎么问
1. 问**只有本人知道**的：现单位入职月份、家里几口人、这辆车谁开。
2. 换个问法问**同一件事**两次。
3. 让对方说**经过**，不要问“是不是”。

# 必须做的交叉
| 说法 | 用什么印证 |
| --- | --- |
| 月入 2 万 | 代发流水、个税 |
| 自己开 | 驾驶证、停车位、保险指定驾驶人 |
| 全款首付 | 首付转账凭证的付款人 |
| 首次购车 | 名下车辆登记 |

# 不能做的
不得以“走流程”为名收集与贷款无关的信息；不得向第三方透露客户申请情况。`,
      },
      {
        title: '案例：扎堆的五笔申请',
        minutes: 15,
        body: '同一家经销商、同一周、同一种流水。',
        caseOf: '同一经销商的集中申请',
      },
    ],
  },
]

/** What each post has to learn: post, level, name, and courses with the days they are due within. */
export const demoPaths: {
  post: Post
  level: 'newcomer' | 'regular'
  name: string
  nameEn: string
  courses: [string, number][]
}[] = [
  {
    post: 'market_developer',
    level: 'newcomer',
    name: '市场开发上岗',
    nameEn: 'Market developer',
    courses: [
      ['personal-information', 15],
      ['fraud-recognition', 60],
    ],
  },
  {
    post: 'credit_reviewer',
    level: 'newcomer',
    name: '审核员上岗',
    nameEn: 'Credit reviewer',
    courses: [
      ['credit-policy', 30],
      ['fraud-recognition', 45],
      ['personal-information', 15],
    ],
  },
  {
    post: 'credit_reviewer',
    level: 'regular',
    name: '审核员进阶',
    nameEn: 'Experienced reviewer',
    courses: [['risk-classification', 180]],
  },
  {
    post: 'senior_reviewer',
    level: 'newcomer',
    name: '终审上岗',
    nameEn: 'Senior reviewer',
    courses: [
      ['credit-policy', 15],
      ['fraud-recognition', 15],
    ],
  },
  {
    post: 'senior_reviewer',
    level: 'regular',
    name: '终审进阶',
    nameEn: 'Experienced senior reviewer',
    courses: [['risk-classification', 180]],
  },
  {
    post: 'risk_officer',
    level: 'newcomer',
    name: '风控上岗',
    nameEn: 'Risk officer',
    courses: [
      ['credit-policy', 30],
      ['risk-classification', 30],
      ['fraud-recognition', 30],
    ],
  },
  {
    post: 'collector',
    level: 'newcomer',
    name: '催收上岗',
    nameEn: 'Collector',
    courses: [
      ['collection-compliance', 7],
      ['personal-information', 15],
    ],
  },
  {
    post: 'service_agent',
    level: 'newcomer',
    name: '客服上岗',
    nameEn: 'Customer service',
    courses: [['personal-information', 7]],
  },
  {
    post: 'finance_officer',
    level: 'newcomer',
    name: '财务上岗',
    nameEn: 'Finance',
    courses: [['risk-classification', 60]],
  },
]
