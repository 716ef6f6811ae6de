import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Form, Input, InputNumber, Select, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { ReasonLines } from './reason-lines.tsx'
import type { Fact } from './shapes.ts'

type Answer = Awaited<ReturnType<typeof client.decision.tryRuleSet>>

/** Facts typed in, and what the rules say of them; nothing is kept. */
export function TryRules({ id }: { id: `ruleset_${string}` }) {
  const t = useWords()
  const facts = useQuery(api.decision.listFacts.queryOptions())
  const [answer, setAnswer] = useState<Answer | null>(null)
  const run = useCommand(client.decision.tryRuleSet, { onDone: setAnswer })
  return (
    <QueryView query={facts}>
      {list => (
        <Form
          layout="vertical"
          onFinish={(values: Record<string, string | number | boolean | undefined>) =>
            run.mutate({
              id,
              facts: Object.fromEntries(
                list.flatMap((fact, at) => {
                  const value = values[`f${at}`]
                  return value === undefined || value === null || value === '' ? [] : [[fact.name, value]]
                }),
              ),
            })
          }
        >
          <Typography.Paragraph type="secondary">{t('decision.try-hint')}</Typography.Paragraph>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))', columnGap: 14 }}>
            {list.map((fact, at) => (
              <Form.Item key={fact.name} name={`f${at}`} label={fact.label} style={{ marginBottom: 10 }}>
                {inputFor(fact, t)}
              </Form.Item>
            ))}
          </div>
          <Flex gap={12} align="center">
            <Button type="primary" htmlType="submit" loading={run.isPending}>
              {t('decision.try-run')}
            </Button>
            {answer && <StateTag state={stateOf[answer.verdict]} word={`decision.verdict.${answer.verdict}`} />}
          </Flex>
          {answer && <ReasonLines reasons={answer.reasons} />}
        </Form>
      )}
    </QueryView>
  )
}

const stateOf = { approve: 'pass', refer: 'refer', decline: 'decline' } as const

function inputFor(fact: Fact, t: (key: string) => string) {
  switch (fact.kind) {
    case 'number':
      return <InputNumber precision={0} style={{ width: '100%' }} />
    case 'flag':
      return (
        <Select
          allowClear
          options={[
            { value: true, label: t('ui.yes') },
            { value: false, label: t('ui.no') },
          ]}
        />
      )
    case 'rate':
      return <Input placeholder="0.75" />
    case 'money':
      return <Input placeholder="100000.00" prefix="¥" />
    case 'code':
      return <Input />
  }
}
