import { links, type RuleKind } from '../../../modules/authority/rule.ts'

export type Values = Record<string, unknown>

/** What a new rule of a kind begins with. */
export const firstValues = (kind: RuleKind): Values =>
  kind === 'matrix'
    ? { stage: 'review', base: 'group', links: [...links], mode: 'single', exceptions: [] }
    : kind === 'duty'
      ? { dutyKind: 'static' }
      : kind === 'grant'
        ? { effect: 'give' }
        : kind === 'committee'
          ? { members: 5, quorum: '2/3', favour: '2/3' }
          : kind === 'mask'
            ? { posts: [], scope: 'all', show: 'masked' }
            : {}

/** The form's values of a content. */
export function valuesOf(kind: RuleKind, content: unknown): Values {
  const of = (content ?? {}) as Values
  if (kind === 'role')
    return {
      ...of,
      lines: ((of.permissions ?? []) as { permission: string; scope: string }[]).map(
        one => `${one.permission}@${one.scope}`,
      ),
    }
  if (kind === 'duty') return { ...of, dutyKind: of.kind }
  if (kind === 'committee')
    return {
      ...of,
      quorum: (of.quorum as number[] | undefined)?.join('/'),
      favour: (of.favour as number[] | undefined)?.join('/'),
    }
  return of
}

/** The content that the form's values mean. */
export function contentOf(kind: RuleKind, values: Values): unknown {
  const pick = (...names: string[]) => Object.fromEntries(names.map(name => [name, values[name]]))
  const orNull = (value: unknown) =>
    value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? null : value
  const fraction = (value: unknown) =>
    String(value ?? '')
      .split('/')
      .map(Number)
  switch (kind) {
    case 'role':
      return {
        ...pick('zh', 'en'),
        permissions: ((values.lines ?? []) as string[]).map(line => {
          const [permission, scope] = line.split('@')
          return { permission, scope }
        }),
      }
    case 'matrix':
      return {
        ...pick('stage', 'roles', 'base', 'mode'),
        ...(values.base === 'group' ? { links: values.links ?? [] } : {}),
        maxExposure: orNull(values.maxExposure),
        maxLtv: orNull(values.maxLtv),
        grades: orNull(values.grades),
        products: orNull(values.products),
        exceptions: values.exceptions ?? [],
        joint: values.mode === 'joint' ? (values.joint ?? []) : [],
        committee: values.mode === 'committee' ? orNull(values.committee) : null,
      }
    case 'duty':
      return values.dutyKind === 'time'
        ? { kind: 'time', ...pick('did', 'mayNot', 'months') }
        : { kind: 'static', ...pick('first', 'second') }
    case 'committee':
      return {
        ...pick('zh', 'en', 'memberRole', 'chairRole', 'members'),
        quorum: fraction(values.quorum),
        favour: fraction(values.favour),
      }
    case 'mask':
      return {
        ...pick('fields', 'scope', 'show'),
        posts: values.posts ?? [],
        permission: orNull(values.permission),
      }
    case 'job':
      return { ...pick('zh', 'en', 'jobs'), permissions: values.permissions ?? [] }
    case 'post':
      return pick('roles')
    case 'grant':
      return pick('person', 'role', 'effect')
    case 'certificate':
      return pick('target', 'of', 'certificate')
    case 'setting':
      return pick('value')
  }
}
