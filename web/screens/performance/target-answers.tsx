import { useQuery } from '@tanstack/react-query'
import { Card, Drawer, Flex, Form, Grid, Input, InputNumber, Tag, Typography } from 'antd'
import { api, client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Amount, type Board, type Row, untyped, useRefresh, useUnitLabel, writing } from './target-dialogs.tsx'

type Line = Board['nodes'][number]['lines'][number]

type Own = { data: Board; row: Row & { line: Line }; onClose: () => void }

/** Answers one’s own target with another value. */
export function Counter({ data, row, onClose }: Own) {
  const t = useWords()
  const refresh = useRefresh()
  const inUnit = useUnitLabel()
  const needed = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      onClose={onClose}
      title={`${t('performance.target.counter')} · ${row.name ?? t('performance.level.company')}`}
      operation={client.performance.counterTarget}
      input={values => ({ id: row.line.id, value: untyped(data.unit, values.value), reason: String(values.reason) })}
      onDone={refresh}
    >
      <Typography.Paragraph>
        {t('performance.target.value')}
        {t('ui.colon')}
        <Amount value={row.line.value} unit={data.unit} />
      </Typography.Paragraph>
      <Form.Item name="value" label={inUnit(t('performance.target.counter.value'), data.unit)} rules={needed}>
        <InputNumber<string> stringMode min="0" {...writing(data.unit)} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="reason" label={t('performance.target.reason')} rules={needed}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </CommandForm>
  )
}

/** Accepts or declines what a target was answered with, and says why. */
export function AnswerCounter({
  data,
  counter,
  accept,
  onClose,
}: {
  data: Board
  counter: NonNullable<Line['counter']>
  accept: boolean
  onClose: () => void
}) {
  const t = useWords()
  const refresh = useRefresh()
  const word = t(accept ? 'performance.target.accept' : 'performance.target.decline')
  return (
    <CommandForm
      open
      onClose={onClose}
      title={`${word} · ${t('performance.target.proposes', { name: counter.madeByName })}`}
      submit={word}
      operation={client.performance.answerCounter}
      input={values => ({ id: counter.id, accept, answer: String(values.answer) })}
      onDone={refresh}
    >
      <Typography.Paragraph>
        <Typography.Text strong>
          <Amount value={counter.value} unit={data.unit} />
        </Typography.Text>
        {t('ui.colon')}
        {counter.reason}
      </Typography.Paragraph>
      <Form.Item
        name="answer"
        label={t('performance.target.answer-reason')}
        rules={[{ required: true, message: t('problem.missing') }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </CommandForm>
  )
}

/** How a target came about: every version with who set it why, and what it was answered with. */
export function History({ data, row, onClose }: { data: Board; row: Row | null; onClose: () => void }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  return (
    <Drawer
      open={row?.line !== undefined}
      onClose={onClose}
      size={wide ? 520 : '100%'}
      title={`${t('performance.target.history')} · ${row?.name ?? t('performance.level.company')}`}
      destroyOnHidden
    >
      {row?.line && <Versions data={data} id={row.line.id} />}
    </Drawer>
  )
}

function Versions({ data, id }: { data: Board; id: Line['id'] }) {
  const t = useWords()
  const found = useQuery(api.performance.targetHistory.queryOptions({ input: { id } }))
  const colors = { open: 'gold', accepted: 'green', declined: 'default' } as const
  return (
    <QueryView query={found}>
      {versions => (
        <Flex vertical gap={12}>
          {versions.map(version => (
            <Card
              key={version.number}
              size="small"
              title={
                <>
                  <Amount value={version.value} unit={data.unit} />
                  {version.upper && (
                    <>
                      {' – '}
                      <Amount value={version.upper} unit={data.unit} />
                    </>
                  )}
                </>
              }
              extra={<Tag>{t(`performance.target.origin.${version.origin}`)}</Tag>}
            >
              <div style={{ overflowWrap: 'anywhere' }}>{version.reason}</div>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                v{version.number} · {version.madeByName} · <InstantText at={version.madeAt} />
              </Typography.Text>
              {version.counters.map(counter => (
                <div key={counter.madeAt} style={{ marginTop: 10 }}>
                  <Tag color={colors[counter.state]}>{t(`performance.target.counter.${counter.state}`)}</Tag>
                  {t('performance.target.proposes', { name: counter.madeByName })}{' '}
                  <Amount value={counter.value} unit={data.unit} />
                  {t('ui.colon')}
                  {counter.reason}
                  {counter.answer && (
                    <div>
                      <Typography.Text type="secondary">
                        {counter.answeredByName}
                        {t('ui.colon')}
                        {counter.answer}
                      </Typography.Text>
                    </div>
                  )}
                </div>
              ))}
            </Card>
          ))}
        </Flex>
      )}
    </QueryView>
  )
}
