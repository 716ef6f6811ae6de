import { DatePicker, Form, Input, Radio, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { leadSources, leadStates, lostReasons } from '../../../modules/origination/lead.ts'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { choices } from './parts.tsx'
import type { Lead } from './shapes.ts'

/** Taking down a lead: four fields, one of them a day. */
export function AddLead({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useWords()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={t('origination.add-lead')}
      onClose={onClose}
      operation={client.origination.addLead}
      initial={{ source: 'walk-in' }}
      input={values => ({
        name: String(values.name ?? ''),
        phone: String(values.phone ?? ''),
        source: values.source as Lead['source'],
        interest: String(values.interest ?? ''),
        nextContactOn: values.nextContactOn ? (values.nextContactOn as Dayjs).format('YYYY-MM-DD') : null,
      })}
    >
      <Form.Item name="name" label={t('origination.name')} rules={required}>
        <Input autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('origination.phone')} rules={required}>
        <Input inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="interest" label={t('origination.interest')} rules={required}>
        <Input />
      </Form.Item>
      <Form.Item name="source" label={t('origination.source')} rules={required}>
        <Select options={choices(t, 'origination.source', leadSources)} />
      </Form.Item>
      <Form.Item name="nextContactOn" label={t('origination.next-contact')}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </CommandForm>
  )
}

/** What came of a contact, and when the next one is. */
export function ContactLead({ lead, onClose }: { lead: Lead | null; onClose: () => void }) {
  const t = useWords()
  const actions = lead ? Object.keys(leadStates[lead.state]).filter(action => action !== 'convert') : []
  return (
    <CommandForm
      open={lead !== null}
      title={t('origination.contact')}
      onClose={onClose}
      operation={client.origination.contactLead}
      initial={{ action: actions[0] }}
      input={values => ({
        id: lead!.id,
        version: lead!.version,
        action: values.action as 'contact',
        note: String(values.note ?? ''),
        nextContactOn: values.nextContactOn ? (values.nextContactOn as Dayjs).format('YYYY-MM-DD') : null,
        lostReason: (values.lostReason as 'price' | undefined) ?? null,
      })}
    >
      {form => (
        <>
          <Form.Item name="action" label={t('origination.result')}>
            <Radio.Group
              optionType="button"
              options={actions.map(action => ({ value: action, label: t(`origination.lead-action.${action}`) }))}
            />
          </Form.Item>
          <Form.Item name="note" label={t('origination.note')}>
            <Input.TextArea rows={3} maxLength={500} autoFocus />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() =>
              form.getFieldValue('action') === 'lose' ? (
                <Form.Item name="lostReason" label={t('origination.lost-reason')}>
                  <Select options={choices(t, 'origination.lost', lostReasons)} />
                </Form.Item>
              ) : (
                <Form.Item name="nextContactOn" label={t('origination.next-contact')}>
                  <DatePicker style={{ width: '100%' }} />
                </Form.Item>
              )
            }
          </Form.Item>
        </>
      )}
    </CommandForm>
  )
}
