import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Collapse, Flex, Tag, Typography } from 'antd'
import { api } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { permissionName } from '../authority/names.ts'

/** Which rights a post brings: its roles, and what each permits how far. Only for who may see roles. */
export function PostRights({ code, title = true }: { code: string; title?: boolean }) {
  const { t, language } = useSettings()
  const may = useMay()
  const roles = useQuery({ ...api.authority.listRoles.queryOptions(), enabled: may('authority.role.read') })
  if (!may('authority.role.read')) return null
  return (
    <section>
      {title && (
        <Typography.Title level={2} style={{ fontSize: 14 }}>
          {t('team.post-rights')}
        </Typography.Title>
      )}
      <QueryView query={roles}>
        {data => {
          const own = data.filter(role => role.posts.includes(code))
          if (own.length === 0) return <Typography.Text type="warning">{t('team.post-without-rights')}</Typography.Text>
          return (
            <Flex vertical gap={8}>
              <Collapse
                size="small"
                items={own.map(role => ({
                  key: role.code,
                  label: (
                    <>
                      {language === 'zh' ? role.zh : role.en}{' '}
                      <Typography.Text type="secondary">
                        {t('team.permissions-count', { count: role.permissions.length })}
                      </Typography.Text>
                    </>
                  ),
                  children: (['all', 'branch', 'group', 'own'] as const).map(scope => {
                    const at = role.permissions.filter(one => one.scope === scope)
                    return at.length === 0 ? null : (
                      <div key={scope} style={{ paddingBlock: 4 }}>
                        <Typography.Text strong>{t(`authority.scope.${scope}`)}</Typography.Text>
                        <Flex wrap gap={4} style={{ paddingTop: 4 }}>
                          {at.map(one => (
                            <Tag key={one.permission}>{permissionName(one.permission, t)}</Tag>
                          ))}
                        </Flex>
                      </div>
                    )
                  }),
                }))}
              />
              {title && (
                <Link to={'/authority/rules' as never} search={{ kind: 'post' } as never}>
                  {t('team.post-rights-rule')}
                </Link>
              )}
            </Flex>
          )
        }}
      </QueryView>
    </section>
  )
}
