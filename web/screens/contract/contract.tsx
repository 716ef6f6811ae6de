import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Card, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useSettings, useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { CostTable } from '../product/cost-table.tsx'
import { floatingFacts } from '../product/floating-facts.ts'
import { PlanTable } from '../product/plan-table.tsx'
import { AcceptDialog } from './accept-dialog.tsx'
import { FileView } from './file-view.tsx'
import type { Contract } from './shapes.ts'

/** One contract: its file, its figures, its fingerprint, and who accepted it how. */
export default function ContractPage() {
  const { id } = useParams({ strict: false }) as { id: `contract_${string}` }
  const contract = useQuery(api.contract.getContract.queryOptions({ input: { id } }))
  return <QueryView query={contract}>{data => <Page contract={data} />}</QueryView>
}

function Page({ contract }: { contract: Contract }) {
  const { t } = useSettings()
  const [dialog, setDialog] = useState<'accept' | 'void' | null>(null)
  const { figures, file } = contract
  return (
    <>
      <RecordPage
        title={contract.number}
        subtitle={`${contract.customerName} · ${contract.productName}`}
        tags={<StateTag state={contract.state} word={`contract.contract.${contract.state}`} />}
        figures={[
          {
            label: t('product.quote.principal'),
            value: <Money value={contract.principal} sign />,
            note: t('product.quote.periods-count', { count: contract.periods }),
          },
          {
            label: t('product.quote.first-payment'),
            value: <Money value={figures.firstPayment} sign />,
            note: <DayText day={figures.firstDueOn} />,
          },
          {
            label: t('product.quote.simple'),
            value: <Percent value={contract.simple} />,
            note: (
              <>
                {t('product.quote.rate')} <Percent value={contract.annualRate} />
              </>
            ),
          },
        ]}
        primary={
          contract.actions.includes('accept') && (
            <Button type="primary" onClick={() => setDialog('accept')}>
              {t('contract.screen.accept')}
            </Button>
          )
        }
        more={
          contract.actions.includes('void')
            ? [{ key: 'void', danger: true, label: t('contract.screen.void'), onClick: () => setDialog('void') }]
            : []
        }
        tabs={[
          {
            key: 'file',
            label: t('contract.screen.tab.file'),
            content: (
              <FileView
                load={() => client.contract.downloadContract({ id: contract.id })}
                name={`${contract.number}.pdf`}
                hint={t('contract.screen.open-hint')}
                meta={t('contract.screen.pages', { pages: file.pages, size: Math.ceil(file.size / 1024) })}
              />
            ),
          },
          { key: 'figures', label: t('contract.screen.tab.figures'), content: <Figures contract={contract} /> },
          {
            key: 'plan',
            label: t('contract.screen.tab.plan'),
            content: <PlanTable rows={figures.plan} height={560} subsidies={figures.subsidies} />,
          },
          {
            key: 'cost',
            label: t('contract.screen.tab.cost'),
            content: (
              <CostTable
                items={figures.cost}
                total={figures.totalCost}
                simple={contract.simple}
                effective={contract.effective}
              />
            ),
          },
        ]}
        side={<Side contract={contract} />}
      />
      <AcceptDialog contract={contract} open={dialog === 'accept'} onClose={() => setDialog(null)} />
      <CommandForm
        open={dialog === 'void'}
        title={t('contract.screen.void')}
        danger
        submit={t('contract.screen.void')}
        onClose={() => setDialog(null)}
        operation={client.contract.voidContract}
        input={values => ({ id: contract.id, version: contract.version, reason: String(values.reason ?? '') })}
      >
        <Form.Item name="reason" label={t('contract.screen.void-reason')} rules={[{ required: true }]}>
          <Input.TextArea rows={3} />
        </Form.Item>
      </CommandForm>
    </>
  )
}

function Figures({ contract }: { contract: Contract }) {
  const t = useWords()
  const { figures } = contract
  const grid = { display: 'grid', gap: '0 40px', gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))' }
  return (
    <div style={grid}>
      <DefinitionList
        items={[
          { label: t('product.quote.price'), value: <Money value={figures.price} /> },
          { label: t('product.quote.down-payment'), value: <Money value={figures.downPayment} /> },
          { label: t('product.quote.principal'), value: <Money value={contract.principal} /> },
          { label: t('product.field.method'), value: t(`product.method.${figures.method}`) },
          { label: t('product.field.frequency'), value: t(`product.frequency.${figures.frequency}`) },
          figures.floating && {
            label: t('product.field.floating'),
            value: t('product.floating.rule', floatingFacts(figures.floating, t)),
          },
          figures.monthlyFeeRate !== null && {
            label: t('product.field.monthlyFeeRate'),
            value: <Percent value={figures.monthlyFeeRate} />,
          },
          figures.balloon && {
            label: t('product.field.balloon'),
            value: (
              <>
                <Money value={figures.balloon.amount} />
                {' · '}
                {figures.balloon.atEnd.map(end => t(`product.balloon-end.${end}`)).join(' / ')}
              </>
            ),
          },
          ...figures.subsidies.map(one => ({
            label: t('product.quote.subsidy-of', { payer: t(`product.subsidy-payer.${one.payer}`) }),
            value: (
              <>
                <Money value={one.amount} /> · {t(`product.subsidy-time.${one.when}`)}
              </>
            ),
          })),
          { label: t('product.field.dayCount'), value: t(`product.day-count.${figures.dayCount}`) },
          { label: t('product.quote.rate'), value: <Percent value={contract.annualRate} /> },
          { label: t('contract.screen.penalty-rate'), value: <Percent value={figures.penaltyRate} decimals={3} /> },
          { label: t('contract.screen.grace-days'), value: t('contract.screen.days', { days: figures.graceDays }) },
          {
            label: t('contract.screen.allocation'),
            value: figures.allocationOrder.map(part => t(`contract.allocation.${part}`)).join(t('ui.comma')),
          },
        ]}
      />
      <DefinitionList
        items={[
          { label: t('product.quote.disbursed-on'), value: <DayText day={figures.disbursedOn} /> },
          { label: t('product.quote.first-due'), value: <DayText day={figures.firstDueOn} /> },
          { label: t('contract.screen.matures-on'), value: <DayText day={figures.maturesOn} /> },
          { label: t('product.quote.first-payment'), value: <Money value={figures.firstPayment} /> },
          { label: t('product.quote.total-interest'), value: <Money value={figures.totalInterest} /> },
          { label: t('product.quote.total-cost'), value: <Money value={figures.totalCost} /> },
          { label: t('contract.screen.vehicle'), value: figures.vehicle },
          { label: t('contract.screen.vin'), value: figures.vin },
          { label: t('contract.screen.payee'), value: figures.payee },
        ]}
      />
    </div>
  )
}

function Side({ contract }: { contract: Contract }) {
  const { t } = useSettings()
  const { acceptance, voided, file } = contract
  return (
    <>
      <Card size="small" title={t('contract.screen.fingerprint')}>
        <Typography.Text copyable={{ text: file.sha256 }} style={{ fontFamily: 'monospace', wordBreak: 'break-all' }}>
          {file.sha256.replace(/(.{8})/g, '$1 ').trim()}
        </Typography.Text>
        <div>
          <Typography.Text type="secondary">{t('contract.screen.fingerprint-hint')}</Typography.Text>
        </div>
      </Card>
      <Card size="small" title={t('contract.screen.acceptance')}>
        {acceptance ? (
          <DefinitionList
            items={[
              { label: t('contract.screen.accepted-at'), value: <InstantText at={acceptance.recordedAt} /> },
              { label: t('contract.screen.method'), value: t(`contract.method.${acceptance.method}`) },
              { label: t('contract.screen.accepted-by'), value: acceptance.recordedByName },
              {
                label: t('contract.screen.read-seconds'),
                value: t('contract.screen.seconds', { seconds: acceptance.readSeconds }),
              },
              acceptance.note !== '' && { label: t('contract.screen.note'), value: acceptance.note },
            ]}
          />
        ) : (
          <Typography.Text type="secondary">{t('contract.screen.not-accepted')}</Typography.Text>
        )}
      </Card>
      {voided && (
        <Card size="small" title={t('contract.screen.voided')}>
          <div>{voided.reason}</div>
          <Typography.Text type="secondary">
            {voided.byName} · <InstantText at={voided.at} />
          </Typography.Text>
        </Card>
      )}
      <Card size="small">
        <DefinitionList
          items={[
            { label: t('contract.screen.produced-at'), value: <InstantText at={contract.producedAt} /> },
            { label: t('contract.screen.produced-by'), value: contract.producedByName },
            {
              label: t('contract.screen.template'),
              value: t('contract.screen.template-number', { number: contract.templateNumber }),
            },
            {
              label: t('contract.screen.product'),
              value: (
                <Link to={`/product/products/${contract.productId}` as never}>
                  {contract.productName} {t('product.screen.version', { number: contract.productVersion })}
                </Link>
              ),
            },
            {
              label: t('contract.screen.application'),
              value: (
                <Link to={`/origination/applications/${contract.applicationId}` as never}>
                  {contract.number.replace(/^C-/, 'A-').replace(/^(A-\d+-\d+)-\d+$/, '$1')}
                </Link>
              ),
            },
          ]}
        />
      </Card>
    </>
  )
}
