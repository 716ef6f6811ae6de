import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, Button, Card, DatePicker, Flex, Form, Input, Select, Tooltip, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client, problemOf } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { Mark, type Version } from './parameters.tsx'
import { marks, type ParameterCode } from './schemas.ts'
import { ParameterView } from './value.tsx'
import { ValueFields } from './value-fields.tsx'

/** One parameter: what holds and why, every version before and after, and a change that a second person decides. */
export default function ParameterPage() {
  const address = (useParams({ strict: false }) as { code: string }).code
  const code = address.replaceAll('_', '.') as ParameterCode
  const versions = useQuery(api.reference.listParameters.queryOptions({ input: { code } }))
  return <QueryView query={versions}>{data => <Loaded code={code} versions={data} />}</QueryView>
}

function Loaded({ code, versions }: { code: ParameterCode; versions: Version[] }) {
  const t = useWords()
  const may = useMay()
  const [proposing, setProposing] = useState(false)
  const now = versions.find(version => version.state === 'in-force')
  return (
    <>
      <RecordPage
        record={`parameter:${code}`}
        title={t(`reference.parameter.${code}`)}
        subtitle={<code>{code}</code>}
        tags={<Mark mark={now?.mark} />}
        primary={
          may('reference.parameter.write') && (
            <Button type="primary" onClick={() => setProposing(true)}>
              {t('reference.propose')}
            </Button>
          )
        }
        tabs={[
          {
            key: 'history',
            label: t('reference.history'),
            content: (
              <Flex vertical gap={12}>
                {versions.map(version => (
                  <VersionCard
                    key={version.id}
                    version={version}
                    before={beforeOf(version, versions)}
                    mayDecide={may('reference.parameter.approve')}
                  />
                ))}
              </Flex>
            ),
          },
        ]}
        side={
          now && (
            <Card size="small" title={t('reference.state.in-force')}>
              <ParameterView code={code} value={now.value} />
              <DefinitionList
                items={[
                  { label: t('reference.parameter.fromDay'), value: <DayText day={now.fromDay} /> },
                  { label: t('reference.parameter.source'), value: now.source },
                ]}
              />
            </Card>
          )
        }
      />
      <Propose code={code} now={now} open={proposing} onClose={() => setProposing(false)} />
    </>
  )
}

/** What a version replaces: the approved one that holds when its day comes. Versions come newest first. */
function beforeOf(version: Version, versions: readonly Version[]): Version | undefined {
  const approved = ['in-force', 'past', 'waiting']
  return versions.slice(versions.indexOf(version) + 1).find(other => approved.includes(other.state))
}

function VersionCard({
  version,
  before,
  mayDecide,
}: {
  version: Version
  before: Version | undefined
  mayDecide: boolean
}) {
  const t = useWords()
  const [verdict, setVerdict] = useState<boolean | null>(null)
  const open = version.state === 'proposed' || version.state === 'lapsed'
  const same = before !== undefined && JSON.stringify(before.value) === JSON.stringify(version.value)
  return (
    <Card
      size="small"
      type="inner"
      title={
        <Flex gap={8} align="center" wrap>
          <StateTag state={version.state} word={`reference.state.${version.state}`} />
          <span className="number">
            {t('reference.from-on', { day: version.fromDay })}
            {version.toDay ? ` ${t('reference.until', { day: version.toDay })}` : ''}
          </span>
        </Flex>
      }
      extra={
        open &&
        mayDecide && (
          <Tooltip title={version.mine ? t('reference.mine') : undefined}>
            <Flex gap={8}>
              <Button size="small" danger disabled={version.mine} onClick={() => setVerdict(false)}>
                {t('reference.reject')}
              </Button>
              {version.state === 'proposed' && (
                <Button size="small" type="primary" ghost disabled={version.mine} onClick={() => setVerdict(true)}>
                  {t('reference.approve')}
                </Button>
              )}
            </Flex>
          </Tooltip>
        )
      }
    >
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))', gap: 16 }}>
        <div>
          {before && !same ? <Change before={before} version={version} /> : <ParameterView {...version} />}
          {same && (
            <Typography.Paragraph type="secondary" style={{ margin: '6px 0 0' }}>
              {t('reference.same')}
            </Typography.Paragraph>
          )}
        </div>
        <DefinitionList
          items={[
            { label: t('reference.parameter.source'), value: version.source },
            { label: t('reference.parameter.mark'), value: t(`reference.mark.${version.mark}`) },
            { label: t('reference.parameter.reason'), value: version.reason },
            version.proposedBy !== null && {
              label: t('reference.parameter.proposedBy'),
              value: (
                <>
                  {version.proposedBy} <InstantText at={version.proposedAt} />
                </>
              ),
            },
            version.decidedBy !== null && {
              label: t('reference.parameter.decidedBy'),
              value: (
                <>
                  {version.decidedBy} <InstantText at={version.decidedAt} />
                </>
              ),
            },
            version.decidedBy !== null && { label: t('reference.opinion'), value: version.decisionReason },
          ]}
        />
      </div>
      {verdict !== null && (
        <CommandForm
          open
          onClose={() => setVerdict(null)}
          title={`${t('reference.decide')} · ${t(`reference.parameter.${version.code}`)}`}
          submit={t(verdict ? 'reference.approve' : 'reference.reject')}
          danger={!verdict}
          operation={client.reference.decideParameter}
          input={values => ({ id: version.id, approved: verdict, reason: String(values.reason ?? '') })}
        >
          {before && verdict && <Change before={before} version={version} />}
          <Form.Item
            name="reason"
            label={t('reference.opinion')}
            rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
            style={{ marginTop: 12 }}
          >
            <Input maxLength={300} autoFocus />
          </Form.Item>
        </CommandForm>
      )}
    </Card>
  )
}

/** The old value and the new one; of tables only the lines that differ. */
function Change({ before, version }: { before: Version; version: Version }) {
  const t = useWords()
  const [was, becomes] = differing(before.value, version.value)
  return (
    <Flex gap="8px 28px" wrap>
      <Flex vertical>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('reference.was')}
        </Typography.Text>
        <ParameterView code={version.code} value={was} />
      </Flex>
      <Flex vertical>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('reference.becomes')}
        </Typography.Text>
        <ParameterView code={version.code} value={becomes} />
      </Flex>
    </Flex>
  )
}

function differing(was: unknown, becomes: unknown): [unknown, unknown] {
  if (!Array.isArray(was) || !Array.isArray(becomes) || typeof becomes[0] !== 'object') return [was, becomes]
  const lines = (list: unknown[]) => new Set(list.map(line => JSON.stringify(line)))
  const [old, next] = [lines(was), lines(becomes)]
  return [was.filter(line => !next.has(JSON.stringify(line))), becomes.filter(line => !old.has(JSON.stringify(line)))]
}

type Proposal = Parameters<typeof client.reference.proposeParameter>[0]

function Propose({
  code,
  now,
  open,
  onClose,
}: {
  code: ParameterCode
  now: Version | undefined
  open: boolean
  onClose: () => void
}) {
  const t = useWords()
  const { me } = useMe()
  const required = [{ required: true, message: t('problem.missing') }]
  const [fault, setFault] = useState<string | null>(null)
  // A wrong value may stand in any cell of a table, so what is wrong is said above all of them.
  const propose: typeof client.reference.proposeParameter = async (input, options) => {
    setFault(null)
    try {
      return await client.reference.proposeParameter(input, options)
    } catch (error) {
      const problem = problemOf(error)
      if (problem?.code === 'reference.value') setFault(problem.detail)
      throw error
    }
  }
  return (
    <CommandForm
      open={open}
      onClose={() => {
        setFault(null)
        onClose()
      }}
      width={680}
      title={`${t('reference.propose')} · ${t(`reference.parameter.${code}`)}`}
      submit={t('reference.propose')}
      done={t('reference.proposed')}
      operation={propose}
      initial={{ value: now?.value, mark: 'D' }}
      input={values => ({
        code,
        value: values.value,
        fromDay: (values.fromDay as Dayjs).format('YYYY-MM-DD'),
        source: String(values.source ?? ''),
        mark: values.mark as Proposal['mark'],
        reason: String(values.reason ?? ''),
      })}
    >
      {fault && <Alert type="error" showIcon title={fault} style={{ marginBottom: 12 }} />}
      <ValueFields code={code} />
      <Flex gap={16} wrap>
        <Form.Item
          name="fromDay"
          label={t('reference.parameter.fromDay')}
          rules={required}
          style={{ flex: '1 1 200px' }}
        >
          <DatePicker
            style={{ width: '100%' }}
            minDate={dayjs(me?.businessDay).add(1, 'day')}
            placeholder={t('reference.parameter.fromDay')}
          />
        </Form.Item>
        <Form.Item name="mark" label={t('reference.parameter.mark')} rules={required} style={{ flex: '1 1 200px' }}>
          <Select options={marks.map(value => ({ value, label: t(`reference.mark.${value}`) }))} />
        </Form.Item>
      </Flex>
      <Form.Item name="source" label={t('reference.parameter.source')} rules={required}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="reason" label={t('reference.parameter.reason')} rules={required}>
        <Input maxLength={300} />
      </Form.Item>
    </CommandForm>
  )
}
