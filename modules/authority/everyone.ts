import type { ScopeLevel } from './scope.ts'

/** Grants of some permissions at one scope. */
export const at = (scope: ScopeLevel, ...permissions: string[]) =>
  permissions.map(permission => ({ permission, scope }))

/** What every post may do, whatever else it does. */
export const everyone = [
  ...at('all', 'team.person.read', 'product.product.read', 'product.plan.quote', 'reference.parameter.read'),
  ...at('own', 'authority.key.read', 'authority.key.write', 'authority.glass.read'),
  ...at('own', 'team.leave.write', 'team.delegation.write', 'performance.metric.read'),
  ...at('all', 'training.course.read', 'training.course.learn'),
  ...at('own', 'training.certificate.read', 'training.report.read', 'training.plan.read'),
  ...at('own', 'training.career.read', 'training.newcomer.read'),
  ...at(
    'own',
    'performance.pay.read',
    'performance.case.read',
    'performance.target.counter',
    'performance.appraisal.read',
  ),
  ...at('own', 'performance.talk.hold'),
  ...at('all', 'performance.plan.read'),
]
