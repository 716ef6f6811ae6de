import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'

/** My digest by e-mail: an address, a code that was sent there, and a way out. */
export function MailCard() {
  const t = useWords()
  const own = useQuery(api.notification.myMail.queryOptions())
  const [changing, setChanging] = useState(false)
  const [wrong, setWrong] = useState(false)
  const save = useCommand(client.notification.saveMail)
  const confirm = useCommand(client.notification.confirmMail)
  const remove = useCommand(client.notification.removeMail, { done: t('ui.done') })
  if (!own.data) return null
  const { on, address, confirmedAt } = own.data
  const asking = address === null || changing
  return (
    <Card size="small" title={t('notification.mail')}>
      <Flex vertical gap={10}>
        {on ? (
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t('notification.mail.note')}
          </Typography.Text>
        ) : (
          <Typography.Text type="secondary">{t('notification.mail.off')}</Typography.Text>
        )}
        {on && asking && (
          <Form
            layout="inline"
            style={{ rowGap: 8 }}
            onFinish={({ address: given }: { address: string }) =>
              save.mutate({ address: given.trim() }, { onSuccess: () => setChanging(false) })
            }
          >
            <Form.Item
              name="address"
              style={{ flex: '1 1 220px' }}
              rules={[
                { required: true, message: t('problem.missing') },
                { type: 'email', message: t('problem.invalid') },
              ]}
            >
              <Input
                type="email"
                autoComplete="email"
                aria-label={t('notification.mail.address')}
                placeholder="name@example.com"
              />
            </Form.Item>
            <Button htmlType="submit" loading={save.isPending}>
              {t('notification.mail.send-code')}
            </Button>
            {changing && (
              <Button type="text" onClick={() => setChanging(false)}>
                {t('ui.cancel')}
              </Button>
            )}
          </Form>
        )}
        {on && !asking && confirmedAt === null && (
          <>
            <span>{t('notification.mail.code-sent', { address })}</span>
            {wrong && <Alert type="error" showIcon title={t('notification.mail.wrong')} />}
            <Form
              layout="inline"
              style={{ rowGap: 8 }}
              onFinish={({ code }: { code: string }) =>
                confirm.mutate({ code }, { onSuccess: answer => setWrong(!answer.confirmed) })
              }
            >
              <Form.Item
                name="code"
                rules={[
                  { required: true, message: t('problem.missing') },
                  { pattern: /^\d{6}$/, message: t('problem.invalid') },
                ]}
              >
                <Input
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  maxLength={6}
                  style={{ width: 120 }}
                  aria-label={t('notification.mail.code-label')}
                  placeholder={t('notification.mail.code-label')}
                />
              </Form.Item>
              <Button type="primary" htmlType="submit" loading={confirm.isPending}>
                {t('notification.mail.confirm')}
              </Button>
            </Form>
          </>
        )}
        {!asking && confirmedAt !== null && <span>{t('notification.mail.confirmed', { address })}</span>}
        {address !== null && (
          <Flex gap={8}>
            {on && !changing && (
              <Button size="small" onClick={() => setChanging(true)}>
                {t('notification.mail.change')}
              </Button>
            )}
            <Button size="small" loading={remove.isPending} onClick={() => remove.mutate({})}>
              {t('notification.mail.stop')}
            </Button>
          </Flex>
        )}
      </Flex>
    </Card>
  )
}
