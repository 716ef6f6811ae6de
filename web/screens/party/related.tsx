import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Flex, Table, Typography } from 'antd'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Money } from '../../ui/money.tsx'
import { StateTag } from '../../ui/state-tag.tsx'

type Loan = Awaited<ReturnType<typeof client.servicing.listLoans>>['rows'][number]
type Application = {
  id: string
  number: string
  state: string
  vehicle: string
  principal: string | null
  createdDay: string
}
/** An installation may run without the application desk; what it has of it is asked for by name. */
const desk = () =>
  (client as unknown as { origination?: { listApplications(input: object): Promise<{ rows: Application[] }> } })
    .origination

/** The applications and loans of a customer, as far as the reader may see them. */
export function RelatedBusiness({ customerId }: { customerId: `customer_${string}` }) {
  const t = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const mayApply = may('origination.application.read')
  const mayLoans = may('servicing.loan.read')
  const applications = useQuery({
    queryKey: ['party', 'applications', customerId],
    queryFn: async () => (await desk()!.listApplications({ customerId, limit: 50 })).rows,
    enabled: mayApply && desk() !== undefined,
  })
  const loans = useQuery({
    queryKey: ['party', 'loans', customerId],
    queryFn: async () => (await client.servicing.listLoans({ customerId, limit: 50 })).rows,
    enabled: mayLoans,
  })
  const open = (path: string) => ({ className: 'row-link', onClick: () => void navigate({ to: path as never }) })
  return (
    <Flex vertical gap={16}>
      {mayApply && (
        <div>
          <Typography.Title level={2} style={{ fontSize: 14 }}>
            {t('origination.applications')}
          </Typography.Title>
          {applications.data?.length ? (
            <Table<Application>
              size="small"
              pagination={false}
              rowKey={row => row.id}
              dataSource={applications.data}
              scroll={{ x: 'max-content' }}
              onRow={row => open(`/origination/applications/${row.id}`)}
              columns={[
                { title: t('origination.number'), render: (_, row) => <span className="number">{row.number}</span> },
                {
                  title: t('origination.state'),
                  render: (_, row) => <StateTag state={row.state} word={`origination.application.${row.state}`} />,
                },
                { title: t('origination.vehicle'), render: (_, row) => row.vehicle || '—' },
                {
                  title: t('origination.principal'),
                  align: 'end',
                  render: (_, row) => <Money value={row.principal} />,
                },
                { title: t('origination.created'), render: (_, row) => <DayText day={row.createdDay} /> },
              ]}
            />
          ) : (
            <EmptyState text={t('party.no-applications')} />
          )}
        </div>
      )}
      {mayLoans && (
        <div>
          <Typography.Title level={2} style={{ fontSize: 14 }}>
            {t('servicing.loan')}
          </Typography.Title>
          {loans.data?.length ? (
            <Table<Loan>
              size="small"
              pagination={false}
              rowKey={row => row.id}
              dataSource={loans.data}
              scroll={{ x: 'max-content' }}
              onRow={row => open(`/servicing/loans/${row.id}`)}
              columns={[
                {
                  title: t('servicing.loan.number'),
                  render: (_, row) => <span className="number">{row.number}</span>,
                },
                {
                  title: t('servicing.loan.state'),
                  render: (_, row) => <StateTag state={row.state} word={`servicing.loan.${row.state}`} />,
                },
                {
                  title: t('servicing.loan.outstanding'),
                  align: 'end',
                  render: (_, row) => <Money value={row.outstanding} />,
                },
                { title: t('servicing.loan.overdueDays'), align: 'end', render: (_, row) => row.overdueDays },
                { title: t('servicing.loan.disbursedOn'), render: (_, row) => <DayText day={row.disbursedOn} /> },
              ]}
            />
          ) : (
            <EmptyState text={t('party.no-loans')} />
          )}
        </div>
      )}
    </Flex>
  )
}
