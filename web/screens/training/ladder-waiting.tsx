import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Tag, Timeline, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { StepView } from './ladder-parts.tsx'
import { useName } from './parts.tsx'
import { VerdictFields } from './verdict.tsx'

type Version = Awaited<ReturnType<typeof client.training.listLadderVersions>>[number]

/** Versions of ladders that wait for a second person, step by step beside what holds now. */
export function WaitingVersions() {
  const t = useWords()
  const name = useName()
  const [deciding, setDeciding] = useState<Version | null>(null)
  const waiting = useQuery(api.training.listLadderVersions.queryOptions())
  const decide = (version: Version) => (
    <Button type={version.actions.includes('decide') ? 'primary' : 'default'} onClick={() => setDeciding(version)}>
      {t(version.actions.includes('decide') ? 'training.ladder-decide' : 'training.withdraw')}
    </Button>
  )
  const takesBack = deciding?.actions.includes('withdraw') ?? false
  return (
    <Flex vertical gap={12} style={{ marginBottom: waiting.data?.length ? 12 : 0 }}>
      {(waiting.data ?? []).map(version => (
        <Card
          key={version.code}
          size="small"
          title={
            <>
              {name(version)} <Tag color="gold">{t('training.ladder-waits')}</Tag>
            </>
          }
          extra={version.actions.length > 0 && decide(version)}
        >
          <Typography.Paragraph>
            {t('training.ladder-waits-about', {
              number: version.number,
              day: version.fromDay,
              people: version.people,
            })}{' '}
            {version.changeNote}
            <br />
            <Typography.Text type="secondary">
              {version.madeByName} <InstantText at={version.madeAt} />
            </Typography.Text>
          </Typography.Paragraph>
          <Timeline
            items={[
              ...version.steps.map(step => ({
                content: (
                  <StepView
                    key={step.code}
                    step={step}
                    before={version.before.find(one => one.code === step.code) ?? null}
                  />
                ),
              })),
              ...version.before
                .filter(step => !version.steps.some(one => one.code === step.code))
                .map(step => ({
                  content: (
                    <Typography.Text key={step.code} type="secondary" delete>
                      {name(step)}
                    </Typography.Text>
                  ),
                })),
            ]}
          />
        </Card>
      ))}
      <CommandForm
        open={deciding !== null}
        title={`${t(takesBack ? 'training.withdraw' : 'training.ladder-decide')} · ${deciding ? name(deciding) : ''}`}
        submit={t(takesBack ? 'training.withdraw' : 'training.ladder-decide')}
        onClose={() => setDeciding(null)}
        operation={client.training.decideLadder}
        initial={{ approved: takesBack ? 'no' : 'yes' }}
        input={values => ({
          code: deciding?.code ?? '',
          number: deciding?.number ?? 0,
          approved: values.approved === 'yes' && !takesBack,
          reason: String(values.reason ?? ''),
        })}
      >
        <VerdictFields longest={300} takesBack={takesBack} />
      </CommandForm>
    </Flex>
  )
}
