import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Flex, Form, Input, Tag, Typography } from 'antd'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import type { Template, TemplateBody } from './shapes.ts'

/** A draft template as a form: the lender, the notice, the articles, the statement; what can be filled in stands beside. */
export function TemplateEditor({ template }: { template: Template }) {
  const t = useWords()
  const [form] = Form.useForm()
  const [dirty, setDirty] = useState(false)
  const save = useCommand(client.contract.saveTemplate, {
    form,
    done: t('contract.screen.saved'),
    onDone: () => setDirty(false),
  })
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ body: template.body, note: template.note }}
      onValuesChange={() => setDirty(true)}
      onFinish={() => {
        const { note, body } = form.getFieldsValue(true) as { note: string; body: TemplateBody }
        save.mutate({ id: template.id, version: template.version, note, body })
      }}
    >
      <Flex vertical gap={12}>
        <Faults faults={template.faults} />
        <Form.Item name="note" label={t('contract.screen.why')} style={{ marginBottom: 0 }}>
          <Input />
        </Form.Item>
        <Card size="small" type="inner" title={t('contract.screen.lender')}>
          <div style={{ display: 'grid', gap: '0 16px', gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' }}>
            <Form.Item name={['body', 'title']} label={t('contract.screen.title')}>
              <Input />
            </Form.Item>
            <Form.Item name={['body', 'lender', 'name']} label={t('contract.screen.lender-name')}>
              <Input />
            </Form.Item>
            <Form.Item name={['body', 'lender', 'creditCode']} label={t('contract.screen.lender-code')}>
              <Input />
            </Form.Item>
            <Form.Item name={['body', 'lender', 'address']} label={t('contract.screen.lender-address')}>
              <Input />
            </Form.Item>
            <Form.Item name={['body', 'lender', 'phone']} label={t('contract.screen.lender-phone')}>
              <Input />
            </Form.Item>
          </div>
        </Card>
        <Card size="small" type="inner" title={t('contract.screen.holes')}>
          <Typography.Paragraph type="secondary">
            {t('contract.screen.holes-hint', { example: '{principal}' })}
          </Typography.Paragraph>
          <Flex wrap gap={6}>
            {template.holes.map(hole => (
              <Typography.Text key={hole} code copyable={{ text: `{${hole}}` }}>
                {`{${hole}}`}
              </Typography.Text>
            ))}
          </Flex>
        </Card>
        <Card size="small" type="inner" title={t('contract.screen.notice')}>
          <Paragraphs name={['body', 'notice']} />
        </Card>
        <Articles />
        <Card size="small" type="inner" title={t('contract.screen.statement')}>
          <Paragraphs name={['body', 'costStatement']} />
        </Card>
        <Flex gap={12} align="center">
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!dirty}>
            {t('contract.screen.save')}
          </Button>
        </Flex>
      </Flex>
    </Form>
  )
}

/** What the check found, or that it found nothing. */
export function Faults({ faults }: { faults: Template['faults'] }) {
  const t = useWords()
  if (faults.length === 0) return <Alert type="success" showIcon title={t('contract.screen.no-faults')} />
  return faults.map(fault => <Alert key={fault.where + fault.message} type="error" showIcon title={fault.message} />)
}

function Articles() {
  const t = useWords()
  return (
    <Form.List name={['body', 'articles']}>
      {(rows, { add, remove }) => (
        <Flex vertical gap={12}>
          {rows.map(row => (
            <Card
              key={row.key}
              size="small"
              type="inner"
              title={
                <Flex gap={10} align="center">
                  <Tag>{t('contract.screen.article', { number: row.name + 1 })}</Tag>
                  <Form.Item name={[row.name, 'heading']} noStyle>
                    <Input variant="borderless" aria-label={t('contract.screen.article', { number: row.name + 1 })} />
                  </Form.Item>
                </Flex>
              }
              extra={
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('contract.screen.remove')}
                  onClick={() => remove(row.name)}
                />
              }
            >
              <Paragraphs name={[row.name, 'paragraphs']} number={row.name + 1} />
            </Card>
          ))}
          <div>
            <Button icon={<PlusOutlined />} onClick={() => add({ heading: '', paragraphs: [''] })}>
              {t('contract.screen.add-article')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  )
}

function Paragraphs({ name, number }: { name: (string | number)[]; number?: number }) {
  const t = useWords()
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <Flex vertical gap={8}>
          {rows.map(row => (
            <Flex key={row.key} gap={8} align="start">
              <Typography.Text type="secondary" className="number" style={{ width: 34, paddingTop: 5 }}>
                {number === undefined ? row.name + 1 : `${number}.${row.name + 1}`}
              </Typography.Text>
              <Form.Item name={row.name} noStyle>
                <Input.TextArea autoSize={{ minRows: 1 }} aria-label={String(row.name + 1)} />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('contract.screen.remove')}
                onClick={() => remove(row.name)}
              />
            </Flex>
          ))}
          <div>
            <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => add('')}>
              {t('contract.screen.add-paragraph')}
            </Button>
          </div>
        </Flex>
      )}
    </Form.List>
  )
}
