import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Form, Input, Select, Table, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Places } from './parts.tsx'

/** What each group may spend on training in a year, what is planned and what has been spent. */
export default function Budget() {
  const { t, language } = useSettings()
  const may = useMay()
  const { me } = useMe()
  const now = Number((me?.businessDay ?? '2026').slice(0, 4))
  const [year, setYear] = useState(now)
  const [setting, setSetting] = useState(false)
  const budget = useQuery(api.training.listBudget.queryOptions({ input: { year } }))
  const groups = useQuery(api.team.listGroups.queryOptions())
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <Places at="/training/budget" />
      <Flex justify="space-between" align="center" wrap gap={8} style={{ marginBottom: 12 }}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('training.budget')}
        </Typography.Title>
        <Flex gap={8}>
          <Select
            aria-label={t('training.year')}
            value={year}
            onChange={setYear}
            options={[now + 1, now, now - 1].map(value => ({ value, label: String(value) }))}
          />
          <Button
            icon={<DownloadOutlined />}
            href={`/api/export/training/listBudget?${new URLSearchParams({
              year: String(year),
              title: `${t('training.budget')} ${year}`,
              language,
              columns: JSON.stringify([
                // The house's own line names no group: it says so instead.
                {
                  key: 'scope',
                  title: t('training.budget-scope'),
                  cases: [
                    ['groupName', 'team.group'],
                    ['', 'training.whole-company'],
                  ],
                },
                { key: 'branchName', title: t('team.branch') },
                { key: 'groupName', title: t('team.group') },
                { key: 'budget', title: t('training.budget') },
                { key: 'committed', title: t('training.committed') },
                { key: 'spent', title: t('training.spent') },
                { key: 'left', title: t('training.left') },
                { key: 'sessions', title: t('training.sessions-count') },
              ]),
            })}`}
          >
            {t('ui.export')}
          </Button>
          {may('training.budget.write') && (
            <Button type="primary" onClick={() => setSetting(true)}>
              {t('training.set-budget')}
            </Button>
          )}
        </Flex>
      </Flex>
      <QueryView query={budget}>
        {rows => (
          <Card styles={{ body: { padding: 0 } }}>
            <Table
              size="middle"
              pagination={false}
              rowKey={row => row.groupId ?? 'all'}
              scroll={{ x: 'max-content' }}
              dataSource={rows}
              locale={{ emptyText: t('training.budget-none') }}
              columns={[
                {
                  title: t('team.group'),
                  render: (_, row) =>
                    row.groupName ? `${row.branchName} · ${row.groupName}` : t('training.whole-company'),
                },
                { title: t('training.budget'), align: 'end', render: (_, row) => <Money value={row.budget} /> },
                { title: t('training.committed'), align: 'end', render: (_, row) => <Money value={row.committed} /> },
                { title: t('training.spent'), align: 'end', render: (_, row) => <Money value={row.spent} /> },
                { title: t('training.left'), align: 'end', render: (_, row) => <Money value={row.left} /> },
                { title: t('training.sessions-count'), align: 'end', dataIndex: 'sessions' },
              ]}
            />
          </Card>
        )}
      </QueryView>
      <CommandForm
        open={setting}
        title={t('training.set-budget')}
        submit={t('ui.save')}
        onClose={() => setSetting(false)}
        operation={client.training.setBudget}
        input={values => ({
          year,
          groupId: (values.groupId as `group_${string}` | undefined) ?? null,
          amount: String(values.amount ?? ''),
          reason: String(values.reason ?? ''),
        })}
      >
        <Form.Item name="groupId" label={t('team.group')} extra={t('training.budget-help')}>
          <Select
            allowClear
            options={(groups.data?.groups ?? []).map(group => ({
              value: group.id,
              label: `${group.branchName} · ${group.name}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="amount" label={t('training.budget')} rules={required}>
          <Input inputMode="decimal" suffix={t('ui.yuan')} />
        </Form.Item>
        <Form.Item name="reason" label={t('ui.reason')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
      </CommandForm>
    </>
  )
}
