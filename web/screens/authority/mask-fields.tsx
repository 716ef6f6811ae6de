import { useQuery } from '@tanstack/react-query'
import { Alert, Card, Flex, Form, Select, Tag, Tooltip, Typography } from 'antd'
import { useState } from 'react'
import { fieldNames, showings } from '../../../modules/authority/mask.ts'
import { scopeLevels } from '../../../modules/authority/scope.ts'
import { posts } from '../../../modules/team/post.ts'
import { api, type client } from '../../client.ts'
import { permissions } from '../../operations.ts'
import { useSettings } from '../../settings.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { permissionName } from './names.ts'

type Line = Awaited<ReturnType<typeof client.authority.seeFields>>[number]

const colours = { shown: 'orange', masked: 'default', withheld: 'red' } as const

/** What a post sees of each personal field: in clear, masked or nothing, by how near the record is. */
export function MaskTable() {
  const { t } = useSettings()
  const [post, setPost] = useState<string>('service_agent')
  const fields = useQuery(api.authority.seeFields.queryOptions({ input: { post } }))
  return (
    <Card
      size="small"
      type="inner"
      title={t('authority.mask.table')}
      style={{ marginBottom: 12 }}
      extra={
        <Select
          aria-label={t('authority.mask.posts')}
          value={post}
          onChange={setPost}
          options={posts.map(value => ({ value, label: t(`team.post.${value}`) }))}
          style={{ width: 160 }}
        />
      }
    >
      <Flex vertical gap={10}>
        <Typography.Text type="secondary">{t('authority.mask.note')}</Typography.Text>
        <QueryView query={fields}>
          {data => (
            <FoldTable
              rowKey="field"
              size="small"
              rows={data}
              columns={[
                {
                  title: t('authority.mask.field'),
                  render: (_: unknown, row: Line) => t(`authority.field.${row.field}`),
                },
                ...scopeLevels.map(scope => ({
                  title: t(`authority.near.${scope}`),
                  render: (_: unknown, row: Line) => {
                    const one = row.at.find(answer => answer.scope === scope)
                    return one ? (
                      <Tooltip title={one.rule}>
                        <Tag color={colours[one.show]}>{t(`authority.show.${one.show}`)}</Tag>
                      </Tooltip>
                    ) : null
                  },
                })),
              ]}
            />
          )}
        </QueryView>
      </Flex>
    </Card>
  )
}

type Part = { name: string; label: string; optional?: boolean; children: React.ReactElement }

/** What a rule about personal fields says. */
export function MaskRuleFields({ Field }: { Field: (props: Part) => React.ReactNode }) {
  const { t } = useSettings()
  const chosen = (Form.useWatch('posts') as string[] | undefined) ?? []
  const holders = Form.useWatch('permission') as string | undefined
  const of = (prefix: string, list: readonly string[]) => list.map(value => ({ value, label: t(`${prefix}.${value}`) }))
  return (
    <>
      <Alert type="info" showIcon title={t('authority.mask.note')} style={{ marginBottom: 12 }} />
      <Field name="fields" label={t('authority.mask.fields')}>
        <Select mode="multiple" options={of('authority.field', fieldNames)} />
      </Field>
      <Flex gap={16} wrap>
        <Field name="posts" label={t('authority.mask.posts')} optional>
          <Select
            mode="multiple"
            disabled={Boolean(holders)}
            placeholder={t('authority.mask.anybody')}
            options={of('team.post', posts)}
          />
        </Field>
        <Field name="permission" label={t('authority.mask.permission')} optional>
          <Select
            allowClear
            disabled={chosen.length > 0}
            showSearch={{ optionFilterProp: 'label' }}
            options={permissions.map(value => ({ value, label: permissionName(value, t) }))}
          />
        </Field>
        <Field name="scope" label={t('authority.mask.scope')}>
          <Select options={of('authority.near.upto', scopeLevels)} />
        </Field>
        <Field name="show" label={t('authority.mask.show')}>
          <Select options={of('authority.show', showings)} />
        </Field>
      </Flex>
    </>
  )
}

/** What the service post of background jobs runs and may do. */
export function JobRuleFields({ Field }: { Field: (props: Part) => React.ReactNode }) {
  const { t } = useSettings()
  return (
    <>
      <Field name="jobs" label={t('authority.job.jobs')}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Field>
      <Field name="permissions" label={t('authority.question.permission')} optional>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={permissions.map(value => ({ value, label: permissionName(value, t) }))}
        />
      </Field>
    </>
  )
}
