import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Flex, Form, Input, Segmented, Select, Tag, Typography } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { base64Of } from './file.ts'
import { Places, useName } from './parts.tsx'

type Row = Awaited<ReturnType<typeof client.training.listProofs>>['rows'][number]
const tones = { waiting: 'blue', accepted: 'green', refused: 'red' } as const
const states = ['waiting', 'accepted', 'refused'] as const

/** Certificates from outside: one shows one's own, HR looks at the file and accepts it or says why not. */
export default function Proofs() {
  const { t, language } = useSettings()
  const may = useMay()
  const name = useName()
  const [adding, setAdding] = useState(false)
  const [deciding, setDeciding] = useState<Row | null>(null)
  const [file, setFile] = useState<{ name: string; content: string } | null>(null)
  const kinds = useQuery(api.training.listCertificateKinds.queryOptions())
  const write = may('training.certificate.write')
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <Places at="/training/proofs" />
      <ListPage<Row>
        name="training.proofs"
        title={t(write ? 'training.proofs' : 'training.my-proofs')}
        load={query => client.training.listProofs({ sort: 'sentAt', direction: 'desc', ...query } as never)}
        rowKey={row => row.id}
        exportOf="training/listProofs"
        filters={[
          {
            key: 'state',
            label: t('training.state'),
            options: states.map(value => ({ value, label: t(`training.proof-state.${value}`) })),
          },
        ]}
        empty={{ text: t('training.proofs-none') }}
        actions={
          <Button
            type={write ? 'default' : 'primary'}
            onClick={() => {
              setFile(null)
              setAdding(true)
            }}
          >
            {t('training.proof-add')}
          </Button>
        }
        columns={[
          { key: 'personName', title: t('ui.person'), render: row => row.personName },
          {
            key: 'state',
            words: 'training.proof-state',
            title: t('training.state'),
            render: row => <Tag color={tones[row.state]}>{t(`training.proof-state.${row.state}`)}</Tag>,
          },
          {
            key: 'name',
            from: language === 'zh' ? 'name' : 'nameEn',
            title: t('training.certificate'),
            render: row => name(row),
          },
          { key: 'issuer', title: t('training.proof-issuer'), render: row => row.issuer },
          { key: 'issuedOn', title: t('training.proof-issued'), render: row => <DayText day={row.issuedOn} /> },
          {
            key: 'validUntil',
            title: t('training.certificate.validUntil'),
            render: row => (row.validUntil ? <DayText day={row.validUntil} /> : '—'),
          },
          { key: 'sentAt', title: t('ui.day'), hidden: true, render: row => <InstantText at={row.sentAt} /> },
          {
            key: 'fileName',
            title: t('training.proof-file'),
            render: row => (
              <a href={`/api/training/proof-files/${row.id}`} target="_blank" rel="noreferrer">
                {t('training.proof-open')}
              </a>
            ),
          },
          {
            key: 'reason',
            title: t('training.opinion'),
            render: row =>
              row.state === 'waiting' && write && !row.mine ? (
                <Button size="small" onClick={() => setDeciding(row)}>
                  {t('training.decide')}
                </Button>
              ) : (
                <>
                  {row.reason} <Typography.Text type="secondary">{row.decidedByName}</Typography.Text>
                </>
              ),
          },
        ]}
      />
      <CommandForm
        open={adding}
        title={t('training.proof-add')}
        submit={t('training.proof-add')}
        onClose={() => setAdding(false)}
        operation={client.training.addProof}
        input={values => ({
          code: String(values.code ?? ''),
          issuer: String(values.issuer ?? ''),
          issuedOn: (values.issuedOn as Dayjs).format('YYYY-MM-DD'),
          validUntil: values.validUntil ? (values.validUntil as Dayjs).format('YYYY-MM-DD') : null,
          name: file?.name ?? '',
          content: file?.content ?? '',
        })}
      >
        <Typography.Paragraph type="secondary">{t('training.proof-help')}</Typography.Paragraph>
        <Form.Item name="code" label={t('training.certificate')} rules={required}>
          <Select options={(kinds.data ?? []).map(kind => ({ value: kind.code, label: name(kind) }))} />
        </Form.Item>
        <Form.Item name="issuer" label={t('training.proof-issuer')} rules={required}>
          <Input maxLength={100} />
        </Form.Item>
        <Flex gap={12} wrap>
          <Form.Item name="issuedOn" label={t('training.proof-issued')} rules={required} style={{ flex: 1 }}>
            <DatePicker style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="validUntil" label={t('training.proof-valid')} style={{ flex: 1 }}>
            <DatePicker style={{ width: '100%' }} />
          </Form.Item>
        </Flex>
        <Form.Item
          name="file"
          label={t('training.proof-file')}
          rules={[{ validator: () => (file ? Promise.resolve() : Promise.reject(new Error(t('problem.missing')))) }]}
        >
          <FileDrop
            accept=".pdf,.png,.jpg,.jpeg"
            {...(file ? { hint: file.name } : {})}
            onFile={chosen => void base64Of(chosen).then(content => setFile({ name: chosen.name, content }))}
          />
        </Form.Item>
      </CommandForm>
      <CommandForm
        open={deciding !== null}
        title={deciding ? `${deciding.personName} · ${name(deciding)} · ${deciding.issuer}` : ''}
        submit={t('training.decide')}
        onClose={() => setDeciding(null)}
        operation={client.training.decideProof}
        initial={{ accepted: 'yes' }}
        input={values => ({
          id: (deciding as Row).id,
          accepted: values.accepted === 'yes',
          reason: String(values.reason ?? ''),
        })}
      >
        <Form.Item name="accepted">
          <Segmented
            block
            options={[
              { value: 'yes', label: t('training.proof-accept') },
              { value: 'no', label: t('training.proof-refuse') },
            ]}
          />
        </Form.Item>
        <Form.Item name="reason" label={t('training.opinion')} rules={required}>
          <Input.TextArea maxLength={300} autoSize={{ minRows: 2 }} autoFocus />
        </Form.Item>
      </CommandForm>
    </>
  )
}
