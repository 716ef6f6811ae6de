import { CheckCircleOutlined } from '@ant-design/icons'
import { Alert, App, Button, Card, Flex, Form, Input, QRCode, Typography } from 'antd'
import { useState } from 'react'
import { identity } from '../../session.tsx'
import { useWords } from '../../settings.tsx'

type Offer = { uri: string; backupCodes: string[] }

/** The second factor: switched on by the password and a first code, off by the password. */
export function SecondFactor({ on, onChanged }: { on: boolean; onChanged: () => void }) {
  const t = useWords()
  const { message } = App.useApp()
  const [offer, setOffer] = useState<Offer | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const ask = async (path: string, body: object, wrong: string) => {
    setBusy(true)
    setProblem(null)
    const answer = await identity(path, body).catch(() => null)
    setBusy(false)
    if (answer?.ok) return answer.body
    setProblem(t(answer === null ? 'shell.offline' : answer.status === 429 ? 'shell.locked' : wrong))
    return null
  }
  const begin = async (password: string) => {
    const body = await ask('two-factor/enable', { password }, 'security.wrong-password')
    if (body) setOffer({ uri: String(body.totpURI), backupCodes: (body.backupCodes ?? []) as string[] })
  }
  const verify = async (code: string) => {
    if (!(await ask('two-factor/verify-totp', { code }, 'shell.wrong-code'))) return
    setOffer(null)
    message.success(t('security.two-factor-on'))
    onChanged()
  }
  const end = async (password: string) => {
    if (!(await ask('two-factor/disable', { password }, 'security.wrong-password'))) return
    message.success(t('security.two-factor-ended'))
    onChanged()
  }
  return (
    <Card title={t('security.two-factor')} size="small">
      <Flex vertical gap={14}>
        {problem && <Alert type="error" showIcon title={problem} role="alert" />}
        {on ? (
          <>
            <Typography.Text type="success">
              <CheckCircleOutlined /> {t('security.two-factor-on')}
            </Typography.Text>
            <PasswordForm key="off" submit={t('security.disable')} danger busy={busy} onPassword={end} />
          </>
        ) : offer ? (
          <Setup offer={offer} busy={busy} onCode={verify} onCancel={() => setOffer(null)} />
        ) : (
          <>
            <Typography.Text>{t('security.two-factor-off')}</Typography.Text>
            <PasswordForm key="on" submit={t('security.enable')} busy={busy} onPassword={begin} />
          </>
        )}
      </Flex>
    </Card>
  )
}

function Setup({
  offer,
  busy,
  onCode,
  onCancel,
}: {
  offer: Offer
  busy: boolean
  onCode: (code: string) => void
  onCancel: () => void
}) {
  const t = useWords()
  const secret = new URL(offer.uri).searchParams.get('secret') ?? ''
  return (
    <Form layout="vertical" onFinish={values => onCode(String(values.code ?? ''))}>
      <Flex gap={24} wrap>
        <div>
          <Typography.Paragraph>{t('security.scan')}</Typography.Paragraph>
          <QRCode value={offer.uri} bgColor="#ffffff" color="#000000" aria-label={t('security.scan')} />
          <Typography.Paragraph type="secondary" style={{ marginTop: 8, maxWidth: 220 }}>
            {t('security.by-hand')}{' '}
            <Typography.Text code copyable data-testid="totp-secret">
              {secret}
            </Typography.Text>
          </Typography.Paragraph>
        </div>
        <div>
          <Typography.Paragraph>{t('security.backup-codes')}</Typography.Paragraph>
          <div
            className="number"
            style={{ display: 'grid', gridTemplateColumns: 'auto auto', gap: '2px 22px', fontFamily: 'monospace' }}
          >
            {offer.backupCodes.map(code => (
              <span key={code}>{code}</span>
            ))}
          </div>
          <Typography.Paragraph
            style={{ marginTop: 8 }}
            copyable={{ text: offer.backupCodes.join('\n'), tooltips: [t('security.copy-codes'), t('ui.done')] }}
          >
            {t('security.copy-codes')}
          </Typography.Paragraph>
        </div>
      </Flex>
      <Form.Item name="code" label={t('shell.code')} rules={[{ required: true, message: t('problem.missing') }]}>
        <Input
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          style={{ width: 160, letterSpacing: 4 }}
          autoFocus
        />
      </Form.Item>
      <Flex gap={8}>
        <Button htmlType="submit" type="primary" loading={busy}>
          {t('security.finish')}
        </Button>
        <Button onClick={onCancel}>{t('ui.cancel')}</Button>
      </Flex>
    </Form>
  )
}

function PasswordForm({
  submit,
  danger = false,
  busy,
  onPassword,
}: {
  submit: string
  danger?: boolean
  busy: boolean
  onPassword: (password: string) => void
}) {
  const t = useWords()
  return (
    <Form layout="vertical" requiredMark={false} onFinish={values => onPassword(String(values.password))}>
      <Flex gap={10} align="end" wrap>
        <Form.Item
          name="password"
          label={t('security.own-password')}
          rules={[{ required: true, message: t('problem.missing') }]}
          style={{ marginBottom: 0, width: 240 }}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button htmlType="submit" danger={danger} loading={busy}>
          {submit}
        </Button>
      </Flex>
    </Form>
  )
}
