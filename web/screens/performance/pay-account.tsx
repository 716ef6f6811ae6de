import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Form, Input, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'

/** Where my pay goes: the confirmed account, one that waits, and how to give another. */
export function PayAccount() {
  const t = useWords()
  const [giving, setGiving] = useState(false)
  const { data } = useQuery(api.performance.myPayAccount.queryOptions())
  if (!data) return null
  const { confirmed, last } = data
  const said = (one: NonNullable<typeof confirmed>) => (
    <span className="number">
      {one.bank} · {t('performance.account.tail', { tail: one.tail })}
    </span>
  )
  return (
    <Card
      size="small"
      title={t('performance.account')}
      extra={
        <Button size="small" onClick={() => setGiving(true)}>
          {t(confirmed || last ? 'performance.account.change' : 'performance.account.give')}
        </Button>
      }
    >
      <Flex vertical gap={6}>
        {confirmed ? (
          said(confirmed)
        ) : (
          <Typography.Text type="warning">{t('performance.account.none')}</Typography.Text>
        )}
        {last && (
          <Flex gap={8} wrap align="center">
            {said(last)}
            <Tag color={last.state === 'refused' ? 'red' : 'gold'}>{t(`performance.account.${last.state}`)}</Tag>
            {last.state === 'refused' && <Typography.Text type="secondary">{last.reason}</Typography.Text>}
          </Flex>
        )}
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('performance.account.note')}
        </Typography.Text>
      </Flex>
      <CommandForm
        open={giving}
        onClose={() => setGiving(false)}
        title={t('performance.account')}
        operation={client.performance.givePayAccount}
        input={values => ({ bank: String(values.bank), number: String(values.number).replaceAll(/\s/g, '') })}
      >
        <Form.Item
          name="bank"
          label={t('performance.account.bank')}
          rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="number"
          label={t('performance.account.number')}
          rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
        >
          <Input maxLength={40} inputMode="numeric" autoComplete="off" />
        </Form.Item>
      </CommandForm>
    </Card>
  )
}
