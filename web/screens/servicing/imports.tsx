import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Card, Flex, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Import = Awaited<ReturnType<typeof client.servicing.importRepayments>>
type Row = Import['results'][number]

/** A bank's repayment file: dropped, taken in row by row, the rows that were not first. */
export default function Imports() {
  const t = useWords()
  const may = useMay()
  const { message } = App.useApp()
  const [shown, setShown] = useState<`import_${string}` | null>(null)
  const [latest, setLatest] = useState<Import | null>(null)
  const list = useQuery(api.servicing.listImports.queryOptions({ input: { limit: 50 } }))
  const one = useQuery({
    ...api.servicing.getImport.queryOptions({ input: { id: shown ?? 'import_0000000000000' } }),
    enabled: shown !== null,
  })
  const upload = useCommand(client.servicing.importRepayments, {
    onDone: result => {
      setLatest(result)
      setShown(result.id)
    },
  })
  const take = async (file: File) => {
    if (file.size > 10_000_000) {
      message.error(t('servicing.import.tooBig'))
      return
    }
    upload.mutate({ fileName: file.name, content: await base64Of(file) })
  }
  const result = shown === null ? null : latest?.id === shown ? latest : (one.data ?? null)
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('servicing.imports')}
      </Typography.Title>
      {may('servicing.repayment.import') && (
        <Card size="small" loading={upload.isPending}>
          <FileDrop accept=".csv,.xlsx" hint={t('servicing.import.hint')} onFile={file => void take(file)} />
        </Card>
      )}
      {result && <Result result={result} repeated={latest?.id === shown && latest.repeatedFile} />}
      <Card size="small" title={t('servicing.import.history')} styles={{ body: { padding: 0 } }}>
        <QueryView query={list}>
          {page => (
            <Table
              size="middle"
              rowKey="id"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={page.rows}
              rowClassName="row-link"
              onRow={row => ({ onClick: () => setShown(row.id) })}
              locale={{ emptyText: t('servicing.import.empty') }}
              columns={[
                {
                  title: t('servicing.import.file'),
                  render: (_, row) => (
                    <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShown(row.id)}>
                      {row.fileName}
                    </Button>
                  ),
                },
                { title: t('servicing.import.at'), render: (_, row) => <InstantText at={row.importedAt} /> },
                { title: t('ui.person'), dataIndex: 'importedByName' },
                { title: t('servicing.import.rows'), dataIndex: 'rows', align: 'end' },
                {
                  title: t('servicing.import.results'),
                  render: (_, row) => <Counts counts={row} />,
                },
                {
                  title: t('servicing.import.amount'),
                  align: 'end',
                  render: (_, row) => <Money value={row.amount} />,
                },
              ]}
            />
          )}
        </QueryView>
      </Card>
    </Flex>
  )
}

function Counts({ counts }: { counts: Pick<Import, 'recorded' | 'repeated' | 'refused'> }) {
  const t = useWords()
  return (
    <Flex gap={6} wrap>
      <Tag color="green">
        {t('servicing.import.recorded')} {counts.recorded}
      </Tag>
      {counts.repeated > 0 && (
        <Tag color="gold">
          {t('servicing.import.repeated')} {counts.repeated}
        </Tag>
      )}
      {counts.refused > 0 && (
        <Tag color="red">
          {t('servicing.import.refused')} {counts.refused}
        </Tag>
      )}
    </Flex>
  )
}

function Result({ result, repeated }: { result: Omit<Import, 'repeatedFile'>; repeated: boolean }) {
  const t = useWords()
  const tones = { recorded: 'green', repeated: 'gold', refused: 'red' }
  return (
    <Card size="small" title={result.fileName} extra={<Counts counts={result} />} styles={{ body: { padding: 0 } }}>
      {repeated && <Alert type="info" showIcon banner title={t('servicing.import.repeatedFile')} />}
      <Table<Row>
        size="small"
        rowKey="line"
        pagination={result.results.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        scroll={{ x: 'max-content' }}
        dataSource={result.results}
        columns={[
          { title: t('servicing.import.line'), dataIndex: 'line', width: 60 },
          {
            title: t('servicing.loan.number'),
            render: (_, row) =>
              row.loanId ? <Link to={`/servicing/loans/${row.loanId}` as never}>{row.number}</Link> : row.number,
          },
          {
            title: t('servicing.transaction.amount'),
            align: 'end',
            render: (_, row) => <span className="number">{row.amount}</span>,
          },
          { title: t('servicing.transaction.valueDate'), dataIndex: 'valueDate' },
          { title: t('servicing.transaction.reference'), dataIndex: 'reference' },
          {
            title: t('servicing.import.results'),
            render: (_, row) => <Tag color={tones[row.outcome]}>{t(`servicing.import.${row.outcome}`)}</Tag>,
          },
          { title: t('servicing.import.reason'), render: (_, row) => row.reason ?? '—' },
        ]}
      />
    </Card>
  )
}

/** A file's content as base64, read in one go by the browser. */
function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
