import { useQuery } from '@tanstack/react-query'
import { Card, Collapse, Flex, Tag, Typography } from 'antd'
import { api } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { QueryView } from '../../ui/query-view.tsx'

/** What each role may do and how far it reaches. */
export default function Roles() {
  const { t, language } = useSettings()
  const roles = useQuery(api.authority.listRoles.queryOptions())
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('authority.role')}
      </Typography.Title>
      <QueryView query={roles}>
        {data => (
          <Card styles={{ body: { padding: 0 } }}>
            <Collapse
              ghost
              items={data.map(role => ({
                key: role.code,
                label: <Typography.Text strong>{language === 'zh' ? role.zh : role.en}</Typography.Text>,
                extra: role.posts.map(post => <Tag key={post}>{t(`team.post.${post}`)}</Tag>),
                children: (
                  <Flex wrap gap={6}>
                    {role.permissions.map(line => (
                      <Tag key={line.permission} color={line.scope === 'all' ? 'blue' : 'default'}>
                        {line.permission.endsWith('*') ? line.permission : t(`permission.${line.permission}`)} ·{' '}
                        {t(`authority.scope.${line.scope}`)}
                      </Tag>
                    ))}
                  </Flex>
                ),
              }))}
            />
          </Card>
        )}
      </QueryView>
    </Flex>
  )
}
