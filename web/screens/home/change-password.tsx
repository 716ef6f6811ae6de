import { Alert, App, Button, Card, Form, Input } from 'antd'
import { useState } from 'react'
import { identity } from '../../session.tsx'
import { useWords } from '../../settings.tsx'

const known = ['PASSWORD_SHORT', 'PASSWORD_LONG', 'PASSWORD_COMMON', 'PASSWORD_USERNAME']

/** Another password; every other session of the person ends with it. */
export function ChangePassword({ onChanged }: { onChanged: () => void }) {
  const t = useWords()
  const [form] = Form.useForm()
  const { message } = App.useApp()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const change = async (values: { currentPassword: string; newPassword: string }) => {
    setBusy(true)
    setProblem(null)
    const answer = await identity('change-password', values).catch(() => null)
    setBusy(false)
    if (answer?.ok) {
      form.resetFields()
      message.success(t('security.password-changed'))
      onChanged()
      return
    }
    const code = String(answer?.body.code ?? '')
    setProblem(
      t(
        answer === null
          ? 'shell.offline'
          : answer.status === 429
            ? 'shell.locked'
            : known.includes(code)
              ? `security.${code.toLowerCase().replace('_', '-')}`
              : 'security.wrong-password',
      ),
    )
  }
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <Card title={t('security.change-password')} size="small">
      {problem && <Alert type="error" showIcon title={problem} role="alert" style={{ marginBottom: 12 }} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={change} style={{ maxWidth: 300 }}>
        <Form.Item name="currentPassword" label={t('security.own-password')} rules={required}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label={t('security.new-password')}
          extra={t('security.password-help')}
          rules={required}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('security.new-password-again')}
          dependencies={['newPassword']}
          rules={[
            ...required,
            {
              validator: async (_, value: string) => {
                if (value && value !== form.getFieldValue('newPassword')) throw new Error(t('security.not-the-same'))
              },
            },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={busy}>
          {t('security.change-password')}
        </Button>
      </Form>
    </Card>
  )
}
