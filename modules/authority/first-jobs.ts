import type { JobRule } from './rule.ts'

const post = (zh: string, en: string, module: string, permissions: string[] = []): JobRule => ({
  zh,
  en,
  jobs: [`${module}.*`],
  permissions,
})

/** The service posts that background jobs work as, one for each module that has some, with what they need and no more. */
export const firstJobs: Record<string, JobRule> = {
  'service.team': post('人员服务岗', 'Team service', 'team'),
  'service.training': post('培训服务岗', 'Training service', 'training'),
  'service.authority': post('权限服务岗', 'Authority service', 'authority'),
  'service.notification': post('消息服务岗', 'Notification service', 'notification'),
  'service.servicing': post('贷后服务岗', 'Servicing service', 'servicing'),
  'service.origination': post('进件服务岗', 'Origination service', 'origination'),
  'service.performance': post('绩效服务岗', 'Performance service', 'performance'),
}
