import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Form, Grid, Input, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { PendingChanges } from '../../ui/pending-changes.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { tone, Why } from './quality.tsx'
import { Severity } from './quality-codes.tsx'
import { useNameOf } from './quality-figures.tsx'

type Check = Awaited<ReturnType<typeof client.origination.getCheck>>
type Line = Check['lines'][number]

/** One check: the decision as it was made, what was found, what was said to it, and what the reader may do now. */
export default function QualityCheck() {
  const { id } = useParams({ strict: false }) as { id: Check['id'] }
  const check = useQuery(api.origination.getCheck.queryOptions({ input: { id } }))
  return (
    <Flex vertical gap={14}>
      <PendingChanges record={id} />
      <QueryView query={check}>{data => <Record check={data} />}</QueryView>
      <RecordTalk record={id} />
    </Flex>
  )
}

function Record({ check }: { check: Check }) {
  const t = useWords()
  const may = useMay()
  const wide = Grid.useBreakpoint().lg ?? true
  const records = check.actions.includes('record') && may('origination.quality.check')
  const replies = check.actions.includes('reply') && may('origination.quality.reply')
  const rules = check.actions.includes('rule') && may('origination.quality.rule')
  return (
    <Flex vertical gap={14}>
      <Flex gap={10} align="center" wrap>
        <Typography.Title level={1} style={{ fontSize: 19, margin: 0 }}>
          {t('origination.quality.check')} {check.applicationNumber}
        </Typography.Title>
        <StateTag state={tone[check.state]} word={`origination.quality.state.${check.state}`} />
        <Why reasons={check.reasons} />
      </Flex>
      {check.bars && <Alert type="warning" showIcon title={t('origination.quality.bars-why')} />}
      <div
        style={{
          display: 'grid',
          gap: 14,
          alignItems: 'start',
          gridTemplateColumns: wide ? '340px minmax(0, 1fr)' : 'minmax(0, 1fr)',
        }}
      >
        <Card size="small">
          <DefinitionList
            items={[
              { label: t('origination.customer'), value: check.customerName },
              { label: t('origination.quality.person'), value: check.personName },
              {
                label: t('origination.quality.decided'),
                value: t(`origination.quality.decision.${check.decision}`),
              },
              { label: t('origination.quality.decided-at'), value: <InstantText at={check.decidedAt} /> },
              { label: t('origination.quality.opinion'), value: check.decisionNote || '—' },
              check.checkedByName !== null && { label: t('origination.quality.checker'), value: check.checkedByName },
              check.note !== '' && { label: t('origination.quality.remark'), value: check.note },
            ]}
          />
          {may('origination.application.read') && (
            <Link to={`/origination/applications/${check.applicationId}` as never}>
              <Button block style={{ marginTop: 8 }}>
                {t('origination.quality.open-application')}
              </Button>
            </Link>
          )}
        </Card>
        <Card size="small" title={t('origination.quality.defects')}>
          {records ? (
            <RecordForm check={check} />
          ) : replies ? (
            <ReplyForm check={check} />
          ) : check.lines.length === 0 ? (
            <Typography.Text type="secondary">
              {t(check.state === 'open' ? 'origination.quality.state.open' : 'origination.quality.no-defects')}
            </Typography.Text>
          ) : (
            <Flex vertical gap={14}>
              {check.lines.map(line => (
                <Defect key={line.id} line={line} check={check} rules={rules} />
              ))}
            </Flex>
          )}
        </Card>
      </div>
    </Flex>
  )
}

function Head({ line }: { line: Line }) {
  const nameOf = useNameOf()
  return (
    <div>
      <Flex gap={8} align="center" wrap>
        <strong>{nameOf(line)}</strong>
        <Severity severity={line.severity} />
      </Flex>
      <div style={{ overflowWrap: 'anywhere' }}>{line.note}</div>
    </div>
  )
}

function Defect({ line, check, rules }: { line: Line; check: Check; rules: boolean }) {
  const t = useWords()
  const [upheld, setUpheld] = useState<boolean | null>(null)
  return (
    <div>
      <Head line={line} />
      {line.answer && (
        <div style={{ marginTop: 6 }}>
          <Tag>{t(`origination.quality.answer.${line.answer}`)}</Tag>
          {line.replyReason}
        </div>
      )}
      {line.upheld !== null && (
        <div style={{ marginTop: 6 }}>
          <Tag color={line.upheld ? 'red' : 'green'}>
            {t(line.upheld ? 'origination.quality.upheld' : 'origination.quality.lifted')}
          </Tag>
          {line.ruledByName} {line.rulingReason}
        </div>
      )}
      {rules && line.answer === 'contest' && line.upheld === null && (
        <Flex gap={8} style={{ marginTop: 8 }}>
          <Button onClick={() => setUpheld(true)}>{t('origination.quality.uphold')}</Button>
          <Button onClick={() => setUpheld(false)}>{t('origination.quality.lift')}</Button>
        </Flex>
      )}
      {upheld !== null && (
        <CommandForm
          open
          title={t('origination.quality.rule')}
          submit={t(upheld ? 'origination.quality.uphold' : 'origination.quality.lift')}
          onClose={() => setUpheld(null)}
          operation={client.origination.ruleOnCheck}
          input={values => ({ id: check.id, defectId: line.id, upheld, reason: String(values.reason ?? '') })}
        >
          <Form.Item
            name="reason"
            label={t('origination.quality.rule-reason')}
            rules={[{ required: true, message: t('problem.missing') }]}
          >
            <Input.TextArea rows={3} maxLength={500} autoFocus />
          </Form.Item>
        </CommandForm>
      )}
    </div>
  )
}

type Found = { defects?: { code: string; note: string }[]; note?: string }

function RecordForm({ check }: { check: Check }) {
  const t = useWords()
  const nameOf = useNameOf()
  const [form] = Form.useForm<Found>()
  const codes = useQuery(api.origination.listDefectCodes.queryOptions())
  const record = useCommand(client.origination.recordCheck, { form: form as never, done: t('ui.done') })
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={({ defects = [], note = '' }) => record.mutate({ id: check.id, version: check.version, defects, note })}
    >
      <Form.List name="defects">
        {(fields, { add, remove }) => (
          <Flex vertical gap={8}>
            {fields.map(field => (
              <Card key={field.key} size="small">
                <Form.Item name={[field.name, 'code']} label={t('origination.quality.defect')} rules={required}>
                  <Select
                    options={(codes.data ?? [])
                      .filter(one => one.active)
                      .map(one => ({
                        value: one.code,
                        label: `${nameOf(one)} · ${t(`origination.quality.severity.${one.severity}`)}`,
                      }))}
                  />
                </Form.Item>
                <Form.Item name={[field.name, 'note']} label={t('origination.quality.defect-note')} rules={required}>
                  <Input.TextArea rows={2} maxLength={500} />
                </Form.Item>
                <Button size="small" onClick={() => remove(field.name)}>
                  {t('origination.quality.remove-defect')}
                </Button>
              </Card>
            ))}
            <Flex gap={10} align="center" wrap>
              <Button onClick={() => add()}>{t('origination.quality.add-defect')}</Button>
              {fields.length === 0 && (
                <Typography.Text type="secondary">{t('origination.quality.clean-hint')}</Typography.Text>
              )}
            </Flex>
          </Flex>
        )}
      </Form.List>
      <Form.Item name="note" label={t('origination.quality.remark')} style={{ marginTop: 12 }}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={record.isPending}>
        {t('origination.quality.record')}
      </Button>
    </Form>
  )
}

type Said = { [defect: string]: { answer: 'accept' | 'contest'; reason?: string } }

function ReplyForm({ check }: { check: Check }) {
  const t = useWords()
  const [form] = Form.useForm<Said>()
  const reply = useCommand(client.origination.replyToCheck, { form: form as never, done: t('ui.done') })
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={said =>
        reply.mutate({
          id: check.id,
          replies: check.lines.map(line => ({
            defectId: line.id,
            answer: said[line.id]!.answer,
            reason: said[line.id]!.reason ?? '',
          })),
        })
      }
    >
      {check.replyUntil && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('origination.quality.reply-until', { day: check.replyUntil })}
        />
      )}
      {check.lines.map(line => (
        <Card key={line.id} size="small" style={{ marginBottom: 10 }}>
          <Head line={line} />
          <Form.Item
            name={[line.id, 'answer']}
            rules={[{ required: true, message: t('problem.missing') }]}
            style={{ margin: '10px 0' }}
          >
            <Select
              aria-label={t('origination.quality.reply')}
              options={(['accept', 'contest'] as const).map(one => ({
                value: one,
                label: t(`origination.quality.answer.${one}`),
              }))}
            />
          </Form.Item>
          <Form.Item name={[line.id, 'reason']} label={t('origination.quality.reply-reason')}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        </Card>
      ))}
      <Button type="primary" htmlType="submit" loading={reply.isPending}>
        {t('origination.quality.reply')}
      </Button>
    </Form>
  )
}
