import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Card, Table, Typography, Upload } from 'antd'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'

/** Direct debits by day: the file for the bank out, its results in. */
export function DebitBatches({ openDay }: { openDay: string }) {
  const t = useWords()
  const may = useMay()
  const { message } = App.useApp()
  const list = useQuery({
    ...api.servicing.listDebitBatches.queryOptions(),
    enabled: may('servicing.repayment.read'),
  })
  const write = useCommand(client.servicing.writeDebitFile, {
    onDone: file => {
      save(file.fileName, file.content)
      message.success(t('servicing.debit.written', { orders: file.orders, amount: file.amount }))
    },
  })
  const read = useCommand(client.servicing.readDebitResults, {
    onDone: done =>
      message.success(
        done.repeatedFile
          ? t('servicing.debit.repeated')
          : t('servicing.debit.done', { recorded: done.recorded, failed: done.failed + done.refused }),
      ),
  })
  const take = async (file: File) => {
    const bytes = new Uint8Array(await file.arrayBuffer())
    read.mutate({ fileName: file.name, content: btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join('')) })
  }
  if (!may('servicing.repayment.read')) return null
  const mayRun = may('servicing.repayment.import')
  return (
    <Card
      size="small"
      title={t('servicing.debit')}
      extra={
        mayRun && (
          <Upload
            accept=".csv"
            showUploadList={false}
            beforeUpload={file => {
              void take(file)
              return false
            }}
          >
            <Button size="small" icon={<UploadOutlined />} loading={read.isPending}>
              {t('servicing.debit.read')}
            </Button>
          </Upload>
        )
      }
    >
      <Typography.Paragraph type="secondary">{t('servicing.debit.note')}</Typography.Paragraph>
      <QueryView query={list}>
        {data => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page is scrolled by keyboard
          <section aria-label={t('servicing.debit')} tabIndex={0} style={{ overflowX: 'auto' }}>
            <Table
              size="small"
              rowKey="day"
              pagination={false}
              style={{ minWidth: 'max-content' }}
              dataSource={data.days}
              locale={{ emptyText: t('servicing.debit.none') }}
              columns={[
                { title: t('servicing.debit.day'), render: (_, row) => <DayText day={row.day} weekday /> },
                {
                  title: t('servicing.debit.orders'),
                  align: 'end',
                  className: 'number',
                  render: (_, row) => row.orders.toLocaleString(),
                },
                {
                  title: `${t('servicing.transaction.amount')} ¥`,
                  align: 'end',
                  className: 'number',
                  render: (_, row) => <Money value={row.amount} />,
                },
                {
                  title: t('servicing.debit.collected'),
                  align: 'end',
                  className: 'number',
                  render: (_, row) => row.collected.toLocaleString(),
                },
                {
                  title: t('servicing.debit.failed'),
                  align: 'end',
                  className: 'number',
                  render: (_, row) => row.failed.toLocaleString(),
                },
                {
                  title: t('servicing.debit.waiting'),
                  align: 'end',
                  className: 'number',
                  render: (_, row) => row.waiting.toLocaleString(),
                },
                {
                  title: '',
                  render: (_, row) =>
                    mayRun &&
                    row.waiting > 0 &&
                    row.day >= openDay && (
                      <Button
                        size="small"
                        icon={<DownloadOutlined />}
                        loading={write.isPending}
                        onClick={() => write.mutate({ day: row.day })}
                      >
                        {t('servicing.debit.write')}
                      </Button>
                    ),
                },
              ]}
            />
          </section>
        )}
      </QueryView>
    </Card>
  )
}

function save(name: string, content: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
