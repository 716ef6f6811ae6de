import { PrinterOutlined } from '@ant-design/icons'
import { Button, Flex, Modal, Table, Typography } from 'antd'
import { useEffect, useState } from 'react'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import type { Application, Quote } from './shapes.ts'

/** The all-in cost form, read by the customer before signing; how long it was open and which form it was is kept. */
export function CostDialog({
  application,
  quote,
  open,
  onClose,
}: {
  application: Application
  quote: Quote
  open: boolean
  onClose: () => void
}) {
  const t = useWords()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (!open) return
    setSeconds(0)
    const timer = setInterval(() => setSeconds(now => now + 1), 1000)
    return () => clearInterval(timer)
  }, [open])
  const confirm = useCommand(client.origination.acknowledgeCost, { onDone: onClose, done: t('ui.done') })
  const print = useCommand<void, Blob>(() => client.origination.printCostForm({ id: application.id }), {
    onDone: file => window.open(URL.createObjectURL(file), '_blank'),
  })
  const left = application.costLeastSeconds - seconds
  return (
    <Modal
      open={open}
      onCancel={onClose}
      width={820}
      title={t('origination.cost-form')}
      footer={
        <Flex justify="space-between" align="center" gap={10} wrap>
          <Typography.Text type="secondary" aria-live="polite">
            {left > 0 ? t('origination.cost-wait', { seconds: left }) : t('origination.cost-read-for', { seconds })}
          </Typography.Text>
          <Flex gap={8}>
            <Button icon={<PrinterOutlined />} loading={print.isPending} onClick={() => print.mutate()}>
              {t('origination.cost-print')}
            </Button>
            <Button
              type="primary"
              disabled={left > 0}
              loading={confirm.isPending}
              onClick={() =>
                confirm.mutate({
                  id: application.id,
                  version: application.version,
                  readSeconds: seconds,
                  formSha256: quote.formSha256,
                })
              }
            >
              {t('origination.cost-confirm')}
            </Button>
          </Flex>
        </Flex>
      }
    >
      <CostForm quote={quote} />
    </Modal>
  )
}

/** The form itself: what is always paid, then what only a default or an early settlement brings. */
export function CostForm({ quote }: { quote: Quote }) {
  const t = useWords()
  return (
    <Flex vertical gap={12}>
      <Flex gap={40} wrap>
        {(
          [
            ['origination.principal', <Money key="p" value={quote.principal} sign />],
            ['origination.total-cost', <Money key="c" value={quote.totalCost} sign />],
            ['origination.rate-simple', <Percent key="s" value={quote.simpleRate} />],
            ['origination.rate-effective', <Percent key="e" value={quote.effectiveRate} />],
          ] as const
        ).map(([word, value]) => (
          <div key={word}>
            <Typography.Text type="secondary">{t(word)}</Typography.Text>
            <div style={{ fontSize: 20, fontWeight: 600 }}>{value}</div>
          </div>
        ))}
      </Flex>
      {([false, true] as const).map(contingent => (
        <div key={String(contingent)}>
          <Typography.Text strong>
            {t(contingent ? 'origination.cost-contingent' : 'origination.cost-normal')}
          </Typography.Text>
          <Table
            size="small"
            pagination={false}
            scroll={{ x: 'max-content' }}
            rowKey={row => row.name}
            dataSource={quote.costs.filter(item => item.contingent === contingent)}
            columns={[
              { title: t('origination.cost-item'), render: (_, row) => row.name },
              { title: t('origination.cost-standard'), render: (_, row) => row.standard },
              {
                title: t('origination.cost-how'),
                render: (_, row) => <div style={{ maxWidth: 240, whiteSpace: 'normal' }}>{row.how}</div>,
              },
              { title: t('origination.cost-by'), render: (_, row) => t(`origination.charged-by.${row.chargedBy}`) },
              ...(contingent
                ? []
                : [
                    {
                      title: t('origination.cost-amount'),
                      align: 'end' as const,
                      render: (_: unknown, row: Quote['costs'][number]) => <Money value={row.amount} />,
                    },
                    {
                      title: t('origination.cost-annualised'),
                      align: 'end' as const,
                      render: (_: unknown, row: Quote['costs'][number]) => <Percent value={row.annualised} />,
                    },
                  ]),
            ]}
          />
        </div>
      ))}
      <Typography.Text>{t('origination.cost-only')}</Typography.Text>
    </Flex>
  )
}
