import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Card, DatePicker, Flex, Form, Input, Tag, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { RateText } from './rate-text.tsx'
import type { ProductPage, Version } from './shapes.ts'
import { VersionChanges } from './version-changes.tsx'
import { Faults, VersionEditor } from './version-editor.tsx'
import { VersionView } from './version-view.tsx'

/** One product: the version on offer, the draft that may replace it, and every version before. */
export default function ProductRecord() {
  const { id } = useParams({ strict: false }) as { id: `product_${string}` }
  const product = useQuery(api.product.getProduct.queryOptions({ input: { id } }))
  return <QueryView query={product}>{data => <Versions product={data} />}</QueryView>
}

function Versions({ product }: { product: ProductPage }) {
  const [chosen, setChosen] = useState<number | null>(null)
  const number = chosen ?? product.draftNumber ?? product.number
  const version = useQuery(api.product.getVersion.queryOptions({ input: { id: product.id, number } }))
  return (
    <QueryView query={version}>
      {data => <Page key={`${data.number}-${data.version}`} product={product} version={data} onChoose={setChosen} />}
    </QueryView>
  )
}

function Page({
  product,
  version,
  onChoose,
}: {
  product: ProductPage
  version: Version
  onChoose: (number: number | null) => void
}) {
  const { t, language } = useSettings()
  const may = useMay()
  const { me } = useMe()
  const { modal } = App.useApp()
  const [dialog, setDialog] = useState<'draft' | 'publish' | null>(null)
  const discard = useCommand(client.product.discardVersion, { onDone: () => onChoose(null) })
  const { definition } = version
  const editable = version.actions.includes('save')
  const asDay = (value: unknown) => (value as Dayjs).format('YYYY-MM-DD')
  return (
    <>
      <RecordPage
        title={language === 'zh' ? definition.name : definition.nameEn}
        subtitle={version.code}
        tags={
          <>
            <Tag>{t('product.screen.version', { number: version.number })}</Tag>
            <StateTag state={version.state} word={`product.version.${version.state}`} />
            {version.inForce && <StateTag state="in-force" word="product.screen.in-force" />}
          </>
        }
        figures={[
          {
            label: t('product.quote.rate'),
            value: <RateText definition={definition} />,
            note:
              definition.minRate === definition.maxRate ? null : (
                <>
                  <Percent value={definition.minRate} /> – <Percent value={definition.maxRate} />
                </>
              ),
          },
          {
            label: t('product.screen.amounts'),
            value: (
              <>
                <Money value={definition.minAmount} short /> – <Money value={definition.maxAmount} short />
              </>
            ),
          },
          { label: t('product.field.periods'), value: definition.periods.join(' / ') },
          {
            label: t('product.screen.effective'),
            value: <DayText day={version.effectiveFrom} />,
            note: version.effectiveFrom
              ? version.lastDay
                ? `${t('product.screen.last-day')} ${version.lastDay}`
                : t('product.screen.open-ended')
              : null,
          },
        ]}
        primary={
          version.actions.includes('publish') ? (
            <Button type="primary" onClick={() => setDialog('publish')}>
              {t('product.screen.publish')}
            </Button>
          ) : product.mayDraft ? (
            <Button type="primary" onClick={() => setDialog('draft')}>
              {t('product.screen.draft-version')}
            </Button>
          ) : (
            product.draftNumber !== null &&
            product.draftNumber !== version.number && (
              <Button onClick={() => onChoose(product.draftNumber)}>{t('product.screen.open-draft')}</Button>
            )
          )
        }
        more={
          version.actions.includes('discard')
            ? [
                {
                  key: 'discard',
                  danger: true,
                  label: t('product.screen.discard'),
                  onClick: () =>
                    modal.confirm({
                      title: t('product.screen.discard'),
                      content: t('product.screen.discard-sure'),
                      okButtonProps: { danger: true },
                      onOk: () =>
                        discard.mutateAsync({
                          id: product.id,
                          number: version.number,
                          version: version.version,
                        }),
                    }),
                },
              ]
            : []
        }
        tabs={[
          ...(editable
            ? [{ key: 'edit', label: t('product.screen.tab.edit'), content: <VersionEditor version={version} /> }]
            : []),
          {
            key: 'terms',
            label: t('product.screen.tab.terms'),
            content: (
              <Flex vertical gap={12}>
                {version.state === 'draft' && !editable && <Faults faults={version.faults} />}
                <VersionView definition={definition} />
              </Flex>
            ),
          },
          {
            key: 'changes',
            label: t('product.screen.tab.changes'),
            content: <VersionChanges product={product} number={version.number} />,
          },
        ]}
        side={
          <>
            {version.state === 'draft' && editable && !may('product.product.publish') && (
              <Alert type="info" showIcon title={t('product.screen.second-person')} />
            )}
            <Card size="small" title={t('product.screen.versions')} styles={{ body: { padding: 0 } }}>
              {product.versions.map(row => (
                <Button
                  key={row.number}
                  type="text"
                  block
                  onClick={() => onChoose(row.number)}
                  aria-current={row.number === version.number}
                  style={{
                    height: 'auto',
                    padding: '10px 14px',
                    textAlign: 'start',
                    justifyContent: 'flex-start',
                    borderRadius: 0,
                    background: row.number === version.number ? 'rgba(20,86,192,0.08)' : undefined,
                  }}
                >
                  <div style={{ width: '100%', whiteSpace: 'normal' }}>
                    <Flex gap={8} align="center" wrap>
                      <Typography.Text strong>{t('product.screen.version', { number: row.number })}</Typography.Text>
                      <StateTag state={row.state} word={`product.version.${row.state}`} />
                      {row.inForce && <StateTag state="in-force" word="product.screen.in-force" />}
                    </Flex>
                    <div>{row.note}</div>
                    <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                      {t('product.screen.drafted-by')} {row.draftedByName} · <InstantText at={row.draftedAt} />
                      {row.publishedAt && (
                        <div>
                          {t('product.screen.published-by')} {row.publishedByName} ·{' '}
                          <InstantText at={row.publishedAt} />
                        </div>
                      )}
                    </Typography.Text>
                  </div>
                </Button>
              ))}
            </Card>
          </>
        }
      />
      <CommandForm
        open={dialog === 'draft'}
        title={t('product.screen.draft-version')}
        onClose={() => setDialog(null)}
        operation={client.product.draftVersion}
        input={values => ({ id: product.id, basedOn: version.number, note: String(values.note ?? '') })}
        onDone={draft => onChoose(draft.number)}
      >
        <Form.Item name="note" label={t('product.screen.note')} rules={[{ required: true }]}>
          <Input.TextArea rows={2} />
        </Form.Item>
      </CommandForm>
      <CommandForm
        open={dialog === 'publish'}
        title={t('product.screen.publish')}
        onClose={() => setDialog(null)}
        operation={client.product.publishVersion}
        submit={t('product.screen.publish')}
        done={t('product.screen.published')}
        initial={{ effectiveFrom: dayjs(me?.businessDay), lastDay: null }}
        input={values => ({
          id: product.id,
          number: version.number,
          version: version.version,
          effectiveFrom: asDay(values.effectiveFrom),
          lastDay: values.lastDay ? asDay(values.lastDay) : null,
        })}
      >
        <Form.Item name="effectiveFrom" label={t('product.screen.effective')} rules={[{ required: true }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="lastDay" label={t('product.screen.last-day')} extra={t('product.screen.open-ended')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </CommandForm>
    </>
  )
}
