import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Card, DatePicker, Flex, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useEffect, useRef, useState } from 'react'
import { api, client, HeldForCheck, problemOf } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { useAccounts } from '../ledger/accounts.ts'
import { DayPicture } from './day-picture.tsx'
import { DayProgress } from './day-progress.tsx'
import { DayResults } from './day-results.tsx'
import { DebitBatches } from './debit-batches.tsx'
import { SetAsideReason } from './set-aside-reason.tsx'

type Closes = Awaited<ReturnType<typeof client.servicing.listDayCloses>>

/** The end of the business day: start it, watch it, see what each day did, mend what was set aside, prove the books. */
export default function DayClose() {
  const t = useWords()
  const may = useMay()
  const queries = useQueryClient()
  const [waitingFor, setWaitingFor] = useState<string | null>(null)
  // Books that kept a close from beginning are looked at again: what was found after an earlier close is no longer true.
  const [broken, setBroken] = useState(false)
  const closes = useQuery({
    ...api.servicing.listDayCloses.queryOptions(),
    refetchInterval: query =>
      waitingFor !== null || (query.state.data as Closes | undefined)?.running ? 1000 : 15_000,
  })
  const openDay = closes.data?.openDay
  const dayBefore = useRef(openDay)
  useEffect(() => {
    if (openDay === undefined) return
    if (waitingFor !== null && openDay > waitingFor) setWaitingFor(null)
    // A new day, whoever closed the last one: what any screen says of today, the header included, is read again.
    if (dayBefore.current !== undefined && dayBefore.current !== openDay) void queries.invalidateQueries()
    dayBefore.current = openDay
  }, [waitingFor, openDay, queries])
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('servicing.day')}
      </Typography.Title>
      <QueryView query={closes}>
        {data => (
          <>
            <div
              style={{
                display: 'grid',
                gridTemplateColumns: 'repeat(auto-fit, minmax(min(340px, 100%), 1fr))',
                gap: 14,
                alignItems: 'start',
              }}
            >
              <Running
                data={data}
                waitingFor={waitingFor}
                onStart={through => {
                  setBroken(false)
                  setWaitingFor(through)
                }}
                onBroken={() => setBroken(true)}
                mayClose={may('servicing.day.close')}
              />
              <BooksCheck
                key={`${broken}`}
                broken={broken}
                kept={data.books}
                busy={waitingFor !== null || data.running !== null}
              />
            </div>
            <SetAside rows={data.setAside} withheld={data.setAsideWithheld} mayRetry={may('servicing.day.close')} />
            <DayPicture />
            <DebitBatches openDay={data.openDay} />
            <DayResults data={data} />
          </>
        )}
      </QueryView>
    </Flex>
  )
}

function Running({
  data,
  waitingFor,
  onStart,
  onBroken,
  mayClose,
}: {
  data: Closes
  waitingFor: string | null
  onStart: (through: string) => void
  onBroken: () => void
  mayClose: boolean
}) {
  const t = useWords()
  const { modal } = App.useApp()
  const [through, setThrough] = useState<Dayjs | null>(null)
  const start = useCommand(client.servicing.startDayClose, { onDone: output => onStart(output.through) })
  const last = (through ?? dayjs(data.openDay)).format('YYYY-MM-DD')
  const busy = waitingFor !== null || data.running !== null
  const confirm = () =>
    modal.confirm({
      title: t('servicing.day.confirm', { day: last }),
      content: t('servicing.day.confirmNote'),
      okText: t('servicing.day.start'),
      cancelText: t('ui.cancel'),
      onOk: () =>
        start.mutate(
          { through: last },
          { onError: error => /^servicing\.(books|ledger)_broken$/.test(problemOf(error)?.code ?? '') && onBroken() },
        ),
    })
  // Why nothing began stays on the page: the notice is gone before what it names has been mended.
  const refused = start.error instanceof HeldForCheck || busy ? null : problemOf(start.error)
  return (
    <Card size="small" title={t('shell.business-day')}>
      <Typography.Title level={2} style={{ marginTop: 0 }}>
        <DayText day={data.openDay} weekday />
      </Typography.Title>
      {busy && <DayProgress data={data} through={waitingFor ?? data.openDay} />}
      {!busy && <Typography.Paragraph type="secondary">{t('servicing.day.note')}</Typography.Paragraph>}
      {refused && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title={refused.title}
          description={refused.detail}
          closable={{ onClose: () => start.reset() }}
        />
      )}
      {mayClose && (
        <Flex gap={8} wrap>
          <DatePicker
            value={through ?? dayjs(data.openDay)}
            minDate={dayjs(data.openDay)}
            maxDate={dayjs(data.openDay).isAfter(dayjs()) ? dayjs(data.openDay) : dayjs()}
            allowClear={false}
            onChange={setThrough}
            aria-label={t('servicing.day.through')}
          />
          <Button type="primary" onClick={confirm} loading={start.isPending || busy}>
            {t('servicing.day.start')}
          </Button>
        </Flex>
      )}
    </Card>
  )
}

function Verdict({ agree }: { agree: boolean }) {
  const t = useWords()
  return (
    <Flex gap={10} align="center" style={{ marginBottom: 8 }}>
      {agree ? (
        <CheckCircleFilled style={{ color: '#2f8f5b', fontSize: 26 }} />
      ) : (
        <ExclamationCircleFilled style={{ color: '#c93a3a', fontSize: 26 }} />
      )}
      <Typography.Title level={2} style={{ margin: 0, fontSize: 18 }}>
        {t(agree ? 'servicing.books.agree' : 'servicing.books.differ')}
      </Typography.Title>
    </Flex>
  )
}

/**
 * Whether the books agree: what the check after the last close found, at once; a check of every loan as of now when somebody asks
 * for it, or where none is kept or it found a difference to be named. It looks at the whole book, so not while a day closes.
 */
function BooksCheck({ broken, kept, busy }: { broken: boolean; kept: Closes['books']; busy: boolean }) {
  const t = useWords()
  const accounts = useAccounts()
  const [asked, setAsked] = useState(broken)
  const enabled = !busy && (asked || !kept?.agree)
  const check = useQuery({
    ...api.servicing.checkBooks.queryOptions({ enabled }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  const again = () => (enabled ? void check.refetch() : setAsked(true))
  return (
    <Card
      size="small"
      title={t('servicing.books')}
      extra={
        <Button size="small" loading={check.isFetching} disabled={busy} onClick={again}>
          {t('servicing.books.again')}
        </Button>
      }
    >
      {check.isLoading && !busy && (
        <Typography.Paragraph type="secondary">{t('servicing.books.under-way')}</Typography.Paragraph>
      )}
      {!check.data && !check.isFetching && kept ? (
        <Kept kept={kept} />
      ) : busy && !check.data ? (
        <Typography.Text type="secondary">{t('servicing.books.after')}</Typography.Text>
      ) : (
        <QueryView query={check}>
          {data => (
            <>
              <Verdict agree={data.agree} />
              <Typography.Paragraph type="secondary">{t('servicing.books.note')}</Typography.Paragraph>
              <DefinitionList
                items={[
                  { label: t('servicing.books.through'), value: <DayText day={data.through} /> },
                  {
                    label: t('servicing.books.loans'),
                    value: <span className="number">{data.loans.toLocaleString()}</span>,
                  },
                  { label: t('servicing.loan.outstanding'), value: <Money value={data.outstanding} sign /> },
                  {
                    label: t('servicing.books.accrued'),
                    value: data.accrued.compared ? (
                      <Money value={data.accrued.ledger} sign />
                    ) : (
                      t('servicing.books.later')
                    ),
                  },
                ]}
              />
              {data.loanDifferences.map(row => (
                <Alert
                  key={`${row.loanId}${row.figure}`}
                  type="error"
                  style={{ marginTop: 8 }}
                  title={
                    <Link to={`/servicing/loans/${row.loanId}` as never}>
                      {row.number} · {t(`servicing.figure.${row.figure}`)}
                    </Link>
                  }
                  description={t('servicing.books.threeWay', { row: row.row, plan: row.plan, entries: row.entries })}
                />
              ))}
              {data.ledgerDifferences.map(row => (
                <Alert
                  key={`${row.branchId}${row.productId}${row.account}`}
                  type="error"
                  style={{ marginTop: 8 }}
                  title={accounts(row.account)}
                  description={t('servicing.books.twoWay', { entries: row.entries, ledger: row.ledger })}
                />
              ))}
            </>
          )}
        </QueryView>
      )}
    </Card>
  )
}

/** What the check after the last close found. */
function Kept({ kept }: { kept: NonNullable<Closes['books']> }) {
  const t = useWords()
  return (
    <>
      <Verdict agree={kept.agree} />
      <Typography.Paragraph type="secondary">{t('servicing.books.note')}</Typography.Paragraph>
      <DefinitionList
        items={[
          { label: t('servicing.books.through'), value: <DayText day={kept.day} /> },
          { label: t('servicing.books.checkedAt'), value: <InstantText at={kept.checkedAt} /> },
          {
            label: t('servicing.books.differences'),
            value: <span className="number">{kept.loanDifferences + kept.ledgerDifferences}</span>,
          },
        ]}
      />
    </>
  )
}

function SetAside({ rows, withheld, mayRetry }: { rows: Closes['setAside']; withheld: number; mayRetry: boolean }) {
  const t = useWords()
  const retry = useCommand(client.servicing.retrySetAside, { done: t('servicing.setAside.done') })
  const [shown, setShown] = useState(20)
  if (rows.length + withheld === 0) return null
  return (
    <Card size="small" title={t('servicing.setAside', { count: rows.length })}>
      {withheld > 0 && (
        <Typography.Paragraph>{t('servicing.setAside.withheld', { count: withheld })}</Typography.Paragraph>
      )}
      <Typography.Paragraph type="secondary">{t('servicing.setAside.note')}</Typography.Paragraph>
      <FoldTable<Closes['setAside'][number]>
        size="small"
        rowKey="loanId"
        rows={rows.slice(0, shown)}
        columns={[
          {
            title: t('servicing.loan.number'),
            render: (_, row) => <Link to={`/servicing/loans/${row.loanId}` as never}>{row.number}</Link>,
          },
          { title: t('shell.business-day'), render: (_, row) => <DayText day={row.day} /> },
          { title: t('servicing.setAside.since'), render: (_, row) => <InstantText at={row.at} /> },
          {
            title: t('servicing.setAside.reason'),
            long: true,
            render: (_, row) => <SetAsideReason reason={row.reason} />,
          },
          {
            title: '',
            render: (_, row) =>
              mayRetry && (
                <Button
                  size="small"
                  loading={retry.isPending && retry.variables?.id === row.loanId}
                  disabled={retry.isPending}
                  onClick={() => retry.mutate({ id: row.loanId })}
                >
                  {t('servicing.setAside.retry')}
                </Button>
              ),
          },
        ]}
      />
      {rows.length > shown && (
        <Button type="link" onClick={() => setShown(shown + 20)}>
          {t('ui.more-rows')}
        </Button>
      )}
    </Card>
  )
}
