import { MinusCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Flex, Form, Input, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { questionKinds } from '../../../modules/training/question.ts'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Places } from './parts.tsx'
import { QuestionDrawer } from './question-drawer.tsx'

type Row = Awaited<ReturnType<typeof client.training.listQuestions>>['rows'][number]
type NewQuestion = Parameters<typeof client.training.addQuestion>[0]

/** The question bank: what is asked, how hard it was meant and how hard it is. */
export default function Questions() {
  const t = useWords()
  const may = useMay()
  const [shown, setShown] = useState<Row | null>(null)
  const [editing, setEditing] = useState<Row | 'new' | null>(null)
  const topics = useQuery(api.training.listTopics.queryOptions())
  const write = may('training.question.write')
  return (
    <>
      <Places at="/training/questions" />
      <ListPage<Row>
        name="training.questions"
        title={t('training.questions')}
        load={query => client.training.listQuestions(query as never)}
        rowKey={row => row.id}
        exportOf="training/listQuestions"
        searchHint={t('training.search-question')}
        filters={[
          {
            key: 'topic',
            label: t('training.topic'),
            options: (topics.data ?? []).map(one => ({ value: one.topic, label: `${one.topic} (${one.questions})` })),
          },
          {
            key: 'kind',
            label: t('training.question-kind'),
            options: questionKinds.map(value => ({ value, label: t(`training.question-kind.${value}`) })),
          },
          {
            key: 'difficulty',
            label: t('training.difficulty'),
            options: ['1', '2', '3', '4', '5'].map(value => ({ value, label: value })),
          },
          { key: 'retired', label: t('training.retired'), options: [{ value: 'true', label: t('training.retired') }] },
        ]}
        actions={
          write && (
            <Button type="primary" onClick={() => setEditing('new')}>
              {t('training.add-question')}
            </Button>
          )
        }
        columns={[
          {
            key: 'stem',
            title: t('training.question'),
            render: row => (
              <Button
                type="link"
                style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start', maxWidth: 460 }}
                onClick={() => setShown(row)}
              >
                {row.stem}
              </Button>
            ),
          },
          { key: 'difficulty', title: t('training.difficulty'), align: 'end', render: row => row.difficulty },
          { key: 'topic', title: t('training.topic'), render: row => row.topic },
          {
            key: 'kind',
            words: 'training.question-kind',
            title: t('training.question-kind'),
            render: row => t(`training.question-kind.${row.kind}`),
          },
          { key: 'asked', title: t('training.asked'), align: 'end', render: row => row.asked },
          {
            key: 'share',
            share: true,
            title: t('training.share'),
            align: 'end',
            render: row => (row.share === null ? '—' : `${Math.round(row.share * 100)} %`),
          },
          {
            key: 'discrimination',
            title: t('training.discrimination'),
            align: 'end',
            render: row => row.discrimination ?? '—',
          },
          {
            key: 'remarks',
            words: 'training.remark',
            title: t('training.remarks'),
            render: row =>
              row.remarks.map(remark => (
                <Tag key={remark} color={remark === 'few' ? 'default' : remark === 'inverted' ? 'red' : 'gold'}>
                  {t(`training.remark.${remark}`)}
                </Tag>
              )),
          },
        ]}
      />
      <QuestionDrawer
        id={shown?.id ?? null}
        onClose={() => setShown(null)}
        onEdit={write ? () => setEditing(shown) : null}
      />
      <QuestionForm
        key={typeof editing === 'object' ? (editing?.id ?? 'none') : 'new'}
        editing={editing}
        topics={(topics.data ?? []).map(one => one.topic)}
        onClose={() => setEditing(null)}
        onDone={() => setShown(null)}
      />
    </>
  )
}

function QuestionForm({
  editing,
  topics,
  onClose,
  onDone,
}: {
  editing: Row | 'new' | null
  topics: string[]
  onClose: () => void
  onDone: () => void
}) {
  const t = useWords()
  const row = typeof editing === 'object' ? editing : null
  const required = [{ required: true, message: t('problem.missing') }]
  const initial = row
    ? {
        ...row,
        options: row.options.map((text, index) => ({
          text,
          right: 'choices' in row.answer && row.answer.choices.includes(index),
        })),
        truth: 'choices' in row.answer ? row.answer.choices[0] : 0,
        value: 'value' in row.answer ? row.answer.value : '',
        tolerance: 'value' in row.answer ? row.answer.tolerance : '0',
      }
    : {
        kind: 'single',
        difficulty: 2,
        options: [{ text: '', right: true }, { text: '' }, { text: '' }, { text: '' }],
        truth: 0,
        tolerance: '0',
      }
  return (
    <CommandForm
      open={editing !== null}
      width={680}
      title={t(row ? 'training.replace' : 'training.add-question')}
      submit={t('ui.save')}
      onClose={onClose}
      onDone={onDone}
      operation={(input: NewQuestion, options): Promise<unknown> =>
        row
          ? client.training.replaceQuestion({ ...input, id: row.id }, options)
          : client.training.addQuestion(input, options)
      }
      initial={initial}
      input={values => {
        const kind = values.kind as NewQuestion['kind']
        const lines = (values.options ?? []) as { text?: string; right?: boolean }[]
        const chosen = kind === 'single' || kind === 'multiple'
        return {
          topic: String(values.topic ?? ''),
          kind,
          difficulty: Number(values.difficulty),
          stem: String(values.stem ?? ''),
          options: chosen ? lines.map(line => line.text ?? '') : [],
          answer:
            kind === 'number'
              ? { value: String(values.value ?? ''), tolerance: String(values.tolerance ?? '0') }
              : {
                  choices:
                    kind === 'true-false'
                      ? [Number(values.truth)]
                      : lines.flatMap((line, index) => (line.right ? [index] : [])),
                },
          explanation: String(values.explanation ?? ''),
          source: String(values.source ?? ''),
        }
      }}
    >
      {form => (
        <>
          <Flex gap={12} wrap>
            <Form.Item
              name="topic"
              label={t('training.topic')}
              rules={required}
              style={{ flex: 2, minWidth: 160 }}
              extra={topics.slice(0, 6).join(t('ui.comma'))}
            >
              <Input maxLength={40} />
            </Form.Item>
            <Form.Item
              name="kind"
              label={t('training.question-kind')}
              rules={required}
              style={{ flex: 1, minWidth: 120 }}
            >
              <Select options={questionKinds.map(value => ({ value, label: t(`training.question-kind.${value}`) }))} />
            </Form.Item>
            <Form.Item name="difficulty" label={t('training.difficulty')} rules={required} style={{ width: 90 }}>
              <Select options={[1, 2, 3, 4, 5].map(value => ({ value, label: value }))} />
            </Form.Item>
          </Flex>
          <Form.Item name="stem" label={t('training.question')} rules={required}>
            <Input.TextArea maxLength={2000} autoSize={{ minRows: 2 }} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() => {
              const kind = form.getFieldValue('kind')
              if (kind === 'number')
                return (
                  <Flex gap={12}>
                    <Form.Item name="value" label={t('training.right-answer')} rules={required}>
                      <Input inputMode="decimal" />
                    </Form.Item>
                    <Form.Item name="tolerance" label={t('training.tolerance')} rules={required}>
                      <Input inputMode="decimal" />
                    </Form.Item>
                  </Flex>
                )
              if (kind === 'true-false')
                return (
                  <Form.Item name="truth" label={t('training.right-answer')}>
                    <Select
                      options={[0, 1].map(value => ({
                        value,
                        label: t(value === 0 ? 'training.true' : 'training.false'),
                      }))}
                    />
                  </Form.Item>
                )
              return <Options />
            }}
          </Form.Item>
          <Form.Item name="explanation" label={t('training.explanation')} rules={required}>
            <Input.TextArea maxLength={2000} autoSize={{ minRows: 2 }} />
          </Form.Item>
          <Form.Item name="source" label={t('training.question-source')}>
            <Input maxLength={300} />
          </Form.Item>
        </>
      )}
    </CommandForm>
  )
}

function Options() {
  const t = useWords()
  return (
    <Form.List name="options">
      {(fields, { add, remove }) => (
        <div style={{ marginBottom: 16 }}>
          <Typography.Text>{t('training.options')}</Typography.Text>
          {fields.map(field => (
            <Flex key={field.key} gap={8} align="center" style={{ marginTop: 6 }}>
              <Form.Item name={[field.name, 'right']} valuePropName="checked" noStyle>
                <Checkbox aria-label={t('training.right-answer')} />
              </Form.Item>
              <Form.Item name={[field.name, 'text']} noStyle>
                <Input aria-label={`${t('training.options')} ${field.name + 1}`} maxLength={500} />
              </Form.Item>
              {fields.length > 2 && (
                <Button
                  type="text"
                  icon={<MinusCircleOutlined />}
                  aria-label={t('training.remove')}
                  onClick={() => remove(field.name)}
                />
              )}
            </Flex>
          ))}
          {fields.length < 8 && (
            <Button size="small" style={{ marginTop: 8 }} onClick={() => add({ text: '' })}>
              {t('training.add-option')}
            </Button>
          )}
        </div>
      )}
    </Form.List>
  )
}
