import { Alert, Button, Flex, Form, Input, InputNumber, Tag } from 'antd'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Money } from '../../ui/money.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { PayWhy } from './pay-why.tsx'

type Row = Awaited<ReturnType<typeof client.performance.listDisputes>>['rows'][number]

/** Disputes about lines of pay: one's own, and for those who answer, everyone's. */
export default function Disputes() {
  const t = useWords()
  const may = useMay()
  const [answering, setAnswering] = useState<Row | null>(null)
  const [line, setLine] = useState<Row | null>(null)
  const withdraw = useCommand(client.performance.withdrawDispute, { done: t('ui.done') })
  return (
    <>
      <ListPage<Row>
        name="performance.disputes"
        title={t('performance.dispute')}
        load={query => client.performance.listDisputes(query as never)}
        searchHint={t('performance.search-name')}
        rowKey={row => row.id}
        exportOf="performance/listDisputes"
        empty={{ text: t('performance.dispute.empty') }}
        filters={[
          {
            key: 'state',
            label: t('performance.pay.state'),
            options: ['open', 'upheld', 'corrected', 'withdrawn'].map(value => ({
              value,
              label: t(`performance.dispute.${value}`),
            })),
          },
        ]}
        columns={[
          { key: 'personName', title: t('team.person'), render: row => row.personName },
          {
            key: 'reason',
            words: 'performance.dispute-reason',
            title: t('performance.pay.doubt-kind'),
            render: row => t(`performance.dispute-reason.${row.reason}`),
          },
          { key: 'text', title: t('performance.pay.doubt-text'), render: row => row.text },
          {
            key: 'line',
            from: false,
            title: t('performance.payline'),
            render: row => (
              <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setLine(row)}>
                {t('ui.why')}
              </Button>
            ),
          },
          {
            key: 'answerBy',
            title: t('performance.dispute.answer-by'),
            render: row => (
              <>
                <DayText day={row.answerBy} /> {row.late && <Tag color="red">{t('performance.dispute.late')}</Tag>}
              </>
            ),
          },
          {
            key: 'state',
            words: 'performance.dispute',
            title: t('performance.pay.state'),
            render: row => (
              <StateTag state={row.state === 'open' ? 'waiting' : 'done'} word={`performance.dispute.${row.state}`} />
            ),
          },
          { key: 'answer', title: t('performance.dispute.answer'), render: row => row.answer ?? '—' },
          {
            key: 'correction',
            title: `${t('performance.part.correction')} ¥`,
            align: 'end',
            render: row => <Money value={row.correction} />,
          },
          {
            key: 'do',
            from: false,
            title: t('performance.dispute.do'),
            render: row => (
              <Flex gap={8}>
                {row.state === 'open' && !row.mine && may('performance.dispute.answer') && (
                  <Button size="small" type="primary" onClick={() => setAnswering(row)}>
                    {t('performance.dispute.answer-now')}
                  </Button>
                )}
                {row.state === 'open' && row.mine && (
                  <Button size="small" onClick={() => withdraw.mutate({ id: row.id, version: row.version })}>
                    {t('performance.dispute.withdraw')}
                  </Button>
                )}
              </Flex>
            ),
          },
        ]}
      />
      {answering && (
        <CommandForm
          open
          onClose={() => setAnswering(null)}
          title={`${t('performance.dispute.answer-now')} · ${answering.personName}`}
          operation={client.performance.answerDispute}
          input={values => ({
            id: answering.id,
            version: answering.version,
            answer: String(values.answer),
            correction: values.correction ? String(values.correction) : null,
          })}
        >
          <Alert
            type="info"
            showIcon
            style={{ marginBottom: 12 }}
            title={t(`performance.dispute-reason.${answering.reason}`)}
            description={answering.text}
          />
          <Form.Item
            name="answer"
            label={t('performance.dispute.answer')}
            rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
          >
            <Input.TextArea rows={4} maxLength={1000} />
          </Form.Item>
          <Form.Item name="correction" label={t('performance.dispute.correction')}>
            <InputNumber precision={2} prefix="¥" stringMode style={{ width: 200 }} />
          </Form.Item>
        </CommandForm>
      )}
      <PayWhy
        lineId={(line?.lineId as `payline_${string}` | undefined) ?? null}
        mine={false}
        onClose={() => setLine(null)}
      />
    </>
  )
}
