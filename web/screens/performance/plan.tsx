import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, DatePicker, Flex, Form, Input } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { BackTest } from './back-test.tsx'
import { PlanEditor } from './plan-editor.tsx'
import { Findings, type Plan, PlanRead } from './plan-parts.tsx'

/** A plan version: read it, check it, try it on last year, change the draft, have a second person approve it. */
export default function PlanPage() {
  const { id } = useParams({ strict: false }) as { id: `planversion_${string}` }
  const plan = useQuery(api.performance.getPlan.queryOptions({ input: { id } }))
  return <QueryView query={plan}>{data => <Loaded key={data.id} plan={data} />}</QueryView>
}

function Loaded({ plan }: { plan: Plan }) {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'draft' | 'approve' | null>(null)
  const discard = useCommand(client.performance.discardPlan, { done: t('ui.done') })
  const isDraft = plan.state === 'draft'
  const primary =
    isDraft && may('performance.plan.approve') && !plan.mine ? (
      <Button type="primary" onClick={() => setDialog('approve')}>
        {t('performance.plan.approve')}
      </Button>
    ) : !isDraft && may('performance.plan.write') ? (
      <Button type="primary" onClick={() => setDialog('draft')}>
        {t('performance.plan.new-draft')}
      </Button>
    ) : undefined
  return (
    <>
      <RecordPage
        title={`${plan.name} v${plan.number}`}
        subtitle={plan.reason}
        tags={<StateTag state={plan.state} word={`performance.plan.${plan.state}`} />}
        primary={primary}
        more={
          isDraft && may('performance.plan.write')
            ? [
                {
                  key: 'discard',
                  label: t('performance.plan.discard'),
                  danger: true,
                  onClick: () => discard.mutate({ id: plan.id, version: plan.version }),
                },
              ]
            : []
        }
        tabs={[
          {
            key: 'read',
            label: t('performance.plan.read'),
            content: (
              <Flex vertical gap={14}>
                <Findings findings={plan.findings} />
                <PlanRead body={plan.body} />
              </Flex>
            ),
          },
          ...(isDraft && may('performance.plan.write')
            ? [{ key: 'edit', label: t('performance.plan.edit'), content: <PlanEditor plan={plan} /> }]
            : []),
          ...(may('performance.plan.test')
            ? [
                {
                  key: 'test',
                  label: t('performance.plan.test'),
                  content: <BackTest id={plan.id} quality={plan.body.components.some(one => one.quality)} />,
                },
              ]
            : []),
        ]}
        side={
          <Timeline
            items={[
              ...(plan.approvedAt
                ? [
                    {
                      key: 'approved',
                      title: (
                        <>
                          {t('performance.plan.approved')} · <DayText day={plan.fromDay!} />
                        </>
                      ),
                      at: <InstantText at={plan.approvedAt} />,
                      by: plan.approvedByName,
                      note: plan.acceptedBecause,
                      color: 'green',
                    },
                  ]
                : []),
              {
                key: 'made',
                title: t('performance.plan.draft'),
                at: <InstantText at={plan.madeAt} />,
                by: plan.madeByName,
                note: plan.reason,
              },
            ]}
          />
        }
      />
      {dialog === 'draft' && (
        <CommandForm
          open
          onClose={() => setDialog(null)}
          title={t('performance.plan.new-draft')}
          operation={client.performance.draftPlan}
          input={values => ({ id: plan.id, reason: String(values.reason) })}
          onDone={made => void navigate({ to: `/performance/plans/${made.id}` as never })}
        >
          <Form.Item
            name="reason"
            label={t('performance.plan.reason')}
            rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
          >
            <Input maxLength={300} autoFocus />
          </Form.Item>
        </CommandForm>
      )}
      {dialog === 'approve' && (
        <CommandForm
          open
          onClose={() => setDialog(null)}
          title={t('performance.plan.approve')}
          operation={client.performance.approvePlan}
          input={values => ({
            id: plan.id,
            version: plan.version,
            fromDay: (values.fromDay as dayjs.Dayjs).format('YYYY-MM-DD'),
            acceptedBecause: values.acceptedBecause ? String(values.acceptedBecause) : null,
          })}
        >
          <Findings findings={plan.findings} />
          <Form.Item
            name="fromDay"
            label={t('performance.plan.from')}
            rules={[{ required: true, message: t('problem.missing') }]}
            style={{ marginTop: 12 }}
          >
            <DatePicker minDate={dayjs(me?.businessDay)} />
          </Form.Item>
          {plan.findings.length > 0 && (
            <Form.Item name="acceptedBecause" label={t('performance.plan.because')}>
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          )}
        </CommandForm>
      )}
    </>
  )
}
