import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { PendingChanges } from '../../ui/pending-changes.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { AppraisalDialog, type Dialog } from './appraisal-dialog.tsx'
import { Goals, MetricLines } from './appraisal-goals.tsx'
import { Improvement, Needs } from './improvement.tsx'
import { type Question, WhyDrawer } from './why-drawer.tsx'

export type Sheet = Awaited<ReturnType<typeof client.performance.getAppraisal>>

/** One appraisal, as the person, the manager and whoever runs the cycle see it. */
export default function AppraisalPage() {
  const { id } = useParams({ strict: false }) as { id: Sheet['id'] }
  const found = useQuery(api.performance.getAppraisal.queryOptions({ input: { id } }))
  return (
    <Flex vertical gap={14}>
      <PendingChanges record={id} />
      <QueryView query={found}>{data => <Loaded sheet={data} />}</QueryView>
      <RecordTalk record={id} />
    </Flex>
  )
}

function Loaded({ sheet }: { sheet: Sheet }) {
  const t = useWords()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {sheet.personName} · {sheet.cycleName} <Tag color="blue">{t(`performance.cycle.${sheet.state}`)}</Tag>
        </Typography.Title>
        <Actions sheet={sheet} open={setDialog} />
      </Flex>
      {sheet.appeal && (
        <Alert
          type={sheet.appealAnswer ? 'success' : 'warning'}
          showIcon
          title={`${t('performance.appraisal.appeal')}${t('ui.colon')}${sheet.appeal}`}
          description={
            sheet.appealAnswer && `${t('performance.appraisal.answered')}${t('ui.colon')}${sheet.appealAnswer}`
          }
        />
      )}
      <Card size="small" title={t('performance.appraisal.parts')}>
        {sheet.parts.length === 0 ? (
          <Typography.Text type="secondary">{t('performance.appraisal.not-yet')}</Typography.Text>
        ) : (
          <Flex vertical gap={10}>
            <Flex gap={24} align="baseline">
              <span style={{ fontSize: 30, fontWeight: 600 }}>{sheet.score ?? '—'}</span>
              {sheet.grade && (
                <span style={{ fontSize: 18 }}>
                  {t('performance.appraisal.grade')} {sheet.grade}
                </span>
              )}
            </Flex>
            <FoldTable<Sheet['parts'][number]>
              rows={sheet.parts}
              rowKey="part"
              size="small"
              columns={[
                { title: t('performance.appraisal.part'), render: (_, row) => t(`performance.part.${row.part}`) },
                { title: t('performance.appraisal.weight'), align: 'end', render: (_, row) => `${row.weight} %` },
                { title: t('performance.appraisal.effective'), align: 'end', render: (_, row) => `${row.effective} %` },
                {
                  title: t('performance.appraisal.score'),
                  align: 'end',
                  render: (_, row) => row.score ?? (row.missing ? t(`performance.missing.${row.missing}`) : '—'),
                },
              ]}
            />
            {sheet.parts.some(part => part.part === 'customer') && (
              <Typography.Text type="secondary">
                {t('performance.voice')}
                {t('ui.colon')}
                {t('performance.voice.count', {
                  asked: sheet.customersAsked,
                  answered: sheet.customersAnswered,
                  declined: sheet.customersDeclined,
                })}{' '}
                {t('performance.voice.note', { least: sheet.leastCustomers })}
              </Typography.Text>
            )}
            {sheet.parts.some(part => part.missing) && (
              <Typography.Text type="secondary">{t('performance.appraisal.renormalised')}</Typography.Text>
            )}
          </Flex>
        )}
      </Card>
      <MetricLines sheet={sheet} onWhy={setQuestion} />
      <Goals sheet={sheet} onWhy={setQuestion} />
      <Said title={t('performance.appraisal.self')} said={sheet.self} />
      <Said title={t('performance.appraisal.assess')} said={sheet.manager} />
      {(sheet.state === 'signing' || sheet.state === 'closed') && (
        <Card size="small">
          <DefinitionList
            items={[
              { label: t('performance.appraisal.signed-person'), value: <Signed at={sheet.signedByPerson} /> },
              { label: t('performance.appraisal.signed-manager'), value: <Signed at={sheet.signedByManager} /> },
              sheet.appealUntil && {
                label: t('performance.appraisal.appeal-until'),
                value: <DayText day={sheet.appealUntil} />,
              },
            ]}
          />
        </Card>
      )}
      {sheet.changes.length > 0 && (
        <Card size="small" title={t('performance.appraisal.changes')}>
          <DefinitionList
            items={sheet.changes.map(change => ({
              label: `${change.before} → ${change.after}`,
              value: (
                <>
                  {change.reason} · {change.byName} <InstantText at={change.at} />
                  {change.satWith.length > 0 && (
                    <div>{t('performance.calibration.with', { names: change.satWith.join(t('ui.comma')) })}</div>
                  )}
                </>
              ),
            }))}
          />
        </Card>
      )}
      <Improvement sheet={sheet} />
      <Needs sheet={sheet} />
      <WhyDrawer question={question} onClose={() => setQuestion(null)} />
      {dialog && <AppraisalDialog sheet={sheet} dialog={dialog} onClose={() => setDialog(null)} />}
    </Flex>
  )
}

function Actions({ sheet, open }: { sheet: Sheet; open: (dialog: Dialog) => void }) {
  const t = useWords()
  const may = useMay()
  const agree = useCommand(client.performance.agreeGoals, { done: t('ui.done') })
  const sign = useCommand(client.performance.signAppraisal, { done: t('ui.done') })
  const ask = { id: sheet.id, version: sheet.version }
  const part = sheet.mine || sheet.manages
  const agreed = sheet.mine ? sheet.goalsByPerson : sheet.goalsByManager
  const signed = sheet.mine ? sheet.signedByPerson : sheet.signedByManager
  const waiting = sheet.appeal !== null && sheet.appealAnswer === null
  return (
    <Flex gap={8} wrap>
      {sheet.state === 'open' && part && !sheet.managerDone && (
        <Button onClick={() => open('goals')}>{t('performance.appraisal.set-goals')}</Button>
      )}
      {sheet.state === 'open' && part && sheet.goals.length > 0 && !agreed && (
        <Button type="primary" loading={agree.isPending} onClick={() => agree.mutate(ask)}>
          {t('performance.appraisal.agree')}
        </Button>
      )}
      {sheet.state === 'open' && sheet.mine && (
        <Button onClick={() => open('self')}>{t('performance.appraisal.self')}</Button>
      )}
      {sheet.state === 'open' && sheet.manages && (
        <Button onClick={() => open('assess')}>{t('performance.appraisal.assess')}</Button>
      )}
      {sheet.state === 'calibrating' && !sheet.mine && may('performance.appraisal.calibrate') && sheet.score && (
        <Button type="primary" onClick={() => open('calibrate')}>
          {t('performance.appraisal.calibrate')}
        </Button>
      )}
      {sheet.state === 'signing' && part && !signed && !waiting && (
        <Button type="primary" loading={sign.isPending} onClick={() => sign.mutate(ask)}>
          {t('performance.appraisal.sign')}
        </Button>
      )}
      {sheet.state === 'signing' && sheet.mine && sheet.appeal === null && (
        <Button onClick={() => open('appeal')}>{t('performance.appraisal.appeal')}</Button>
      )}
      {sheet.state === 'signing' && waiting && !part && may('performance.appraisal.appeal') && (
        <Button type="primary" onClick={() => open('answer')}>
          {t('performance.appraisal.answer')}
        </Button>
      )}
    </Flex>
  )
}

function Signed({ at }: { at: string | null }) {
  const t = useWords()
  return at === null ? t('performance.appraisal.unsigned') : <InstantText at={at} />
}

function Said({ title, said }: { title: string; said: Sheet['self'] }) {
  return (
    said && (
      <Card size="small" title={title} extra={<b>{said.score}</b>}>
        <Typography.Paragraph style={{ whiteSpace: 'pre-wrap', margin: 0 }}>{said.text}</Typography.Paragraph>
      </Card>
    )
  )
}
