import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Form, Input, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Line = Awaited<ReturnType<typeof client.party.listBlacklist>>[number]
type Entry = { idNumber: string; reason: string; source: string }

/** Who is not lent to, by masked number; the earlier lines of a number stay below as they were. */
export default function Blacklist() {
  const t = useWords()
  const may = useMay()
  const [asked, setAsked] = useState<'listed' | 'released' | null>(null)
  const lines = useQuery(api.party.listBlacklist.queryOptions())
  const required = [{ required: true, message: t('problem.missing') }]
  const action = t(asked === 'released' ? 'party.blacklist.release' : 'party.blacklist.add')
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('party.blacklist')}
        </Typography.Title>
        {may('party.blacklist.write') && (
          <Flex gap={8}>
            <Button onClick={() => setAsked('released')}>{t('party.blacklist.release')}</Button>
            <Button type="primary" onClick={() => setAsked('listed')}>
              {t('party.blacklist.add')}
            </Button>
          </Flex>
        )}
      </Flex>
      <QueryView query={lines}>
        {data => (
          <Card styles={{ body: { padding: 0 } }}>
            {data.length === 0 ? (
              <EmptyState text={t('party.blacklist.empty')} />
            ) : (
              <Table<Line>
                size="middle"
                pagination={{ pageSize: 50, hideOnSinglePage: true }}
                rowKey={row => `${row.masked} ${row.at} ${row.listed}`}
                dataSource={data}
                scroll={{ x: 'max-content' }}
                columns={[
                  {
                    title: t('party.blacklist.masked'),
                    render: (_, row) => <span className="number">{row.masked}</span>,
                  },
                  {
                    title: t('party.dealer.state'),
                    render: (_, row) => (
                      <Tag color={row.holds ? (row.listed ? 'red' : 'green') : 'default'}>
                        {t(row.listed ? 'party.blacklist.listed' : 'party.blacklist.released')}
                      </Tag>
                    ),
                  },
                  { title: t('party.blacklist.reason'), render: (_, row) => row.reason },
                  { title: t('party.blacklist.source'), render: (_, row) => row.source },
                  { title: t('party.blacklist.by'), render: (_, row) => row.by ?? '—' },
                  { title: t('party.blacklist.at'), render: (_, row) => <InstantText at={row.at} /> },
                ]}
              />
            )}
          </Card>
        )}
      </QueryView>
      <CommandForm
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={action}
        submit={action}
        danger={asked === 'listed'}
        operation={client.party.recordBlacklist}
        input={values => ({ ...(values as Entry), listed: asked === 'listed' })}
      >
        <Alert type="info" showIcon title={t('party.blacklist.note')} style={{ marginBottom: 12 }} />
        <Form.Item name="idNumber" label={t('party.blacklist.masked')} rules={required}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item name="reason" label={t('party.blacklist.reason')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="source" label={t('party.blacklist.source')} rules={required}>
          <Input maxLength={100} />
        </Form.Item>
      </CommandForm>
    </Flex>
  )
}
