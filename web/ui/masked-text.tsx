import { EyeOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useWords } from '../settings.tsx'

/** Asks for the reason that a reveal leaves on record. */
export function RevealButton({ label, onReveal }: { label: string; onReveal: (reason: string) => void }) {
  const t = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="link" size="small" icon={<EyeOutlined />} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal open={open} title={label} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Form
          layout="vertical"
          onFinish={values => {
            onReveal(String(values.reason))
            setOpen(false)
          }}
        >
          <Form.Item name="reason" label={t('ui.reason')} rules={[{ required: true, message: '' }]}>
            <Input autoFocus maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {t('ui.confirm')}
          </Button>
        </Form>
      </Modal>
    </>
  )
}
