import { Form, Input, Segmented } from 'antd'
import { useWords } from '../../settings.tsx'

/** The form fields of a second person: `approved` (yes or no) and `reason`. */
export function VerdictFields({ longest, takesBack = false }: { longest: number; takesBack?: boolean }) {
  const t = useWords()
  return (
    <>
      {!takesBack && (
        <Form.Item name="approved">
          <Segmented
            block
            options={[
              { value: 'yes', label: t('training.approve') },
              { value: 'no', label: t('training.refuse') },
            ]}
          />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={t('training.opinion')}
        rules={[{ required: true, message: t('problem.missing') }]}
      >
        <Input.TextArea maxLength={longest} autoSize={{ minRows: 2 }} autoFocus />
      </Form.Item>
    </>
  )
}
