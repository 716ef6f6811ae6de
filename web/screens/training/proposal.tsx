import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Tabs, Typography } from 'antd'
import { useState } from 'react'
import { api, client, problemOf } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { EverythingTo, HandOverTable, ImpactView, type Plan, planInput } from '../team/impact-view.tsx'
import { Lines, ProposalTag } from './career-parts.tsx'
import { Places, useName } from './parts.tsx'
import { VerdictFields } from './verdict.tsx'

/** One proposal: what was known when it was made, how that stands now, and the decision of a second person. */
export default function ProposalPage() {
  const { id } = useParams({ strict: false }) as { id: `proposal_${string}` }
  const t = useWords()
  const name = useName()
  const [deciding, setDeciding] = useState(false)
  const proposal = useQuery(api.training.getProposal.queryOptions({ input: { id } }))
  const withdraw = useCommand(client.training.withdrawProposal, { done: t('ui.done') })
  return (
    <>
      <Places at="/training/proposals" />
      <QueryView query={proposal}>
        {data => {
          const step = name({ name: data.stepName, nameEn: data.stepNameEn })
          return (
            <Flex vertical gap={14}>
              <Flex justify="space-between" align="center" wrap gap={8}>
                <Flex gap={10} align="center" wrap>
                  <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
                    {t(`training.proposal-kind.${data.kind}`)} · {data.personName} → {step}
                  </Typography.Title>
                  <ProposalTag state={data.state} />
                </Flex>
                <Flex gap={8}>
                  {data.actions.includes('withdraw') && (
                    <Button onClick={() => withdraw.mutate({ id })}>{t('training.withdraw')}</Button>
                  )}
                  {data.actions.includes('decide') && (
                    <Button type="primary" onClick={() => setDeciding(true)}>
                      {t('training.decide')}
                    </Button>
                  )}
                </Flex>
              </Flex>
              <Card size="small">
                <DefinitionList
                  items={[
                    {
                      label: t('ui.person'),
                      value: <Link to={`/training/people/${data.personId}/career` as never}>{data.personName}</Link>,
                    },
                    {
                      label: t('training.from-to'),
                      value: `${t(`team.post.${data.fromPost}`)} · ${t(`training.level.${data.fromLevel}`)} → ${t(`team.post.${data.toPost}`)} · ${t(`training.level.${data.toLevel}`)}`,
                    },
                    {
                      label: t('team.group'),
                      value:
                        data.groupName === data.toGroupName
                          ? data.groupName
                          : `${data.groupName} → ${data.toGroupName}`,
                    },
                    { label: t('training.reports-to'), value: data.reportsToName ?? t('training.keep-manager') },
                    { label: t('training.effective-day'), value: <DayText day={data.fromDay} /> },
                    { label: t('ui.reason'), value: data.reason },
                    data.exceptionReason !== '' && { label: t('training.exception'), value: data.exceptionReason },
                    {
                      label: t('training.made-by'),
                      value: (
                        <>
                          {data.madeByName} <InstantText at={data.madeAt} />
                        </>
                      ),
                    },
                    data.decidedByName !== null && {
                      label: t('training.decided-by'),
                      value: (
                        <>
                          {data.decidedByName} <InstantText at={data.decidedAt} />
                        </>
                      ),
                    },
                    data.decisionReason !== '' && { label: t('training.opinion'), value: data.decisionReason },
                  ]}
                />
              </Card>
              <Card size="small" styles={{ body: { padding: '0 0 4px' } }}>
                <Tabs
                  tabBarStyle={{ paddingInline: 14, margin: 0 }}
                  items={[
                    {
                      key: 'then',
                      label: `${t('training.evidence-then')} · ${t('training.lacking')} ${data.lacking}`,
                      children: <Lines lines={data.evidence} />,
                    },
                    ...(data.state === 'proposed'
                      ? [
                          {
                            key: 'now',
                            label: `${t('training.evidence-now')} · ${t('training.lacking')} ${data.lackingNow}`,
                            children: <Lines lines={data.now} />,
                          },
                        ]
                      : []),
                  ]}
                />
              </Card>
              <RecordTalk record={id} />
              {deciding && <Decide proposal={data} step={step} onClose={() => setDeciding(false)} />}
            </Flex>
          )
        }}
      </QueryView>
    </>
  )
}

type Proposal = Awaited<ReturnType<typeof client.training.getProposal>>

/** The decision of a second person: what the move would change, and who takes over what cannot follow into another branch. */
function Decide({ proposal, step, onClose }: { proposal: Proposal; step: string; onClose: () => void }) {
  const t = useWords()
  const { id, personId, personName, fromDay } = proposal
  const [plan, setPlan] = useState<Plan>({})
  const handOver = planInput(plan)
  const preview = useQuery({
    queryKey: ['preview', 'decideProposal', id, handOver],
    queryFn: () =>
      client.training.decideProposal({ id, approved: true, reason: '-', handOver }, { context: { preview: true } }),
    retry: false,
    staleTime: 0,
    placeholderData: before => before,
  })
  const organisation = useQuery(api.team.organisation.queryOptions({ input: {} }))
  const people = organisation.data?.people ?? []
  const branchId = people.find(one => one.id === personId)?.assignment?.branchId
  const impact = preview.data?.impact
  const open = impact?.unassigned ?? []
  const near = people.filter(one => one.id !== personId && one.assignment?.branchId === branchId)
  const problem = preview.error ? problemOf(preview.error) : null
  return (
    <CommandForm
      open
      width={680}
      title={t('training.decide')}
      submit={t('training.decide')}
      onClose={onClose}
      operation={client.training.decideProposal}
      initial={{ approved: 'yes' }}
      input={values => ({
        id,
        approved: values.approved === 'yes',
        reason: String(values.reason ?? ''),
        handOver,
      })}
    >
      <Alert
        type="info"
        showIcon
        title={t('training.approve-effect', { name: personName, day: fromDay, step })}
        style={{ marginBottom: 12 }}
      />
      {problem && <Alert type="error" showIcon title={problem.detail} style={{ marginBottom: 12 }} />}
      {impact && (
        <Flex vertical gap={12} style={{ marginBottom: 12 }}>
          <ImpactView impact={impact} />
          {impact.held.length > 0 && (
            <>
              <EverythingTo held={impact.held} colleagues={near} onPlan={setPlan} />
              <HandOverTable
                held={impact.held}
                plan={plan}
                onPlan={setPlan}
                keeps={kind => !open.includes(kind)}
                colleagues={near}
              />
              {open.length > 0 && (
                <Alert
                  type="warning"
                  showIcon
                  title={t('team.still-open', { kinds: open.map(kind => t(kind)).join(t('party.list-comma')) })}
                />
              )}
            </>
          )}
        </Flex>
      )}
      <VerdictFields longest={500} />
    </CommandForm>
  )
}
