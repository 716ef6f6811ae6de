import type { Post } from '#team'

/** The demo city's staff. Passwords are no secrets: they are printed at every start of a demo. */
export type DemoPerson = {
  username: string
  password: string
  name: string
  post: Post
  postName: string
  branch: string
  group: string
  reportsTo: string | null
  /** Offered on the sign-in page: one for each role. */
  shown: boolean
}

const person = (
  username: string,
  name: string,
  post: Post,
  postName: string,
  branch: string,
  group: string,
  reportsTo: string | null,
  shown = false,
): DemoPerson => ({ username, password: `chedai-${username}`, name, post, postName, branch, group, reportsTo, shown })

export const demoBranches = [
  { code: 'HQ', name: '总部', city: '上海' },
  { code: 'SH', name: '上海分公司', city: '上海' },
  { code: 'HZ', name: '杭州分公司', city: '杭州' },
]

export const demoGroups = [
  { branch: 'HQ', name: '管理层', function: 'management', parent: null },
  { branch: 'HQ', name: '风险控制部', function: 'risk', parent: '管理层' },
  { branch: 'HQ', name: '财务部', function: 'finance', parent: '管理层' },
  { branch: 'HQ', name: '人力培训部', function: 'training', parent: '管理层' },
  { branch: 'HQ', name: '审计部', function: 'audit', parent: '管理层' },
  { branch: 'HQ', name: '信息部', function: 'administration', parent: '管理层' },
  { branch: 'SH', name: '上海管理组', function: 'management', parent: null },
  { branch: 'SH', name: '华东一组', function: 'market', parent: '上海管理组' },
  { branch: 'SH', name: '华东二组', function: 'market', parent: '上海管理组' },
  { branch: 'SH', name: '上海审核组', function: 'review', parent: '上海管理组' },
  { branch: 'SH', name: '上海客服组', function: 'service', parent: '上海管理组' },
  { branch: 'SH', name: '上海贷后组', function: 'collection', parent: '上海管理组' },
  { branch: 'HZ', name: '杭州管理组', function: 'management', parent: null },
  { branch: 'HZ', name: '浙江一组', function: 'market', parent: '杭州管理组' },
  { branch: 'HZ', name: '杭州审核组', function: 'review', parent: '杭州管理组' },
] as const

/** In the order they are hired: a manager before who reports to them. */
export const demoPeople: DemoPerson[] = [
  person('guo', '郭建国', 'risk_director', '风控总监', 'HQ', '风险控制部', null, true),
  person('zheng', '郑海燕', 'team_manager', '团队经理', 'SH', '上海管理组', null, true),
  person('shen', '沈国栋', 'team_manager', '团队经理', 'HZ', '杭州管理组', null),
  person('qian', '钱玉芳', 'finance_manager', '财务经理', 'HQ', '财务部', null, true),
  person('lin', '林晓雯', 'market_developer', '市场开发', 'SH', '华东一组', 'zheng', true),
  person('zhou', '周启明', 'market_developer', '市场开发', 'SH', '华东一组', 'zheng'),
  person('maxiao', '马骁', 'market_developer', '市场开发', 'SH', '华东一组', 'zheng'),
  person('hujiayin', '胡佳音', 'market_developer', '市场开发', 'SH', '华东二组', 'zheng'),
  person('gao', '高翔', 'market_developer', '市场开发', 'SH', '华东二组', 'zheng'),
  person('xuwenbo', '许文博', 'market_developer', '市场开发', 'HZ', '浙江一组', 'shen'),
  person('luo', '罗思涵', 'market_developer', '市场开发', 'HZ', '浙江一组', 'shen'),
  person('chen', '陈思远', 'credit_reviewer', '信贷审核', 'SH', '上海审核组', 'zheng', true),
  person('zhao', '赵雅琴', 'credit_reviewer', '信贷审核', 'SH', '上海审核组', 'zheng'),
  person('feng', '冯立', 'credit_reviewer', '信贷审核', 'HZ', '杭州审核组', 'shen'),
  person('song', '宋毅', 'senior_reviewer', '信贷终审', 'SH', '上海审核组', 'zheng', true),
  person('tang', '唐敏', 'senior_reviewer', '信贷终审', 'HZ', '杭州审核组', 'shen'),
  person('sun', '孙立诚', 'risk_officer', '风险控制', 'HQ', '风险控制部', 'guo', true),
  person('cao', '曹静', 'risk_officer', '风险控制', 'HQ', '风险控制部', 'guo'),
  person('wujiayi', '吴佳怡', 'service_agent', '客户服务', 'SH', '上海客服组', 'zheng', true),
  person('deng', '邓丽', 'service_agent', '客户服务', 'SH', '上海客服组', 'zheng'),
  person('hejunjie', '何俊杰', 'collector', '催收', 'SH', '上海贷后组', 'zheng', true),
  person('peng', '彭涛', 'collector', '催收', 'SH', '上海贷后组', 'zheng'),
  person('liu', '刘梅', 'finance_officer', '财务', 'HQ', '财务部', 'qian', true),
  person('yuyang', '于洋', 'hr_officer', '人事培训', 'HQ', '人力培训部', null, true),
  person('bai', '白薇', 'auditor', '审计', 'HQ', '审计部', null, true),
  person('jin', '金磊', 'administrator', '系统管理员', 'HQ', '信息部', null, true),
]

/** Who joined in these weeks: hired by the demo when the city is grown up, and in her first days this morning. */
export const demoNewcomer: DemoPerson = person(
  'fang',
  '方小雨',
  'credit_reviewer',
  '信贷审核（新人）',
  'SH',
  '上海审核组',
  'zheng',
)
