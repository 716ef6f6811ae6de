import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Form, Grid, Input, Segmented, Select, Typography } from 'antd'
import { rejectReasons, returnReasons } from '../../../modules/origination/application.ts'
import { type ShadowVerdict, shadowVerdicts } from '../../../modules/origination/shadow.ts'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Papers } from './papers.tsx'
import { ApplicationState, choices, MoneyInput } from './parts.tsx'
import { Facts, Reasoning } from './review.tsx'
import type { Review } from './shapes.ts'

/** A file as its decider sees it, and what one would decide; opening it takes nothing from anybody. */
export default function ShadowCase() {
  const { id } = useParams({ strict: false }) as { id: `application_${string}` }
  const review = useQuery(api.origination.getReview.queryOptions({ input: { id } }))
  return <QueryView query={review}>{data => <View review={data} />}</QueryView>
}

function View({ review }: { review: Review }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().lg ?? true
  const { application } = review
  return (
    <Flex vertical gap={14}>
      <Flex gap={10} align="center" wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('origination.shadow')} · {application.customerName}
        </Typography.Title>
        <span className="number">{application.number}</span>
        <ApplicationState state={application.state} />
      </Flex>
      <Alert type="info" showIcon title={t('origination.shadow.hint')} />
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide ? 'minmax(0, 3fr) minmax(0, 4fr) minmax(0, 3fr)' : 'minmax(0, 1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        <Flex vertical gap={14}>
          <Facts review={review} />
        </Flex>
        <Flex vertical gap={14}>
          <Reasoning review={review} />
        </Flex>
        <Flex vertical gap={14}>
          <Decide review={review} />
          <Card
            size="small"
            title={t('origination.papers')}
            extra={<span className="number">{application.documents.length}</span>}
          >
            <Papers application={application} editable={false} compact />
          </Card>
        </Flex>
      </div>
    </Flex>
  )
}

function Decide({ review }: { review: Review }) {
  const t = useWords()
  const navigate = useNavigate()
  const [form] = Form.useForm()
  const { application } = review
  const decide = useCommand(client.origination.decideInShadow, {
    form,
    done: t('ui.done'),
    onDone: () => void navigate({ to: '/origination/shadow' as never }),
  })
  const verdict = (Form.useWatch('verdict', form) ?? 'approve') as ShadowVerdict
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <Card size="small" title={t('origination.shadow.mine')}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ verdict: 'approve', principal: application.principal }}
        onFinish={values =>
          decide.mutate({
            id: application.id,
            verdict,
            reason: verdict === 'reject' || verdict === 'return' ? String(values.reason ?? '') : null,
            principal: verdict === 'approve' ? ((values.principal as string | undefined) ?? null) : null,
            note: String(values.note ?? ''),
          })
        }
      >
        <Form.Item name="verdict">
          <Segmented
            block
            options={shadowVerdicts.map(value => ({ value, label: t(`origination.shadow.verdict.${value}`) }))}
          />
        </Form.Item>
        {verdict === 'approve' && (
          <Form.Item name="principal" label={t('origination.shadow.amount')} rules={required}>
            <MoneyInput label={t('origination.shadow.amount')} />
          </Form.Item>
        )}
        {(verdict === 'reject' || verdict === 'return') && (
          <Form.Item name="reason" label={t('origination.why')} rules={required}>
            <Select
              options={choices(t, `origination.${verdict}`, verdict === 'reject' ? rejectReasons : returnReasons)}
            />
          </Form.Item>
        )}
        <Form.Item name="note" label={t('origination.shadow.note')} rules={required}>
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={decide.isPending}>
          {t('origination.shadow.decide')}
        </Button>
      </Form>
    </Card>
  )
}
