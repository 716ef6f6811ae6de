import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Form, Input, Select, Switch, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { useName, useTitle } from '../training/parts.tsx'
import { choices } from './parts.tsx'

type Code = Awaited<ReturnType<typeof client.origination.listDefectCodes>>[number]

/** The titles of courses by their codes; a code stands for itself until they are there. */
export function useCourses() {
  const title = useTitle()
  const courses = useQuery({
    ...api.training.listCourses.queryOptions({ input: { limit: 200 } }),
    staleTime: 300_000,
  })
  const found = new Map((courses.data?.rows ?? []).map(one => [one.code, title(one)]))
  return {
    titleOf: (code: string) => found.get(code) ?? code,
    options: [...found].map(([value, label]) => ({ value, label })),
  }
}

/** How bad a defect is. */
export function Severity({ severity }: { severity: Code['severity'] }) {
  const t = useWords()
  return (
    <Tag color={{ minor: 'default', major: 'orange', critical: 'red' }[severity]} style={{ marginInlineEnd: 0 }}>
      {t(`origination.quality.severity.${severity}`)}
    </Tag>
  )
}

/** What counts as a defect, how bad it is, and which lesson teaches to avoid it. */
export function DefectCodes() {
  const t = useWords()
  const may = useMay()
  const nameOf = useName()
  const [edited, setEdited] = useState<Code | null>(null)
  const codes = useQuery(api.origination.listDefectCodes.queryOptions())
  const changes = may('origination.quality.manage')
  const { titleOf, options } = useCourses()
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('origination.quality.codes')}
      </Typography.Title>
      <QueryView query={codes}>
        {rows => (
          <Card styles={{ body: { padding: 0 } }}>
            <Table<Code>
              rowKey={row => row.code}
              dataSource={rows}
              pagination={false}
              scroll={{ x: 'max-content' }}
              columns={[
                {
                  title: t('origination.quality.defect'),
                  render: (_, row) => (
                    <div>
                      {nameOf(row)}
                      <div>
                        <Typography.Text type="secondary" className="number" style={{ fontSize: 12 }}>
                          {row.code}
                        </Typography.Text>
                      </div>
                    </div>
                  ),
                },
                { title: t('origination.quality.severity'), render: (_, row) => <Severity severity={row.severity} /> },
                {
                  title: t('origination.quality.lesson'),
                  render: (_, row) => (row.courseCode ? titleOf(row.courseCode) : t('origination.quality.lesson-none')),
                },
                ...(changes
                  ? [
                      {
                        key: 'edit',
                        align: 'end' as const,
                        render: (_: unknown, row: Code) => (
                          <Button size="small" onClick={() => setEdited(row)}>
                            {t('origination.quality.change')}
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Card>
        )}
      </QueryView>
      {edited && (
        <CommandForm
          open
          title={t('origination.quality.edit-code')}
          onClose={() => setEdited(null)}
          operation={client.origination.saveDefectCode}
          initial={edited}
          input={values => ({
            ...edited,
            ...values,
            courseCode: (values.courseCode as string | undefined) ?? null,
          })}
        >
          <Form.Item name="name" label={t('origination.quality.name')} rules={[{ required: true }]}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="nameEn" label={t('origination.quality.name-en')} rules={[{ required: true }]}>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item name="severity" label={t('origination.quality.severity')}>
            <Select options={choices(t, 'origination.quality.severity', ['minor', 'major', 'critical'])} />
          </Form.Item>
          <Form.Item name="courseCode" label={t('origination.quality.lesson')}>
            <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={options} />
          </Form.Item>
          <Form.Item name="active" label={t('origination.quality.active')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </CommandForm>
      )}
    </Flex>
  )
}
