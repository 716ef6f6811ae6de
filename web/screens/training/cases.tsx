import { Button, Drawer, Flex, Form, Input, Popconfirm, Select, Tag } from 'antd'
import { useState } from 'react'
import { caseOutcomes, caseReasons, caseVerdicts } from '../../../modules/training/case-study.ts'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { CaseFacts, CaseSolution } from './case-view.tsx'
import { Places } from './parts.tsx'

type Row = Awaited<ReturnType<typeof client.training.listCases>>['rows'][number]
type NewCase = Parameters<typeof client.training.addCase>[0]

/** Anonymised cases to learn from and to be examined on. */
export default function Cases() {
  const t = useWords()
  const may = useMay()
  const [shown, setShown] = useState<Row | null>(null)
  const [adding, setAdding] = useState(false)
  const retire = useCommand(client.training.retireCase, { done: t('ui.done'), onDone: () => setShown(null) })
  const write = may('training.question.write')
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <Places at="/training/cases" />
      <ListPage<Row>
        name="training.cases"
        title={t('training.cases')}
        load={query => client.training.listCases(query as never)}
        searchHint={t('ui.search')}
        rowKey={row => row.id}
        empty={{ text: t('training.cases-none') }}
        actions={
          write && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('training.add-case')}
            </Button>
          )
        }
        columns={[
          {
            key: 'title',
            title: t('training.case'),
            render: row => (
              <Button type="link" style={{ padding: 0 }} onClick={() => setShown(row)}>
                {row.title}
              </Button>
            ),
          },
          {
            key: 'policyVerdict',
            title: t('training.case-policy'),
            render: row => <Tag color="blue">{t(`training.verdict.${row.policyVerdict}`)}</Tag>,
          },
          { key: 'topic', title: t('training.topic'), render: row => row.topic },
          { key: 'outcome', title: t('training.case-outcome'), render: row => t(`training.outcome.${row.outcome}`) },
          { key: 'decided', title: t('training.decided'), align: 'end', render: row => row.decided },
          { key: 'averagePoints', title: t('training.average'), align: 'end', render: row => row.averagePoints ?? '—' },
          { key: 'source', title: t('training.question-source'), render: row => row.source || '—' },
        ]}
      />
      <Drawer open={shown !== null} onClose={() => setShown(null)} title={t('training.case')} size={560}>
        {shown && (
          <Flex vertical gap={14}>
            <CaseFacts study={shown} />
            <CaseSolution solution={shown} />
            {write && (
              <Popconfirm
                title={t('training.retire-ask')}
                okText={t('training.retire')}
                cancelText={t('ui.cancel')}
                onConfirm={() => retire.mutate({ id: shown.id })}
              >
                <Button danger>{t('training.retire')}</Button>
              </Popconfirm>
            )}
          </Flex>
        )}
      </Drawer>
      <CommandForm
        open={adding}
        width={680}
        title={t('training.add-case')}
        submit={t('ui.save')}
        onClose={() => setAdding(false)}
        operation={client.training.addCase}
        input={values => ({
          title: String(values.title ?? ''),
          topic: String(values.topic ?? ''),
          story: String(values.story ?? ''),
          facts: factsOf(String(values.facts ?? '')),
          policyVerdict: values.policyVerdict as NewCase['policyVerdict'],
          policyReasons: (values.policyReasons ?? []) as NewCase['policyReasons'],
          policyNote: String(values.policyNote ?? ''),
          outcome: values.outcome as NewCase['outcome'],
          outcomeNote: String(values.outcomeNote ?? ''),
          source: String(values.source ?? ''),
        })}
      >
        <Form.Item name="title" label={t('training.case-title')} rules={required} extra={t('training.case-anonymous')}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="topic" label={t('training.topic')} rules={required}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="story" label={t('training.case-story')} rules={required}>
          <Input.TextArea maxLength={5000} autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Form.Item name="facts" label={t('training.case-facts')} rules={required} extra={t('training.case-facts-help')}>
          <Input.TextArea autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Form.Item name="policyVerdict" label={t('training.case-policy')} rules={required}>
          <Select options={caseVerdicts.map(value => ({ value, label: t(`training.verdict.${value}`) }))} />
        </Form.Item>
        <Form.Item name="policyReasons" label={t('training.your-reasons')}>
          <Select
            mode="multiple"
            options={caseReasons.map(value => ({ value, label: t(`training.reason.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="policyNote" label={t('training.explanation')} rules={required}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item name="outcome" label={t('training.case-outcome')} rules={required}>
          <Select options={caseOutcomes.map(value => ({ value, label: t(`training.outcome.${value}`) }))} />
        </Form.Item>
        <Form.Item name="outcomeNote" label={t('training.outcome-note')}>
          <Input maxLength={1000} />
        </Form.Item>
        <Form.Item name="source" label={t('training.question-source')}>
          <Input maxLength={200} />
        </Form.Item>
      </CommandForm>
    </>
  )
}

/** One fact a line, `name: value`, with either colon. */
function factsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap(line => {
      const at = line.search(/[:：]/)
      return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]]
    }),
  )
}
