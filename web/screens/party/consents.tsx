import { Button, Flex, Form, Input, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { type ConsentKind, consentKinds } from '../../../modules/party/customer.ts'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import type { Customer } from './customer.tsx'
import { wordChoices } from './fields.tsx'

const channels = ['in-person', 'online', 'paper'] as const
type Line = Customer['consents'][number]

/** What the customer agreed to: each kind with the version of its wording, and the way to record or withdraw it. */
export function Consents({ customer }: { customer: Customer }) {
  const t = useWords()
  const [asked, setAsked] = useState<{ kind: ConsentKind; given: boolean } | null>(null)
  const lineOf = (kind: ConsentKind) => customer.consents.find(line => line.kind === kind)
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      {consentKinds.map(kind => {
        const line = lineOf(kind)
        return (
          <Flex
            key={kind}
            justify="space-between"
            align="center"
            gap={12}
            style={{ padding: '10px 0', borderBottom: '1px solid rgba(128,128,128,0.15)' }}
          >
            <Flex vertical gap={2}>
              <Flex gap={8} wrap align="center">
                <span>{t(`party.consent.${kind}`)}</span>
                <Given line={line} />
              </Flex>
              {line && (
                <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                  {t('party.consent.wordingVersion')} {line.wordingVersion} · {t(`party.channel.${line.channel}`)} ·{' '}
                  <InstantText at={line.at} />
                </Typography.Text>
              )}
            </Flex>
            {customer.mayChange && (
              <Button
                size="small"
                danger={line?.given === true}
                onClick={() => setAsked({ kind, given: !line?.given })}
              >
                {t(line?.given ? 'party.consent.withdraw' : 'party.consent.record')}
              </Button>
            )}
          </Flex>
        )
      })}
      <Surveys customer={customer} />
      {asked && (
        <CommandForm
          open
          onClose={() => setAsked(null)}
          title={`${t(asked.given ? 'party.consent.record' : 'party.consent.withdraw')} · ${t(`party.consent.${asked.kind}`)}`}
          danger={!asked.given}
          operation={client.party.recordConsent}
          initial={{ channel: 'in-person', wordingVersion: lineOf(asked.kind)?.wordingVersion }}
          input={values => ({
            id: customer.id,
            ...asked,
            wordingVersion: String(values.wordingVersion ?? ''),
            channel: values.channel as (typeof channels)[number],
          })}
        >
          <Form.Item name="wordingVersion" label={t('party.consent.wordingVersion')} rules={required}>
            <Input maxLength={40} placeholder="2026-01" />
          </Form.Item>
          <Form.Item name="channel" label={t('party.consent.channel')} rules={required}>
            <Select options={wordChoices(t, 'party.channel', channels)} />
          </Form.Item>
        </CommandForm>
      )}
    </>
  )
}

function Given({ line }: { line: Line | undefined }) {
  const t = useWords()
  if (!line) return <Tag>{t('party.consent.missing')}</Tag>
  return line.given ? (
    <Tag color="green">{t('party.consent.given')}</Tag>
  ) : (
    <Tag color="orange">{t('party.consent.withdrawn')}</Tag>
  )
}

/** Whether the customer may be asked how they were served, and the way to note that not any more. */
function Surveys({ customer }: { customer: Customer }) {
  const t = useWords()
  const [noting, setNoting] = useState(false)
  const declined = customer.surveysDeclined
  return (
    <Flex justify="space-between" align="center" gap={12} style={{ padding: '10px 0' }}>
      <Flex vertical gap={2}>
        <Flex gap={8} wrap align="center">
          <span>{t('party.surveys')}</span>
          <Tag {...(declined ? { color: 'orange' } : {})}>
            {t(declined ? 'party.surveys.declined' : 'party.surveys.welcome')}
          </Tag>
        </Flex>
        {declined && (
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t(`party.surveys.how.${declined.how}`)} · <InstantText at={declined.at} />
          </Typography.Text>
        )}
      </Flex>
      {customer.mayDecline && !declined && (
        <Button size="small" onClick={() => setNoting(true)}>
          {t('party.surveys.decline')}
        </Button>
      )}
      {noting && (
        <CommandForm
          open
          onClose={() => setNoting(false)}
          title={t('party.surveys.decline')}
          danger
          operation={client.party.declineSurveys}
          input={values => ({ id: customer.id, note: String(values.note ?? '') })}
        >
          <Typography.Paragraph type="secondary">{t('party.surveys.note')}</Typography.Paragraph>
          <Form.Item
            name="note"
            label={t('party.surveys.said')}
            rules={[{ required: true, message: t('problem.missing') }]}
          >
            <Input.TextArea rows={2} maxLength={200} />
          </Form.Item>
        </CommandForm>
      )}
    </Flex>
  )
}
