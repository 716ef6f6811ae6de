import { Form, type FormInstance, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { CallContext } from '../client.ts'
import { useCommand } from '../command.ts'
import { useWords } from '../settings.tsx'

type Props<In, Out> = {
  open: boolean
  title: string
  onClose: () => void
  operation: (input: In, options: { context: CallContext }) => Promise<Out>
  /** Turns the form's values into the command's input. */
  input: (values: Record<string, unknown>) => In
  initial?: Record<string, unknown>
  children: ReactNode | ((form: FormInstance) => ReactNode)
  submit?: string
  danger?: boolean
  done?: string
  onDone?: (output: Out) => void
  width?: number
}

/** A command in a dialog: fields, errors at the fields, and a button that says what it does. */
export function CommandForm<In, Out>({
  open,
  title,
  onClose,
  operation,
  input,
  initial,
  children,
  submit,
  danger,
  done,
  onDone,
  width,
}: Props<In, Out>) {
  const t = useWords()
  const [form] = Form.useForm()
  const command = useCommand(operation, {
    form,
    done: done ?? t('ui.done'),
    onHeld: onClose,
    onDone: output => {
      onClose()
      onDone?.(output)
    },
  })
  return (
    <Modal
      open={open}
      title={title}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={submit ?? t('ui.submit')}
      cancelText={t('ui.cancel')}
      confirmLoading={command.isPending}
      okButtonProps={{ danger: danger === true }}
      destroyOnHidden
      width={width ?? 520}
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={initial ?? {}}
        onFinish={(values: Record<string, unknown>) => command.mutate(input(values))}
        // Enter in a date chooses the day that was typed; it does not send the command.
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.target as Element).closest('.ant-picker')) event.preventDefault()
        }}
        style={{ marginTop: 12 }}
      >
        {typeof children === 'function' ? children(form) : children}
      </Form>
    </Modal>
  )
}
