import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Card, Flex, Form, Input, List, QRCode, Tag, Typography } from 'antd'
import { useState } from 'react'
import { identity } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'

type Session = { id: string; token: string; createdAt: string; userAgent: string | null; ipAddress: string | null }

/** Where I am signed in, and the second factor. */
export default function Security() {
  const t = useWords()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [secret, setSecret] = useState<string | null>(null)
  const own = useQuery({
    queryKey: ['session'],
    queryFn: async () =>
      (await identity('get-session')).body as { session?: Session; user?: { twoFactorEnabled?: boolean } },
  })
  const all = useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await identity('list-sessions')).body as unknown as Session[],
  })
  const revoke = async (token: string) => {
    await identity('revoke-session', { token })
    await queries.invalidateQueries()
  }
  const enable = async (password: string) => {
    const answer = await identity('two-factor/enable', { password })
    if (answer.ok) setSecret(String(answer.body.totpURI))
    else message.error(t('shell.sign-in-failed'))
  }
  const verify = async (code: string) => {
    const answer = await identity('two-factor/verify-totp', { code })
    if (!answer.ok) return void message.error(t('shell.sign-in-failed'))
    setSecret(null)
    await queries.invalidateQueries()
  }
  return (
    <Flex vertical gap={14} style={{ maxWidth: 760 }}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('security.title')}
      </Typography.Title>
      <Card title={t('security.sessions')} size="small">
        <List
          dataSource={Array.isArray(all.data) ? all.data : []}
          loading={all.isPending}
          renderItem={session => (
            <List.Item
              actions={[
                session.id === own.data?.session?.id ? (
                  <Tag key="this" color="green">
                    {t('security.this-session')}
                  </Tag>
                ) : (
                  <Button key="out" size="small" onClick={() => revoke(session.token)}>
                    {t('security.revoke')}
                  </Button>
                ),
              ]}
            >
              <List.Item.Meta title={<InstantText at={session.createdAt} />} description={session.userAgent ?? '—'} />
            </List.Item>
          )}
        />
      </Card>
      <Card title={t('security.two-factor')} size="small">
        {own.data?.user?.twoFactorEnabled ? (
          <Tag color="green">{t('security.two-factor-on')}</Tag>
        ) : secret ? (
          <Form layout="vertical" onFinish={values => verify(values.code)}>
            <Typography.Paragraph>{t('security.scan')}</Typography.Paragraph>
            <QRCode value={secret} />
            <Form.Item name="code" label={t('shell.code')}>
              <Input.OTP length={6} />
            </Form.Item>
            <Button htmlType="submit" type="primary">
              {t('ui.confirm')}
            </Button>
          </Form>
        ) : (
          <Form layout="inline" onFinish={values => enable(values.password)}>
            <Typography.Paragraph style={{ width: '100%' }}>{t('security.two-factor-off')}</Typography.Paragraph>
            <Form.Item name="password" label={t('shell.password')} rules={[{ required: true, message: '' }]}>
              <Input.Password autoComplete="current-password" />
            </Form.Item>
            <Button htmlType="submit">{t('security.enable')}</Button>
          </Form>
        )}
      </Card>
    </Flex>
  )
}
