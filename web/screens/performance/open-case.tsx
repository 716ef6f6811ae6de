import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Form, Input, Radio, Select } from 'antd'
import { api, client } from '../../client.ts'
import { RecordSelect } from '../../record-select.tsx'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'

const triggers = ['conduct', 'wrong-facts', 'falsified', 'not-approved', 'other'] as const

/** Opens a case about what a loan has paid somebody; what time causes opens its own. */
export function OpenCase({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const { me } = useMe()
  const navigate = useNavigate()
  const colleagues = useQuery(api.notification.listColleagues.queryOptions())
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      title={t('performance.case.open-now')}
      onClose={onClose}
      operation={client.performance.openCase}
      initial={{ trigger: 'conduct', duty: 'may' }}
      input={values => ({
        loanId: values.loanId as `loan_${string}`,
        personId: values.personId as `person_${string}`,
        trigger: values.trigger as (typeof triggers)[number],
        duty: values.duty as 'may',
        text: String(values.text ?? ''),
      })}
      onDone={made => void navigate({ to: `/performance/cases/${made.id}` as never })}
    >
      <Form.Item name="loanId" label={t('servicing.loan')} rules={required}>
        <RecordSelect only="loan" placeholder={t('performance.case.loan-search')} />
      </Form.Item>
      <Form.Item name="personId" label={t('team.person')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(colleagues.data?.people ?? [])
            .filter(one => one.id !== me?.person.id)
            .map(one => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="trigger" label={t('performance.case.trigger')} rules={required}>
        <Select options={triggers.map(value => ({ value, label: t(`performance.trigger.${value}`) }))} />
      </Form.Item>
      <Form.Item name="duty" label={t('performance.case.duty')}>
        <Radio.Group
          options={(['may', 'must'] as const).map(value => ({ value, label: t(`performance.case.duty.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="text" label={t('performance.case.facts')} rules={required}>
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
    </CommandForm>
  )
}
