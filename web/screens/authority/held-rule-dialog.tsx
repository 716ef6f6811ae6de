import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Flex, Form, Input, InputNumber, Select, Switch } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'

export type HeldRule = Awaited<ReturnType<typeof client.authority.listHeldRules>>[number]
type Body = NonNullable<Parameters<typeof client.authority.proposeHeldRule>[0]['body']>

const dayOf = (value: unknown) => dayjs(value as dayjs.Dayjs).format('YYYY-MM-DD')

/** Proposes a rule or its next version. */
export function RuleDialog({ rule, onClose }: { rule: HeldRule | null; onClose: () => void }) {
  const t = useWords()
  const may = useMay()
  const { language } = useSettings()
  const { me } = useMe()
  const holdable = useQuery(api.authority.listHoldable.queryOptions({ staleTime: 300_000 }))
  const roles = useQuery({ ...api.authority.listRoles.queryOptions(), enabled: may('authority.role.read') })
  const required = [{ required: true, message: t('problem.missing') }]
  const permissions = (holdable.data?.permissions ?? []).map(value => ({ value, label: t(`permission.${value}`) }))
  const roleOptions = (roles.data ?? []).map(role => ({
    value: role.code,
    label: language === 'zh' ? role.zh : role.en,
  }))
  const picker = { showSearch: true, optionFilterProp: 'label' } as const
  return (
    <CommandForm
      open
      width={720}
      title={t(rule ? 'authority.held-rule.change' : 'authority.held-rule.propose')}
      onClose={onClose}
      operation={client.authority.proposeHeldRule}
      initial={{
        code: rule?.code,
        operation: rule?.operation,
        conditions: rule?.body?.conditions ?? [],
        permission: rule?.body?.check.permission,
        role: rule?.body?.check.role,
        backupPermission: rule?.body?.backup?.permission,
        backupRole: rule?.body?.backup?.role,
        sameBranch: rule?.body?.sameBranch ?? false,
        reasonRequired: rule?.body?.reasonRequired ?? true,
        deadlineHours: rule?.body?.deadlineHours ?? 24,
        expireHours: rule?.body?.expireHours ?? 72,
        fromDay: dayjs(me?.businessDay),
      }}
      input={values => ({
        code: String(values.code),
        operation: String(values.operation),
        fromDay: dayOf(values.fromDay),
        reason: String(values.reason ?? ''),
        body: {
          conditions: ((values.conditions ?? []) as Body['conditions'])!.map(one => ({
            field: one.field,
            is: one.is,
            value: one.is === 'given' ? null : (one.value ?? ''),
          })),
          check: { permission: String(values.permission), role: (values.role as string | undefined) ?? null },
          backup: values.backupPermission
            ? { permission: String(values.backupPermission), role: (values.backupRole as string | undefined) ?? null }
            : null,
          sameBranch: values.sameBranch === true,
          reasonRequired: values.reasonRequired === true,
          deadlineHours: Number(values.deadlineHours),
          expireHours: Number(values.expireHours),
        },
      })}
    >
      {form => (
        <>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))', columnGap: 16 }}>
            <Form.Item name="operation" label={t('authority.held-rule.operation')} rules={required}>
              <Select
                {...picker}
                disabled={rule !== null}
                options={(holdable.data?.operations ?? []).map(one => ({ value: one.operation, label: one.summary }))}
                onChange={value => {
                  const chosen = holdable.data?.operations.find(one => one.operation === value)
                  form.setFieldsValue({ permission: form.getFieldValue('permission') ?? chosen?.permission })
                }}
              />
            </Form.Item>
            <Form.Item name="code" label={t('authority.held-rule.code')} rules={required}>
              <Input disabled={rule !== null} autoComplete="off" />
            </Form.Item>
          </div>
          <Form.Item label={t('authority.held-rule.conditions')} style={{ marginBottom: 8 }}>
            <Form.List name="conditions">
              {(fields, { add, remove }) => (
                <Flex vertical gap={8}>
                  {fields.map(({ key, name }) => (
                    <Condition
                      key={key}
                      name={name}
                      fields={
                        holdable.data?.operations.find(one => one.operation === form.getFieldValue('operation'))
                          ?.fields ?? []
                      }
                      onRemove={() => remove(name)}
                    />
                  ))}
                  <div>
                    <Button
                      size="small"
                      icon={<PlusOutlined />}
                      onClick={() => add({ field: 'answer.amount', is: 'above' })}
                    >
                      {t('authority.held-rule.add-condition')}
                    </Button>
                  </div>
                </Flex>
              )}
            </Form.List>
          </Form.Item>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))', columnGap: 16 }}>
            <Form.Item name="permission" label={t('authority.held-rule.check')} rules={required}>
              <Select {...picker} options={permissions} />
            </Form.Item>
            <Form.Item name="role" label={t('authority.held-rule.role')}>
              <Select {...picker} allowClear options={roleOptions} />
            </Form.Item>
            <Form.Item name="backupPermission" label={t('authority.held-rule.backup')}>
              <Select {...picker} allowClear options={permissions} />
            </Form.Item>
            <Form.Item name="backupRole" label={t('authority.held-rule.role')}>
              <Select {...picker} allowClear options={roleOptions} />
            </Form.Item>
            <Form.Item name="deadlineHours" label={t('authority.held-rule.deadline')} rules={required}>
              <InputNumber min={1} max={2208} precision={0} style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item name="expireHours" label={t('authority.held-rule.expire')} rules={required}>
              <InputNumber min={1} max={2208} precision={0} style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item name="sameBranch" label={t('authority.held-rule.same-branch')} valuePropName="checked">
              <Switch />
            </Form.Item>
            <Form.Item name="reasonRequired" label={t('authority.held-rule.reason-required')} valuePropName="checked">
              <Switch />
            </Form.Item>
            <Form.Item name="fromDay" label={t('authority.held-rule.from')} rules={required}>
              <DatePicker allowClear={false} minDate={dayjs(me?.businessDay)} style={{ width: '100%' }} />
            </Form.Item>
          </div>
          <Form.Item name="reason" label={t('ui.reason')} rules={required}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        </>
      )}
    </CommandForm>
  )
}

function Condition({
  name,
  fields,
  onRemove,
}: {
  name: number
  fields: readonly { path: string; label: string }[]
  onRemove: () => void
}) {
  const t = useWords()
  const is = Form.useWatch(['conditions', name, 'is'])
  return (
    <Flex gap={8} wrap>
      <Form.Item name={[name, 'field']} noStyle>
        <Select
          showSearch
          optionFilterProp="label"
          aria-label={t('authority.held.field')}
          style={{ flex: '2 1 180px' }}
          options={[
            { value: 'answer.amount', label: t('authority.held-rule.amount') },
            ...fields.map(field => ({ value: field.path, label: field.label })),
          ]}
        />
      </Form.Item>
      <Form.Item name={[name, 'is']} noStyle>
        <Select
          aria-label={t('authority.held-rule.conditions')}
          style={{ flex: '1 1 120px' }}
          options={(['above', 'given', 'equals'] as const).map(value => ({
            value,
            label: t(`authority.held-rule.is.${value}`),
          }))}
        />
      </Form.Item>
      {is !== 'given' && (
        <Form.Item name={[name, 'value']} noStyle>
          <Input aria-label={t('ui.value')} style={{ flex: '1 1 100px' }} autoComplete="off" />
        </Form.Item>
      )}
      <Button type="text" icon={<DeleteOutlined />} aria-label={t('ui.cancel')} onClick={onRemove} />
    </Flex>
  )
}

/** Ends a rule from a day on: the next version holds nothing. */
export function EndRule({ rule, onClose }: { rule: HeldRule; onClose: () => void }) {
  const t = useWords()
  const { me } = useMe()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      danger
      title={`${t('authority.held-rule.end')}${t('ui.colon')}${rule.summary}`}
      submit={t('authority.held-rule.end')}
      onClose={onClose}
      operation={client.authority.proposeHeldRule}
      initial={{ fromDay: dayjs(me?.businessDay) }}
      input={values => ({
        code: rule.code,
        operation: rule.operation,
        body: null,
        fromDay: dayOf(values.fromDay),
        reason: String(values.reason ?? ''),
      })}
    >
      <Form.Item name="fromDay" label={t('authority.held-rule.from')} rules={required}>
        <DatePicker allowClear={false} minDate={dayjs(me?.businessDay)} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="reason" label={t('ui.reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </CommandForm>
  )
}

/** The second person's two buttons on a proposed version. */
export function DecideRule({ rule }: { rule: HeldRule }) {
  const t = useWords()
  const [deciding, setDeciding] = useState<boolean | null>(null)
  return (
    <Flex gap={8} style={{ marginTop: 8 }}>
      <Button size="small" type="primary" onClick={() => setDeciding(true)}>
        {t('authority.held-rule.approve')}
      </Button>
      <Button size="small" danger onClick={() => setDeciding(false)}>
        {t('authority.held-rule.refuse')}
      </Button>
      {deciding !== null && (
        <CommandForm
          open
          danger={!deciding}
          title={`${t(deciding ? 'authority.held-rule.approve' : 'authority.held-rule.refuse')}${t('ui.colon')}${rule.summary}`}
          onClose={() => setDeciding(null)}
          operation={client.authority.decideHeldRule}
          input={values => ({ id: rule.id, approved: deciding, note: String(values.note ?? '') })}
        >
          <Form.Item
            name="note"
            label={t('authority.held.note')}
            rules={[{ required: true, message: t('problem.missing') }]}
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        </CommandForm>
      )}
    </Flex>
  )
}
