import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { type SealedField, sealedFields } from '../../../modules/party/customer.ts'
import { client, problemOf } from '../../client.ts'
import { useWords } from '../../settings.tsx'

export type Shown = Partial<Record<SealedField, string | null>>
const hideAfterMs = 120_000

/** Personal data in full for two minutes: which fields and why is asked first and recorded; nothing of it is kept in a cache. */
export function useReveal(id: `customer_${string}`, held: readonly SealedField[]) {
  const t = useWords()
  const { notification } = App.useApp()
  const queries = useQueryClient()
  const [shown, setShown] = useState<Shown>({})
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const any = Object.keys(shown).length > 0

  useEffect(() => {
    if (!any) return
    const timer = setTimeout(() => setShown({}), hideAfterMs)
    return () => clearTimeout(timer)
  }, [any])

  const look = async ({ fields, reason }: { fields: SealedField[]; reason: string }) => {
    setBusy(true)
    try {
      // Without a key: a retry would be answered with nothing, and a second look is a second record.
      setShown(await client.party.revealCustomer({ id, fields, reason }))
      setAsking(false)
      // The look itself is the newest line of the timeline.
      await queries.invalidateQueries()
    } catch (error) {
      const problem = problemOf(error)
      notification.error({
        title: problem?.title ?? t('ui.refused'),
        description: problem?.detail ?? t('shell.offline'),
      })
    }
    setBusy(false)
  }

  const button = any ? (
    <Button size="small" icon={<EyeInvisibleOutlined />} onClick={() => setShown({})}>
      {t('party.reveal.hide')}
    </Button>
  ) : (
    <Button size="small" icon={<EyeOutlined />} onClick={() => setAsking(true)}>
      {t('party.reveal')}
    </Button>
  )
  const dialog = (
    <Modal open={asking} title={t('party.reveal')} footer={null} onCancel={() => setAsking(false)} destroyOnHidden>
      <Form layout="vertical" initialValues={{ fields: ['phone'] }} onFinish={look} style={{ marginTop: 12 }}>
        <Form.Item
          name="fields"
          label={t('party.reveal.fields')}
          rules={[{ required: true, message: t('problem.missing') }]}
        >
          <Checkbox.Group
            options={sealedFields
              .filter(field => held.includes(field))
              .map(field => ({ value: field, label: t(`party.customer.${field}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('party.reveal.reason')}
          rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Alert type="info" showIcon title={t('party.reveal.note')} style={{ marginBottom: 16 }} />
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('party.reveal')}
        </Button>
      </Form>
    </Modal>
  )
  return { shown, button, dialog }
}
