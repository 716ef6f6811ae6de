import { Form, Input } from 'antd'
import { useWords } from '../../settings.tsx'

/** Why something is done: kept with it. */
export function ReasonField() {
  const t = useWords()
  return (
    <Form.Item
      name="reason"
      label={t('servicing.action.reason')}
      rules={[{ required: true, message: t('problem.missing') }]}
    >
      <Input autoComplete="off" maxLength={200} autoFocus />
    </Form.Item>
  )
}
