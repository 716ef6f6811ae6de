import { Flex, Form, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../../settings.tsx'

/** Fields beside each other, as many as fit. */
export const columns = {
  display: 'grid',
  gap: '0 16px',
  gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
}

/** A field of the definition under its own word, and the choices of a list under theirs. */
export function useDefinitionFields() {
  const t = useWords()
  return {
    choices: (values: readonly (string | number)[], prefix: string) =>
      values.map(value => ({ value, label: t(`${prefix}.${value}`) })),
    field: (name: string, control: ReactNode) => (
      <Form.Item name={name} label={t(`product.field.${name}`)}>
        {control}
      </Form.Item>
    ),
  }
}

/** A part of the definition that is there or is not; switched off, the dated parameter holds. */
export function Optional({
  name,
  label,
  first,
  children,
}: {
  name: string | string[]
  label: string
  first: object | string
  children: ReactNode
}) {
  const form = Form.useFormInstance()
  const value: unknown = Form.useWatch(name, { form, preserve: true })
  return (
    <div>
      <Flex gap={8} align="center" style={{ marginBottom: 10 }}>
        <Form.Item name={name} hidden noStyle>
          <input type="hidden" />
        </Form.Item>
        <Switch
          size="small"
          checked={value !== null && value !== undefined}
          aria-label={label}
          onChange={on => form.setFieldValue(name, on ? first : null)}
        />
        <span>{label}</span>
      </Flex>
      {value !== null && value !== undefined && <div style={columns}>{children}</div>}
    </div>
  )
}
