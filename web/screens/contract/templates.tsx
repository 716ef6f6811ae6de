import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Card, Flex, Form, Input, Table, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'

/** Every version of the contract template: which one is in force, which one is being written. */
export default function Templates() {
  const t = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const [drafting, setDrafting] = useState(false)
  const templates = useQuery(api.contract.listTemplates.queryOptions())
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('contract.screen.templates')}
        </Typography.Title>
        {may('contract.template.write') && (templates.data ?? []).length > 0 && (
          <Button type="primary" onClick={() => setDrafting(true)}>
            {t('contract.screen.draft-template')}
          </Button>
        )}
      </Flex>
      <QueryView query={templates}>
        {data => (
          <Card styles={{ body: { padding: 0 } }}>
            <Table
              rowKey="id"
              size="middle"
              pagination={false}
              dataSource={data}
              scroll={{ x: 'max-content' }}
              rowClassName="row-link"
              onRow={row => ({ onClick: () => void navigate({ to: `/contract/templates/${row.id}` as never }) })}
              columns={[
                {
                  title: t('contract.template'),
                  render: (_, row) => (
                    <Typography.Text strong>
                      {row.title} {t('contract.screen.template-number', { number: row.number })}
                    </Typography.Text>
                  ),
                },
                {
                  title: t('contract.screen.state'),
                  render: (_, row) => (
                    <Flex gap={6}>
                      <StateTag state={row.state} word={`contract.template.${row.state}`} />
                      {row.inForce && <StateTag state="in-force" word="contract.screen.in-force" />}
                    </Flex>
                  ),
                },
                { title: t('contract.screen.why'), dataIndex: 'note' },
                { title: t('contract.screen.effective'), render: (_, row) => <DayText day={row.effectiveFrom} /> },
                {
                  title: t('contract.screen.drafted-by'),
                  render: (_, row) => (
                    <>
                      {row.draftedByName} · <InstantText at={row.draftedAt} />
                    </>
                  ),
                },
                { title: t('contract.screen.published-by'), render: (_, row) => row.publishedByName ?? '—' },
              ]}
            />
            <CommandForm
              open={drafting}
              title={t('contract.screen.draft-template')}
              onClose={() => setDrafting(false)}
              operation={client.contract.draftTemplate}
              input={values => ({
                basedOn: (data.find(row => row.inForce) ?? data[0])!.id,
                note: String(values.note ?? ''),
              })}
              onDone={({ id }) => void navigate({ to: `/contract/templates/${id}` as never })}
            >
              <Form.Item name="note" label={t('contract.screen.why')} rules={[{ required: true }]}>
                <Input.TextArea rows={2} />
              </Form.Item>
            </CommandForm>
          </Card>
        )}
      </QueryView>
    </Flex>
  )
}
