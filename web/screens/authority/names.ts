import type { RuleContent, RuleKind } from '../../../modules/authority/rule.ts'
import type { client } from '../../client.ts'
import { grouped } from '../../ui/money.tsx'

export type Rule = Awaited<ReturnType<typeof client.authority.listRules>>[number]
type Say = (key: string, facts?: Record<string, unknown>) => string

/** A permission in words; one with a star as it is written. */
export const permissionName = (permission: string, t: Say): string =>
  permission.endsWith('*') ? permission : t(`permission.${permission}`)

/** A rule's content as people say it, in a few short phrases. */
export function phrasesOf(
  rule: Pick<Rule, 'kind' | 'content'>,
  t: Say,
  roleName: (code: string) => string,
  certificateName: (code: string) => string = code => code,
): string[] {
  if (rule.content === null) return [t('authority.rule.ended')]
  const content = rule.content as never
  const roles = (list: readonly string[]) => list.map(roleName).join(t('ui.comma'))
  const say: { [Kind in RuleKind]: (of: RuleContent[Kind]) => string[] } = {
    role: ({ permissions: lines }) =>
      lines.map(line => `${permissionName(line.permission, t)} · ${t(`authority.scope.${line.scope}`)}`),
    post: of => of.roles.map(roleName),
    grant: of => [t(`authority.effect.${of.effect}`), roleName(of.role)],
    matrix: of => [
      t(`authority.matrix.stage.${of.stage}`),
      roles(of.roles),
      of.maxExposure === null ? t('authority.matrix.unlimited') : `≤ ¥${grouped(of.maxExposure)}`,
      t(`authority.matrix.base.${of.base}`),
      ...(of.base === 'group' && of.links ? [of.links.map(one => t(`authority.link.${one}`)).join(t('ui.comma'))] : []),
      ...(of.maxLtv ? [`LTV ≤ ${of.maxLtv}`] : []),
      ...(of.grades ? [of.grades.join('/')] : []),
      ...(of.products ? [of.products.join(t('ui.comma'))] : []),
      ...of.exceptions.map(one => t(`authority.exception.${one}`)),
      t(`authority.matrix.mode.${of.mode}`) + (of.joint.length > 0 ? `${t('ui.colon')}${roles(of.joint)}` : ''),
    ],
    duty: of =>
      of.kind === 'static'
        ? [
            t('authority.duty.static', {
              first: permissionName(of.first, t),
              second: permissionName(of.second, t),
            }),
          ]
        : [
            t('authority.duty.time', {
              months: of.months,
              did: t(`authority.act.${of.did}`),
              mayNot: t(`authority.act.${of.mayNot}`),
            }),
          ],
    certificate: of => [
      t('authority.certificate.sentence', {
        target: t(`authority.target.${of.target}`),
        of: of.target === 'permission' ? permissionName(of.of, t) : of.target === 'role' ? roleName(of.of) : of.of,
        certificate: certificateName(of.certificate),
      }),
    ],
    committee: of => [
      t('origination.sitting.rule', {
        members: of.members,
        quorum: of.quorum.join('/'),
        favour: of.favour.join('/'),
      }),
      `${t('origination.sitting.members')}${t('ui.colon')}${roleName(of.memberRole)}`,
      `${t('origination.sitting.chair')}${t('ui.colon')}${roleName(of.chairRole)}`,
    ],
    mask: of => [
      t(`authority.show.${of.show}`),
      of.posts.length > 0
        ? of.posts.map(post => t(`team.post.${post}`)).join(t('ui.comma'))
        : of.permission === null
          ? t('authority.mask.anybody')
          : t('authority.mask.of-permission', { permission: permissionName(of.permission, t) }),
      t(`authority.near.upto.${of.scope}`),
      ...of.fields.map(field => t(`authority.field.${field}`)),
    ],
    job: of => [
      ...of.jobs,
      ...(of.permissions.length > 0 ? of.permissions.map(one => permissionName(one, t)) : [t('authority.job.none')]),
    ],
    setting: of => [String(of.value)],
  }
  return (say[rule.kind] as (of: never) => string[])(content)
}

/** What people call a rule. */
export function titleOf(
  rule: Pick<Rule, 'kind' | 'code' | 'title' | 'content'>,
  t: Say,
  roleName: (code: string) => string,
): string {
  if (rule.kind === 'setting') return t(`authority.setting.${rule.code}`)
  if (rule.kind === 'post') {
    const said = t(`team.post.${rule.code}`)
    return said.startsWith('team.post.') ? rule.code : said
  }
  if (rule.kind === 'matrix' && rule.content !== null) return phrasesOf(rule, t, roleName).slice(0, 3).join(' · ')
  if (rule.kind === 'mask' && rule.content !== null) return phrasesOf(rule, t, roleName).slice(0, 3).join(' · ')
  if (rule.kind === 'duty' && rule.content !== null) return phrasesOf(rule, t, roleName)[0] ?? rule.code
  if (rule.kind !== 'grant') return rule.title
  const [person, role] = rule.title.split(' · ')
  return `${person} · ${roleName(role ?? '')}`
}
