import { useQuery } from '@tanstack/react-query'
import { Flex, Tag, Tooltip } from 'antd'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { useCertificateName } from '../training/certificate-name.ts'
import { permissionName, titleOf } from './names.ts'
import { useRoleNames } from './rules.tsx'

/** What people call a rule of an answer, by its id: `kind:code#number`, or one of the other things a right can come by. */
function useRuleName(): ((id: string) => string) | null {
  const t = useWords()
  const roleName = useRoleNames()
  const certificateName = useCertificateName()
  const rules = useQuery(api.authority.listRules.queryOptions({ input: {}, retry: false, staleTime: 60_000 }))
  const titles = new Map(
    (rules.data ?? []).map(rule => [
      `${rule.kind}:${rule.code}#${rule.number}`,
      `${t(`authority.kind.${rule.kind}`)}${t('ui.colon')}${titleOf(rule, t, roleName)}`,
    ]),
  )
  const nameOf = (id: string): string => {
    const title = titles.get(id)
    if (title) return title
    const [kind, ...rest] = id.split(':')
    // What comes by a delegation names the rule that its giver holds it by.
    if (kind === 'delegation') {
      const through = rest.slice(1).join(':')
      return t('authority.review.kind.delegation') + (through ? ` · ${nameOf(through)}` : '')
    }
    if (kind === 'key') return t('authority.review.kind.key')
    if (kind === 'glass') return t('authority.emergency')
    if (kind === 'certificate')
      return `${t('authority.question.certificates')}${t('ui.colon')}${certificateName(rest.join(':'))}`
    // A line of a role: the role, the permission and how far it goes.
    const [permission, scope] = rest.join(':').split('@')
    if (scope) return `${permissionName(permission!, t)} · ${t(`authority.scope.${scope}`)}`
    if (id.includes('.') && kind === id) return permissionName(id, t)
    const own = roleName(rest.join(':').replace(/#\d+$/, ''))
    return kind === 'role' ? `${t('authority.kind.role')}${t('ui.colon')}${own}` : id
  }
  return rules.isPending ? null : nameOf
}

/** The chain of rules a right comes by, each by its name; its code, which stands in the rules' page, when pointed at. */
export function RuleChain({ ids }: { ids: readonly string[] }) {
  const nameOf = useRuleName()
  return (
    <Flex gap={4} wrap style={{ width: 'max-content', maxWidth: 300 }}>
      {nameOf &&
        ids.map(id => (
          <Tooltip key={id} title={id}>
            <Tag data-rule={id} style={{ margin: 0, whiteSpace: 'normal' }}>
              {nameOf(id)}
            </Tag>
          </Tooltip>
        ))}
    </Flex>
  )
}
