import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Flex, Form, type FormInstance, Input, InputNumber, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import {
  acts,
  exceptionKinds,
  grades,
  links,
  type RuleKind,
  settings,
  stages,
} from '../../../modules/authority/rule.ts'
import { scopeLevels } from '../../../modules/authority/scope.ts'
import { posts } from '../../../modules/team/post.ts'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { permissions } from '../../operations.ts'
import { useMe } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { JobRuleFields, MaskRuleFields } from './mask-fields.tsx'
import { permissionName, type Rule } from './names.ts'
import { contentOf, firstValues, type Values, valuesOf } from './rule-values.ts'
import { EffectList, useRoleNames } from './rules.tsx'

type Wanted = Parameters<typeof client.authority.tryRule>[0]

/** A change of a rule: its content by kind, the day, why; tried on real people before it is sent. */
export function ProposeRule({ kind, rule, onClose }: { kind: RuleKind; rule: Rule | null; onClose: () => void }) {
  const { t } = useSettings()
  const { me } = useMe()
  const [effect, setEffect] = useState<Awaited<ReturnType<typeof client.authority.tryRule>> | null>(null)
  const trial = useCommand(client.authority.tryRule, { onDone: setEffect })
  const wantedOf = (values: Values): Wanted => ({
    kind,
    code: rule?.code ?? (values.code ? String(values.code) : null),
    content: contentOf(kind, values),
    fromDay: (values.fromDay as Dayjs).format('YYYY-MM-DD'),
    toDay: values.toDay ? (values.toDay as Dayjs).format('YYYY-MM-DD') : null,
  })
  const tryIt = async (form: FormInstance) => trial.mutate(wantedOf((await form.validateFields()) as Values))
  return (
    <CommandForm
      open
      onClose={onClose}
      width={680}
      title={`${t('authority.rule.propose')} · ${t(`authority.kind.${kind}`)}`}
      submit={t('authority.rule.propose')}
      done={t('authority.rule.done')}
      operation={client.authority.proposeRule}
      initial={{ ...(rule ? valuesOf(kind, rule.content) : firstValues(kind)), fromDay: dayjs(me?.businessDay) }}
      input={values => ({
        ...wantedOf(values),
        reason: String(values.reason ?? ''),
        source: String(values.source ?? ''),
      })}
    >
      {form => (
        <>
          {rule === null && kind !== 'grant' && <CodeField kind={kind} />}
          <ContentFields kind={kind} form={form} />
          <Flex gap={16} wrap>
            <Field name="fromDay" label={t('authority.rule.fromDay')}>
              <DatePicker
                style={{ width: '100%' }}
                minDate={dayjs(me?.businessDay)}
                placeholder={t('authority.rule.fromDay')}
              />
            </Field>
            <Field name="toDay" label={t('authority.rule.toDay')} optional>
              <DatePicker style={{ width: '100%' }} placeholder={t('authority.rule.toDay')} />
            </Field>
          </Flex>
          <Field name="reason" label={t('authority.rule.reason')}>
            <Input maxLength={300} />
          </Field>
          <Field name="source" label={t('authority.rule.source')}>
            <Input maxLength={300} />
          </Field>
          <Button onClick={() => void tryIt(form)} loading={trial.isPending} style={{ marginBottom: 12 }}>
            {t('authority.rule.try')}
          </Button>
          {effect && <EffectList effect={effect} />}
        </>
      )}
    </CommandForm>
  )
}

function Field(props: { name: string; label: string; optional?: boolean; children: React.ReactElement }) {
  const { t } = useSettings()
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      rules={props.optional ? [] : [{ required: true, message: t('problem.missing') }]}
      style={{ flex: '1 1 220px' }}
    >
      {props.children}
    </Form.Item>
  )
}

function CodeField({ kind }: { kind: RuleKind }) {
  const { t } = useSettings()
  const known: Partial<Record<RuleKind, { value: string; label: string }[]>> = {
    post: posts.map(value => ({ value, label: t(`team.post.${value}`) })),
    setting: Object.keys(settings).map(value => ({ value, label: t(`authority.setting.${value}`) })),
  }
  const options = known[kind]
  return (
    <Field name="code" label={t('authority.rule.code')}>
      {options ? <Select options={options} /> : <Input maxLength={60} />}
    </Field>
  )
}

function ContentFields({ kind, form }: { kind: RuleKind; form: FormInstance }) {
  const { t } = useSettings()
  const roleName = useRoleNames()
  const roles = useQuery(api.authority.listRoles.queryOptions())
  const roleOptions = (roles.data ?? []).map(role => ({ value: role.code, label: roleName(role.code) }))
  const base = Form.useWatch('base', form) as string | undefined
  const mode = Form.useWatch('mode', form) as string | undefined
  const duty = Form.useWatch('dutyKind', form) as string | undefined
  const target = Form.useWatch('target', form) as string | undefined
  const of = (prefix: string, list: readonly string[]) => list.map(value => ({ value, label: t(`${prefix}.${value}`) }))
  const filter = { showSearch: { optionFilterProp: 'label' } } as const
  const named = (
    <Flex gap={16} wrap>
      <Field name="zh" label={t('authority.rule.zh')}>
        <Input maxLength={40} />
      </Field>
      <Field name="en" label={t('authority.rule.en')}>
        <Input maxLength={60} />
      </Field>
    </Flex>
  )
  const permissionOptions = permissions.map(value => ({ value, label: permissionName(value, t) }))
  switch (kind) {
    case 'role':
      return (
        <>
          {named}
          <Field name="lines" label={t('authority.question.permission')}>
            <Select
              mode="multiple"
              {...filter}
              options={permissions.flatMap(permission =>
                scopeLevels.map(scope => ({
                  value: `${permission}@${scope}`,
                  label: `${permissionName(permission, t)} · ${t(`authority.scope.${scope}`)}`,
                })),
              )}
            />
          </Field>
        </>
      )
    case 'post':
      return (
        <Field name="roles" label={t('authority.role')}>
          <Select mode="multiple" options={roleOptions} />
        </Field>
      )
    case 'grant':
      return <GrantFields roleOptions={roleOptions} />
    case 'matrix':
      return (
        <Flex gap={16} wrap>
          <Field name="stage" label={t('authority.rule.stage')}>
            <Select options={of('authority.matrix.stage', stages)} />
          </Field>
          <Field name="roles" label={t('authority.role')}>
            <Select mode="multiple" options={roleOptions} />
          </Field>
          <Field name="maxExposure" label={t('authority.rule.maxExposure')} optional>
            <Input placeholder={t('authority.matrix.unlimited')} prefix="¥" />
          </Field>
          <Field name="base" label={t('authority.rule.base')}>
            <Select options={of('authority.matrix.base', ['customer', 'group'])} />
          </Field>
          {base === 'group' && (
            <Field name="links" label={t('authority.rule.links')} optional>
              <Select mode="multiple" options={of('authority.link', links)} />
            </Field>
          )}
          <Field name="maxLtv" label={t('authority.rule.maxLtv')} optional>
            <Input placeholder="0.80" />
          </Field>
          <Field name="grades" label={t('authority.rule.grades')} optional>
            <Select
              mode="multiple"
              placeholder={t('authority.matrix.any')}
              options={grades.map(value => ({ value, label: value }))}
            />
          </Field>
          <Field name="products" label={t('authority.rule.products')} optional>
            <Select mode="tags" placeholder={t('authority.matrix.any')} />
          </Field>
          <Field name="exceptions" label={t('authority.rule.exceptions')} optional>
            <Select mode="multiple" options={of('authority.exception', exceptionKinds)} />
          </Field>
          <Field name="mode" label={t('authority.rule.mode')}>
            <Select options={of('authority.matrix.mode', ['single', 'joint', 'committee'])} />
          </Field>
          {mode === 'joint' && (
            <Field name="joint" label={t('authority.rule.joint')}>
              <Select mode="multiple" options={roleOptions} />
            </Field>
          )}
          {mode === 'committee' && (
            <Field name="committee" label={t('authority.kind.committee')}>
              <Input />
            </Field>
          )}
        </Flex>
      )
    case 'duty':
      return (
        <>
          <Field name="dutyKind" label={t('authority.rule.dutyKind')}>
            <Select
              options={[
                { value: 'static', label: t('authority.rule.duty-static') },
                { value: 'time', label: t('authority.rule.duty-time') },
              ]}
            />
          </Field>
          {duty === 'time' ? (
            <Flex gap={16} wrap>
              <Field name="did" label={t('authority.rule.did')}>
                <Select options={of('authority.act', acts)} />
              </Field>
              <Field name="months" label={t('authority.rule.months')}>
                <InputNumber min={1} max={120} style={{ width: '100%' }} />
              </Field>
              <Field name="mayNot" label={t('authority.rule.mayNot')}>
                <Select options={of('authority.act', acts)} />
              </Field>
            </Flex>
          ) : (
            <Flex gap={16} wrap>
              <Field name="first" label={t('authority.rule.first')}>
                <Select {...filter} options={permissionOptions} />
              </Field>
              <Field name="second" label={t('authority.rule.second')}>
                <Select {...filter} options={permissionOptions} />
              </Field>
            </Flex>
          )}
        </>
      )
    case 'certificate':
      return (
        <Flex gap={16} wrap>
          <Field name="target" label={t('authority.rule.target')}>
            <Select options={of('authority.target', ['permission', 'role', 'matrix'])} />
          </Field>
          <Field name="of" label={t('authority.rule.of')}>
            {target === 'permission' ? (
              <Select {...filter} options={permissionOptions} />
            ) : target === 'role' ? (
              <Select options={roleOptions} />
            ) : (
              <Input />
            )}
          </Field>
          <CertificateField />
        </Flex>
      )
    case 'committee':
      return (
        <>
          {named}
          <Flex gap={16} wrap>
            <Field name="memberRole" label={t('origination.sitting.members')}>
              <Select options={roleOptions} />
            </Field>
            <Field name="chairRole" label={t('origination.sitting.chair')}>
              <Select options={roleOptions} />
            </Field>
            <Field name="members" label={t('authority.rule.members')}>
              <InputNumber min={3} max={21} step={2} style={{ width: '100%' }} />
            </Field>
            <Field name="quorum" label={t('authority.rule.quorum')}>
              <Input placeholder="2/3" />
            </Field>
            <Field name="favour" label={t('authority.rule.favour')}>
              <Input placeholder="2/3" />
            </Field>
          </Flex>
        </>
      )
    case 'mask':
      return <MaskRuleFields Field={Field} />
    case 'job':
      return (
        <>
          {named}
          <JobRuleFields Field={Field} />
        </>
      )
    case 'setting':
      return (
        <Field name="value" label={t('authority.rule.value')}>
          <InputNumber min={1} style={{ width: '100%' }} />
        </Field>
      )
  }
}

function GrantFields({ roleOptions }: { roleOptions: { value: string; label: string }[] }) {
  const { t } = useSettings()
  const people = useQuery(api.team.listPeople.queryOptions({ input: { limit: 200, sort: 'name', direction: 'asc' } }))
  return (
    <Flex gap={16} wrap>
      <Field name="person" label={t('ui.person')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(people.data?.rows ?? []).map(person => ({ value: person.id, label: person.name }))}
        />
      </Field>
      <Field name="role" label={t('authority.role')}>
        <Select options={roleOptions} />
      </Field>
      <Field name="effect" label={t('authority.rule.effect')}>
        <Select options={['give', 'withhold'].map(value => ({ value, label: t(`authority.effect.${value}`) }))} />
      </Field>
    </Flex>
  )
}

function CertificateField() {
  const { t, language } = useSettings()
  const kinds = useQuery(api.training.listCertificateKinds.queryOptions())
  return (
    <Field name="certificate" label={t('authority.rule.certificate')}>
      <Select
        options={(kinds.data ?? []).map(kind => ({
          value: kind.code,
          label: language === 'zh' ? kind.name : kind.nameEn,
        }))}
      />
    </Field>
  )
}
