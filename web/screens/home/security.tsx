import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Card, Flex, Tag, Typography } from 'antd'
import { identity } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { ChangePassword } from './change-password.tsx'
import { deviceOf } from './device.ts'
import { SecondFactor } from './second-factor.tsx'

type Session = { id: string; token: string; createdAt: string; userAgent: string | null; ipAddress: string | null }
type Own = { session?: Session; user?: { twoFactorEnabled?: boolean } }

/** Where I am signed in, the second factor, and my password. */
export default function Security() {
  const t = useWords()
  const queries = useQueryClient()
  const own = useQuery({
    queryKey: ['session'],
    queryFn: async () => (await identity('get-session')).body as Own,
  })
  const again = () => void queries.invalidateQueries()
  return (
    <Flex vertical gap={14} style={{ maxWidth: 860 }}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('security.title')}
      </Typography.Title>
      <Sessions own={own.data?.session?.id} />
      <QueryView query={own}>
        {data => <SecondFactor on={data.user?.twoFactorEnabled === true} onChanged={again} />}
      </QueryView>
      <ChangePassword onChanged={again} />
    </Flex>
  )
}

function Sessions({ own }: { own: string | undefined }) {
  const t = useWords()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const all = useQuery({
    queryKey: ['sessions'],
    queryFn: async () => {
      const answer = await identity('list-sessions')
      return answer.ok ? (answer.body as unknown as Session[]) : []
    },
  })
  const revoke = async (path: string, body: object) => {
    const answer = await identity(path, body).catch(() => null)
    if (answer?.ok) message.success(t('security.revoked'))
    else message.error(t('shell.offline'))
    await queries.invalidateQueries({ queryKey: ['sessions'] })
  }
  return (
    <QueryView query={all}>
      {sessions => (
        <Card
          size="small"
          title={t('security.sessions')}
          styles={{ body: { padding: '0 16px' } }}
          extra={
            sessions.length > 1 && (
              <Button size="small" onClick={() => void revoke('revoke-other-sessions', {})}>
                {t('security.revoke-others')}
              </Button>
            )
          }
        >
          {sessions
            .toSorted((a, b) => Number(b.id === own) - Number(a.id === own) || b.createdAt.localeCompare(a.createdAt))
            .map((session, index) => (
              <Flex
                key={session.id}
                align="center"
                justify="space-between"
                gap={12}
                style={{ paddingBlock: 10, borderTop: index > 0 ? '1px solid rgba(128,128,128,0.14)' : undefined }}
              >
                <div>
                  <Typography.Text strong>
                    {deviceOf(session.userAgent) ?? t('security.unknown-device')}
                  </Typography.Text>
                  <div>
                    <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                      <InstantText at={session.createdAt} />
                      {session.ipAddress ? ` · ${session.ipAddress}` : ''}
                    </Typography.Text>
                  </div>
                </div>
                {session.id === own ? (
                  <Tag color="green">{t('security.this-session')}</Tag>
                ) : (
                  <Button size="small" onClick={() => void revoke('revoke-session', { token: session.token })}>
                    {t('security.revoke')}
                  </Button>
                )}
              </Flex>
            ))}
        </Card>
      )}
    </QueryView>
  )
}
