import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Form, Input, Radio, Typography } from 'antd'
import { useState } from 'react'
import { type CustomerKind, customerKinds } from '../../../modules/party/customer.ts'
import { type client as Client, client, problemOf } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { FieldGrid, filled, ProfileFields, wordChoices } from './fields.tsx'

type Input0 = Parameters<typeof Client.party.addCustomer>[0]

/** A new customer: who it is first, the rest when known. Wrong numbers are said at the field, a known id number by its record. */
export default function NewCustomer() {
  const t = useWords()
  const navigate = useNavigate()
  const [form] = Form.useForm()
  const [known, setKnown] = useState<string | null>(null)
  const kind = (Form.useWatch('kind', form) ?? 'individual') as CustomerKind
  const required = [{ required: true, message: t('problem.missing') }]
  const add = useCommand(
    async (input: Input0, options: { context: object }) => {
      setKnown(null)
      try {
        return await client.party.addCustomer(input, options)
      } catch (error) {
        const problem = problemOf(error)
        const wrong = problem?.fields[0]?.path
        // What is wrong may stand above what the phone shows.
        if (wrong) setTimeout(() => form.scrollToField(wrong, { block: 'center', behavior: 'smooth' }))
        if (problem?.code === 'party.customer_duplicate') setKnown(String(problem.facts?.customerId ?? ''))
        throw error
      }
    },
    {
      form,
      done: t('party.customer-added'),
      onDone: made => void navigate({ to: `/party/customers/${made.id}` as never, replace: true }),
    },
  )
  const enterprise = kind === 'enterprise'
  return (
    <Flex vertical gap={14} style={{ maxWidth: 880 }}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('party.add-customer')}
      </Typography.Title>
      <Form
        form={form}
        layout="vertical"
        scrollToFirstError
        initialValues={{ kind: 'individual', monthlyDebt: '0.00', contactChannel: 'phone', contactTime: 'any' }}
        onFinish={(values: Input0) => add.mutate(filled(values))}
      >
        <Flex vertical gap={14}>
          <Card size="small" title={t('party.identity')}>
            <Form.Item name="kind" label={t('party.customer.kind')}>
              <Radio.Group optionType="button" options={wordChoices(t, 'party.kind', customerKinds)} />
            </Form.Item>
            <FieldGrid>
              <Form.Item name="name" label={t('party.customer.name')} rules={required}>
                <Input autoComplete="off" maxLength={100} autoFocus />
              </Form.Item>
              <Form.Item
                name="idNumber"
                label={t(enterprise ? 'party.customer.businessCode' : 'party.customer.idNumber')}
                rules={required}
              >
                <Input autoComplete="off" maxLength={40} />
              </Form.Item>
              <Form.Item name="phone" label={t('party.customer.phone')} rules={required}>
                <Input autoComplete="off" inputMode="tel" maxLength={40} />
              </Form.Item>
              {kind === 'sole-proprietor' && (
                <>
                  <Form.Item name="businessName" label={t('party.customer.businessName')} rules={required}>
                    <Input maxLength={100} />
                  </Form.Item>
                  <Form.Item name="businessCode" label={t('party.customer.businessCode')} rules={required}>
                    <Input autoComplete="off" maxLength={40} />
                  </Form.Item>
                </>
              )}
            </FieldGrid>
            {known !== null && known !== '' && (
              <Alert
                type="warning"
                showIcon
                title={t('party.known-customer')}
                action={
                  <Link to={`/party/customers/${known}` as never}>
                    <Button size="small">{t('party.open-known')}</Button>
                  </Link>
                }
              />
            )}
          </Card>
          <Card size="small" title={t(enterprise ? 'party.preferences' : 'party.work')}>
            <ProfileFields kind={kind} />
          </Card>
          <Flex gap={8}>
            <Button type="primary" htmlType="submit" loading={add.isPending}>
              {t('ui.save')}
            </Button>
            <Link to={'/party/customers' as never}>
              <Button>{t('ui.cancel')}</Button>
            </Link>
          </Flex>
        </Flex>
      </Form>
    </Flex>
  )
}
