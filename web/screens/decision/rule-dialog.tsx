import { Button, Card, Flex, Form, Input, Modal, Segmented, Typography } from 'antd'
import { useState } from 'react'
import { factsOf } from '../../../modules/decision/condition.ts'
import { holeOf } from '../../../modules/decision/fact.ts'
import { useWords } from '../../settings.tsx'
import { ConditionEditor } from './condition-editor.tsx'
import type { RuleIn } from './shapes.ts'

const blank: RuleIn = {
  code: '',
  name: ['', ''],
  sentence: ['', ''],
  whenUnknown: 'refer',
  cases: [{ outcome: 'refer', when: { left: { fact: 'application.amount' }, is: '>', right: { value: '200000.00' } } }],
}

/** One rule: its names, its cases, its sentence. The server says what is wrong with it. */
export function RuleDialog({
  rule,
  busy,
  onClose,
  onSave,
}: {
  rule: RuleIn | null
  busy: boolean
  onClose: () => void
  onSave: (rule: RuleIn) => void
}) {
  const t = useWords()
  const [draft, setDraft] = useState<RuleIn>(rule ?? blank)
  const set = (change: Partial<RuleIn>) => setDraft(now => ({ ...now, ...change }))
  const holes = [...new Set(draft.cases.flatMap(one => factsOf(one.when)))].map(name => `{${holeOf(name)}}`)
  const outcomes = (values: readonly ('pass' | 'refer' | 'decline')[]) =>
    values.map(value => ({ value, label: t(`decision.outcome.${value}`) }))
  const pair = (field: 'name' | 'sentence', at: 0 | 1, text: string): [string, string] =>
    at === 0 ? [text, draft[field][1]] : [draft[field][0], text]
  const words = (field: 'name' | 'sentence', at: 0 | 1, label: string) => (
    <Form.Item label={label}>
      {field === 'name' ? (
        <Input value={draft.name[at]} onChange={event => set({ name: pair('name', at, event.target.value) })} />
      ) : (
        <Input.TextArea
          autoSize
          value={draft.sentence[at]}
          onChange={event => set({ sentence: pair('sentence', at, event.target.value) })}
        />
      )}
    </Form.Item>
  )
  return (
    <Modal
      open
      width={820}
      title={t(rule ? 'decision.edit-rule' : 'decision.add-rule')}
      onCancel={onClose}
      onOk={() => onSave(draft)}
      okText={t('ui.save')}
      cancelText={t('ui.cancel')}
      confirmLoading={busy}
    >
      <Form layout="vertical" style={{ marginTop: 12 }}>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))', columnGap: 16 }}>
          <Form.Item label={t('decision.code')}>
            <Input value={draft.code} disabled={rule !== null} onChange={event => set({ code: event.target.value })} />
          </Form.Item>
          {words('name', 0, t('decision.name-zh'))}
          {words('name', 1, t('decision.name-en'))}
        </div>
        <Flex vertical gap={10}>
          {draft.cases.map((one, at) => (
            <Card
              // biome-ignore lint/suspicious/noArrayIndexKey: cases have no name of their own and do not reorder
              key={at}
              size="small"
              title={
                <Segmented
                  size="small"
                  value={one.outcome}
                  options={outcomes(['refer', 'decline'])}
                  onChange={outcome =>
                    set({
                      cases: draft.cases.map((other, index) =>
                        index === at ? { ...other, outcome: outcome as 'refer' | 'decline' } : other,
                      ),
                    })
                  }
                />
              }
              extra={
                <Button
                  type="text"
                  size="small"
                  onClick={() => set({ cases: draft.cases.filter((_, index) => index !== at) })}
                >
                  {t('decision.remove-case')}
                </Button>
              }
            >
              <ConditionEditor
                condition={one.when}
                onChange={when =>
                  set({ cases: draft.cases.map((other, index) => (index === at ? { ...other, when } : other)) })
                }
              />
            </Card>
          ))}
          <Button type="dashed" onClick={() => set({ cases: [...draft.cases, blank.cases[0]!] })}>
            {t('decision.add-case')}
          </Button>
        </Flex>
        <Form.Item label={t('decision.when-unknown')} style={{ marginTop: 16 }}>
          <Segmented
            value={draft.whenUnknown}
            options={outcomes(['pass', 'refer', 'decline'])}
            onChange={value => set({ whenUnknown: value as RuleIn['whenUnknown'] })}
          />
        </Form.Item>
        {words('sentence', 0, t('decision.sentence-zh'))}
        {words('sentence', 1, t('decision.sentence-en'))}
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('decision.sentence-help', { holes: holes.join(' ') })}
        </Typography.Text>
      </Form>
    </Modal>
  )
}
