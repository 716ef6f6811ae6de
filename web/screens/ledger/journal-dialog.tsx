import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Form, Input, Select } from 'antd'
import { api, client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { useNames } from '../servicing/names.ts'

type LineValues = { account?: string; debit?: string; credit?: string }

/** Posts a journal by hand: account, debit or credit, until both sides are equal. */
export function JournalDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t, language } = useSettings()
  const names = useNames()
  const chart = useQuery(api.ledger.listAccounts.queryOptions({ staleTime: 300_000 }))
  const accounts = (chart.data ?? []).map(account => ({
    value: account.code,
    label: `${account.code} ${language === 'zh' ? account.zh : account.en}`,
  }))
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={t('ledger.post')}
      submit={t('ledger.post')}
      width={680}
      onClose={onClose}
      operation={client.ledger.addJournal}
      initial={{ lines: [{}, {}] }}
      input={values => ({
        branchId: values.branchId as `branch_${string}`,
        note: String(values.note ?? ''),
        lines: (values.lines as LineValues[]).map(line => ({
          account: line.account ?? '',
          debit: line.debit || undefined,
          credit: line.credit || undefined,
        })),
      })}
    >
      <Form.Item name="branchId" label={t('team.branch')} rules={required}>
        <Select options={names.branches} />
      </Form.Item>
      <Form.Item name="note" label={t('ledger.journal.note')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.List name="lines">
        {(fields, { add, remove }) => (
          <>
            {fields.map(field => (
              <Flex key={field.key} gap={8} align="start" wrap>
                <Form.Item name={[field.name, 'account']} rules={required} style={{ flex: '2 1 220px' }}>
                  <Select
                    aria-label={t('ledger.account')}
                    placeholder={t('ledger.account')}
                    showSearch={{ optionFilterProp: 'label' }}
                    options={accounts}
                  />
                </Form.Item>
                <Form.Item name={[field.name, 'debit']} style={{ flex: '1 1 100px' }}>
                  <Input inputMode="decimal" placeholder={t('ledger.line.debit')} aria-label={t('ledger.line.debit')} />
                </Form.Item>
                <Form.Item name={[field.name, 'credit']} style={{ flex: '1 1 100px' }}>
                  <Input
                    inputMode="decimal"
                    placeholder={t('ledger.line.credit')}
                    aria-label={t('ledger.line.credit')}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('ledger.line.remove')}
                  disabled={fields.length <= 2}
                  onClick={() => remove(field.name)}
                />
              </Flex>
            ))}
            <Button type="dashed" block icon={<PlusOutlined />} onClick={() => add({})}>
              {t('ledger.line.add')}
            </Button>
          </>
        )}
      </Form.List>
    </CommandForm>
  )
}
