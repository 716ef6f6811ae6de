import { Alert, Button, Flex, Form, Grid, Input, Typography } from 'antd'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { DefinitionFields } from './definition-fields.tsx'
import type { DefinitionIn, Version } from './shapes.ts'

/** A draft as a form: saved as often as one likes, with what is wrong with it beside it. */
export function VersionEditor({ version }: { version: Version }) {
  const t = useWords()
  const [form] = Form.useForm()
  const wide = Grid.useBreakpoint().lg ?? true
  const [dirty, setDirty] = useState(false)
  const save = useCommand(client.product.saveVersion, {
    form,
    done: t('product.screen.saved'),
    onDone: () => setDirty(false),
  })
  return (
    <Flex vertical gap={12}>
      <Faults faults={version.faults} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ...version.definition, note: version.note }}
        onValuesChange={() => setDirty(true)}
        onFinish={() => {
          const { note, ...definition } = form.getFieldsValue(true) as DefinitionIn & { note: string }
          save.mutate({ id: version.productId, number: version.number, version: version.version, note, definition })
        }}
      >
        <Form.Item name="note" label={t('product.screen.note')}>
          <Input />
        </Form.Item>
        <DefinitionFields />
        <Flex
          gap={12}
          align="center"
          // The form is long: what saves it stays in reach, above the bar of a phone.
          style={{
            position: 'sticky',
            bottom: wide ? 0 : 54,
            zIndex: 2,
            marginTop: 14,
            paddingBlock: 10,
            background: 'var(--ant-color-bg-container, #fff)',
          }}
        >
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!dirty}>
            {t('product.screen.save-draft')}
          </Button>
          {dirty && <Typography.Text type="secondary">{t('product.screen.unsaved')}</Typography.Text>}
        </Flex>
      </Form>
    </Flex>
  )
}

/** What the check found; silence would leave a person guessing whether it ran. */
export function Faults({ faults }: { faults: Version['faults'] }) {
  const t = useWords()
  if (faults.length === 0) return <Alert type="success" showIcon title={t('product.screen.no-faults')} />
  return (
    <Flex vertical gap={8}>
      {faults.map(fault => (
        <Alert
          key={fault.code + fault.field}
          type={fault.severity === 'fault' ? 'error' : 'warning'}
          showIcon
          title={`${t(`product.field.${fault.field}`)}${t('ui.colon')}${fault.message}`}
        />
      ))}
    </Flex>
  )
}
