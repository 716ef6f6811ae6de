import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Select, Tag } from 'antd'
import { useState } from 'react'
import { certificateStates } from '../../../modules/training/certificate.ts'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Places, useName } from './parts.tsx'
import { PersonSelect } from './person-select.tsx'

type Row = Awaited<ReturnType<typeof client.training.listCertificates>>['rows'][number]
const tones = { valid: 'green', grace: 'gold', expired: 'default', revoked: 'red' } as const

/** Every certificate within reach: what is valid, what runs out, what was revoked and why. */
export default function Certificates() {
  const { t, language } = useSettings()
  const may = useMay()
  const name = useName()
  const { modal } = App.useApp()
  const [dialog, setDialog] = useState<'issue' | 'kind' | Row | null>(null)
  const kinds = useQuery(api.training.listCertificateKinds.queryOptions())
  const kindOptions = (kinds.data ?? []).map(kind => ({ value: kind.code, label: name(kind) }))
  const required = [{ required: true, message: t('problem.missing') }]
  const close = () => setDialog(null)
  const write = may('training.certificate.write')
  return (
    <>
      <Places at="/training/certificates" />
      <ListPage<Row>
        name="training.certificates"
        title={t('training.certificates')}
        load={query => client.training.listCertificates({ sort: 'endsAt', direction: 'asc', ...query } as never)}
        rowKey={row => row.id}
        exportOf="training/listCertificates"
        searchHint={t('training.search-person')}
        filters={[
          { key: 'code', label: t('training.certificate'), options: kindOptions },
          {
            key: 'state',
            label: t('training.state'),
            options: certificateStates.map(value => ({ value, label: t(`training.certificate-state.${value}`) })),
          },
          {
            key: 'endsWithinDays',
            label: t('training.ends-within'),
            options: ['30', '60', '90'].map(value => ({ value, label: t('training.days', { count: value }) })),
          },
        ]}
        empty={{ text: t('training.history-none') }}
        actions={
          write && (
            <>
              <Button onClick={() => setDialog('kind')}>{t('training.add-kind')}</Button>
              <Button type="primary" onClick={() => setDialog('issue')}>
                {t('training.issue')}
              </Button>
            </>
          )
        }
        columns={[
          { key: 'personName', title: t('ui.person'), render: row => row.personName },
          {
            key: 'state',
            words: 'training.certificate-state',
            title: t('training.state'),
            render: row => <Tag color={tones[row.state]}>{t(`training.certificate-state.${row.state}`)}</Tag>,
          },
          {
            key: 'name',
            from: language === 'zh' ? 'name' : 'nameEn',
            title: t('training.certificate'),
            render: row => name(row),
          },
          { key: 'groupName', title: t('team.group'), render: row => row.groupName ?? '—' },
          {
            key: 'endsAt',
            title: t('training.certificate.endsAt'),
            sort: 'endsAt',
            render: row => <InstantText at={row.endsAt} />,
          },
          {
            key: 'issuedAt',
            title: t('training.certificate.issuedAt'),
            render: row => <InstantText at={row.issuedAt} />,
          },
          {
            key: 'basis',
            words: 'training.basis',
            title: t('training.certificate.basis'),
            render: row => t(`training.basis.${row.basis}`),
          },
          { key: 'evidence', title: t('training.certificate.evidence'), render: row => row.evidence },
          { key: 'number', title: t('training.certificate.number'), hidden: true, render: row => row.number },
          {
            key: 'revokedReason',
            title: t('training.certificate.revokedReason'),
            hidden: true,
            render: row => row.revokedReason ?? '—',
          },
          ...(write
            ? [
                {
                  key: 'act',
                  from: false as const,
                  title: t('ui.actions'),
                  render: (row: Row) =>
                    row.state === 'valid' || row.state === 'grace' ? (
                      <Button size="small" type="text" danger onClick={() => setDialog(row)}>
                        {t('training.revoke')}
                      </Button>
                    ) : row.state === 'revoked' ? (
                      <Button
                        size="small"
                        type="text"
                        onClick={() =>
                          modal.info({ title: t('training.certificate.revokedReason'), content: row.revokedReason })
                        }
                      >
                        {t('ui.reason')}
                      </Button>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      <CommandForm
        open={dialog === 'issue'}
        title={t('training.issue')}
        submit={t('training.issue')}
        onClose={close}
        operation={client.training.issueCertificate}
        input={values => ({
          code: String(values.code ?? ''),
          personId: values.personId as Row['personId'],
          evidence: String(values.evidence ?? ''),
        })}
      >
        <Form.Item name="personId" label={t('ui.person')} rules={required}>
          <PersonSelect />
        </Form.Item>
        <Form.Item name="code" label={t('training.certificate')} rules={required}>
          <Select options={kindOptions} />
        </Form.Item>
        <Form.Item
          name="evidence"
          label={t('training.certificate.evidence')}
          rules={required}
          extra={t('training.issue-help')}
        >
          <Input.TextArea maxLength={300} autoSize={{ minRows: 2 }} />
        </Form.Item>
      </CommandForm>
      <CommandForm
        open={dialog !== null && typeof dialog === 'object'}
        title={
          typeof dialog === 'object' && dialog ? `${t('training.revoke')} · ${dialog.personName} · ${name(dialog)}` : ''
        }
        submit={t('training.revoke')}
        danger
        onClose={close}
        operation={client.training.revokeCertificate}
        input={values => ({ id: (dialog as Row).id, reason: String(values.reason ?? '') })}
      >
        <Form.Item name="reason" label={t('ui.reason')} rules={required} extra={t('training.revoke-help')}>
          <Input.TextArea maxLength={300} autoSize={{ minRows: 2 }} autoFocus />
        </Form.Item>
      </CommandForm>
      <CommandForm
        open={dialog === 'kind'}
        title={t('training.add-kind')}
        submit={t('training.add-kind')}
        onClose={close}
        operation={client.training.addCertificateKind}
        initial={{ validityMonths: 12, graceDays: 0, refresherDays: 60 }}
        input={values => ({
          code: String(values.code ?? ''),
          name: String(values.name ?? ''),
          nameEn: String(values.nameEn ?? ''),
          validityMonths: Number(values.validityMonths),
          graceDays: Number(values.graceDays),
          refresherDays: Number(values.refresherDays),
        })}
      >
        <Form.Item name="name" label={t('training.kind-name')} rules={required}>
          <Input maxLength={50} autoFocus />
        </Form.Item>
        <Form.Item name="nameEn" label={t('training.certificate.nameEn')} rules={required}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="code" label={t('training.code')} rules={required} extra={t('training.code-help')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="validityMonths" label={t('training.certificate.validityMonths')} rules={required}>
          <InputNumber min={1} max={120} />
        </Form.Item>
        <Form.Item name="graceDays" label={t('training.certificate.graceDays')} rules={required}>
          <InputNumber min={0} max={180} />
        </Form.Item>
        <Form.Item name="refresherDays" label={t('training.certificate.refresherDays')} rules={required}>
          <InputNumber min={0} max={365} />
        </Form.Item>
      </CommandForm>
    </>
  )
}
