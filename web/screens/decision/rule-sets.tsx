import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Card, Flex, Form, Input, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'

/** Every version of the rules: which is in force, which waits, who wrote and who published. */
export default function RuleSets() {
  const t = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const [drafting, setDrafting] = useState(false)
  const list = useQuery(api.decision.listRuleSets.queryOptions())
  const inForce = list.data?.find(row => row.inForce)
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" wrap gap={10}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('decision.rule-sets')}
        </Typography.Title>
        {may('decision.rule-set.write') && inForce && (
          <Button type="primary" onClick={() => setDrafting(true)}>
            {t('decision.begin-draft')}
          </Button>
        )}
      </Flex>
      <QueryView query={list}>
        {rows => (
          <Card styles={{ body: { padding: 0 } }}>
            <Table
              rowKey={row => row.id}
              dataSource={rows}
              pagination={false}
              scroll={{ x: 'max-content' }}
              rowClassName="row-link"
              onRow={row => ({ onClick: () => void navigate({ to: `/decision/rule-sets/${row.id}` as never }) })}
              columns={[
                {
                  title: t('decision.number'),
                  render: (_, row) => (
                    <Link to={`/decision/rule-sets/${row.id}` as never} className="number">
                      {t('decision.version-number', { number: row.number })}
                    </Link>
                  ),
                },
                {
                  title: t('decision.state'),
                  render: (_, row) => (
                    <Flex gap={6}>
                      <StateTag state={row.state} word={`decision.rule-set.${row.state}`} />
                      {row.inForce && <Tag color="green">{t('decision.rule-set.in-force')}</Tag>}
                    </Flex>
                  ),
                },
                { title: t('decision.effective-from'), render: (_, row) => <DayText day={row.effectiveFrom} /> },
                { title: t('decision.tab.rules'), render: (_, row) => t('decision.rules-count', { count: row.rules }) },
                { title: t('decision.note'), render: (_, row) => row.note },
                { title: t('decision.drafted-by'), render: (_, row) => row.draftedByName },
                { title: t('decision.published-by'), render: (_, row) => row.publishedByName ?? '—' },
              ]}
            />
          </Card>
        )}
      </QueryView>
      <CommandForm
        open={drafting}
        title={t('decision.begin-draft')}
        onClose={() => setDrafting(false)}
        operation={client.decision.draftRuleSet}
        input={values => ({ basedOn: inForce!.id, note: String(values.note ?? '') })}
        onDone={draft => void navigate({ to: `/decision/rule-sets/${draft.id}` as never })}
      >
        <Form.Item
          name="note"
          label={t('decision.draft-note')}
          rules={[{ required: true, message: t('problem.missing') }]}
        >
          <Input.TextArea rows={3} maxLength={500} autoFocus />
        </Form.Item>
      </CommandForm>
    </Flex>
  )
}
