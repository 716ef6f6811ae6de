import { CheckOutlined, CloudSyncOutlined, WarningOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Alert, App, Flex, Typography } from 'antd'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { grouped } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Wizard } from '../../ui/wizard.tsx'
import { type Draft, useDraft } from './draft.ts'
import { Papers, StillMissing } from './papers.tsx'
import type { Application, Quote } from './shapes.ts'
import { StepCustomer } from './step-customer.tsx'
import { QuoteCard, StepOffer } from './step-offer.tsx'
import { StepVehicle } from './step-vehicle.tsx'

/** Writing an application: five steps, saved as one goes, nothing lost on reload. */
export default function ApplicationEdit() {
  const { id } = useParams({ strict: false }) as { id: `application_${string}` }
  const application = useQuery(api.origination.getApplication.queryOptions({ input: { id } }))
  return <QueryView query={application}>{data => <Editor key={data.id} application={data} />}</QueryView>
}

function Editor({ application }: { application: Application }) {
  const t = useWords()
  const navigate = useNavigate()
  const { modal } = App.useApp()
  const draft = useDraft(application)
  const quote = useQuery(api.origination.getQuote.queryOptions({ input: { id: application.id } }))
  const submit = useCommand(client.origination.submitApplication, {
    onDone: answer => {
      const say =
        answer.verdict === 'approve' ? modal.success : answer.verdict === 'decline' ? modal.warning : modal.info
      say({ title: t('origination.submit-for-approval'), content: t(`origination.submitted-${answer.verdict}`) })
      void navigate({ to: `/origination/applications/${application.id}` as never })
    },
  })
  const saves = () => draft.flush()
  const returned = application.timeline.findLast(event => event.action === 'return')
  return (
    <Wizard
      title={
        <Flex gap={10} align="center" wrap>
          <span className="number">{application.number}</span>
          {application.customerName && <Typography.Text>{application.customerName}</Typography.Text>}
          <SaveState state={draft.state} />
        </Flex>
      }
      steps={[
        {
          key: 'customer',
          title: t('origination.step-customer'),
          content: (
            <Flex vertical gap={14}>
              {application.state === 'supplement' && returned && (
                <Alert
                  type="warning"
                  showIcon
                  title={`${t('origination.returned-because')}${t('ui.colon')}${t(`origination.return.${returned.reason}`)}`}
                  description={returned.note}
                />
              )}
              <StepCustomer draft={draft} />
            </Flex>
          ),
          ready: async () => (await draft.flush()) && !!draft.values.customerId,
        },
        { key: 'vehicle', title: t('origination.step-vehicle'), content: <StepVehicle draft={draft} />, ready: saves },
        {
          key: 'offer',
          title: t('origination.step-offer'),
          content: <StepOffer draft={draft} quote={quote.data} />,
          ready: saves,
        },
        {
          key: 'papers',
          title: t('origination.step-papers'),
          content: (
            <Flex vertical gap={14}>
              <StillMissing application={application} />
              <Papers application={application} editable />
            </Flex>
          ),
        },
        {
          key: 'summary',
          title: t('origination.step-summary'),
          content: <Summary application={application} quote={quote.data} />,
        },
      ]}
      finish={t('origination.submit-for-approval')}
      busy={submit.isPending}
      onFinish={() => void draft.flush().then(() => submit.mutate({ id: application.id, version: draft.version() }))}
      aside={<QuoteCard quote={quote.data} />}
    />
  )
}

function SaveState({ state }: { state: Draft['state'] }) {
  const t = useWords()
  const text =
    state === 'saved' ? t('origination.saved') : state === 'offline' ? t('shell.offline') : t('origination.saving')
  return (
    <Typography.Text type={state === 'offline' ? 'danger' : 'secondary'} style={{ fontSize: 12 }} aria-live="polite">
      {state === 'saved' ? <CheckOutlined /> : state === 'offline' ? <WarningOutlined /> : <CloudSyncOutlined />} {text}
    </Typography.Text>
  )
}

/** The application read back as one sentence, and what still stands in its way. */
function Summary({ application, quote }: { application: Application; quote: Quote | undefined }) {
  const t = useWords()
  const { vehicle } = application
  const percent = (value: string | null | undefined) => (value ? `${(Number(value) * 100).toFixed(2)} %` : '—')
  const yuan = (value: string | null | undefined) => (value ? grouped(value) : '—')
  const word = (prefix: string, value: string | null) => (value ? t(`${prefix}.${value}`) : '—')
  return (
    <Flex vertical gap={14}>
      <Typography.Paragraph style={{ fontSize: 16, lineHeight: 1.9, margin: 0 }}>
        {t('origination.summary', {
          customer: application.customerName ?? '—',
          vehicle: [vehicle.brand, vehicle.model].filter(Boolean).join(' ') || '—',
          energy: word('origination.energy', vehicle.energy),
          condition: word('origination.condition', vehicle.condition),
          use: word('origination.use', vehicle.use),
          price: yuan(vehicle.price),
          down: yuan(quote?.downPayment),
          ratio: percent(quote?.downPaymentRatio),
          principal: yuan(application.principal),
          periods: application.periods ?? '—',
          installment: yuan(quote?.installment),
          simple: percent(quote?.simpleRate),
          effective: percent(quote?.effectiveRate),
          dealer: application.dealerName ?? '—',
        })}
      </Typography.Paragraph>
      {(quote?.problems ?? []).map(problem => (
        <Alert key={problem.code} type="error" showIcon title={problem.message} />
      ))}
      <StillMissing application={application} />
    </Flex>
  )
}
