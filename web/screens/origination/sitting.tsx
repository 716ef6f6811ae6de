import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Flex, Form, Input, Radio, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { sittingColours } from './sittings.tsx'

type Sitting = Awaited<ReturnType<typeof client.origination.getSitting>>

/** One sitting: the case, who sits, the vote, and what came of it with the dissent on record. */
export default function SittingPage() {
  const { id } = useParams({ strict: false }) as { id: `sitting_${string}` }
  const sitting = useQuery(api.origination.getSitting.queryOptions({ input: { id } }))
  return <QueryView query={sitting}>{data => <Loaded sitting={data} />}</QueryView>
}

function Loaded({ sitting }: { sitting: Sitting }) {
  const t = useWords()
  const may = useMay()
  const queries = useQueryClient()
  const again = () => void queries.invalidateQueries()
  const [voting, setVoting] = useState(false)
  const [closing, setClosing] = useState<'announce' | 'veto' | 'adjourn' | null>(null)
  const required = [{ required: true, whitespace: true, message: t('problem.missing') }]
  const { rule, count } = sitting
  const [share, of] = rule.quorum
  // The quorum is a share of the seats, rounded up; before it only adjourning is possible.
  const lacks = sitting.state === 'open' ? Math.max(0, Math.ceil((sitting.seats * share) / of) - sitting.voted) : 0
  const closes = sitting.state === 'open' && sitting.chairs && may('origination.sitting.close')
  return (
    <>
      <RecordPage
        title={`${t('origination.sitting')} · ${sitting.applicationNumber}`}
        subtitle={sitting.customerName}
        tags={<Tag color={sittingColours[sitting.state]}>{t(`origination.sitting.${sitting.state}`)}</Tag>}
        figures={[
          { label: t('origination.principal'), value: <Money value={sitting.principal} /> },
          {
            label: t('origination.sitting.vote'),
            value: t('origination.sitting.voted', { voted: sitting.voted, seats: sitting.seats }),
          },
          { label: t('origination.sitting.chair'), value: sitting.chairName },
        ]}
        primary={
          sitting.awaitsReader ? (
            <Button type="primary" onClick={() => setVoting(true)}>
              {t('origination.sitting.vote')}
            </Button>
          ) : closes ? (
            <Button type="primary" disabled={lacks > 0} onClick={() => setClosing('announce')}>
              {t('origination.sitting.announce')}
            </Button>
          ) : null
        }
        more={
          closes
            ? [
                ...(lacks > 0
                  ? []
                  : [{ key: 'veto', label: t('origination.sitting.veto'), onClick: () => setClosing('veto') }]),
                { key: 'adjourn', label: t('origination.sitting.adjourn'), onClick: () => setClosing('adjourn') },
              ]
            : []
        }
        tabs={[
          {
            key: 'members',
            label: t('origination.sitting.members'),
            content: (
              <Flex vertical gap={10}>
                <Typography.Text type="secondary">
                  {t('origination.sitting.rule', {
                    members: rule.members,
                    quorum: rule.quorum.join('/'),
                    favour: rule.favour.join('/'),
                  })}
                </Typography.Text>
                <Link to={`/origination/applications/${sitting.applicationId}` as never}>
                  {t('origination.application')} {sitting.applicationNumber}
                </Link>
                {sitting.state === 'open' && <Alert type="info" showIcon title={t('origination.sitting.hidden')} />}
                {lacks > 0 && (
                  <Alert type="warning" showIcon title={t('origination.sitting.lacks', { count: lacks })} />
                )}
                {count && <Typography.Text strong>{t('origination.sitting.count', count)}</Typography.Text>}
                {sitting.members.map(member => (
                  <Flex key={member.name} gap={8} align="center" wrap>
                    <Typography.Text style={{ minWidth: 90 }}>{member.name}</Typography.Text>
                    {member.vote ? (
                      <Tag color={member.vote === 'for' ? 'green' : member.vote === 'against' ? 'red' : 'default'}>
                        {t(`origination.sitting.vote.${member.vote}`)}
                      </Tag>
                    ) : (
                      <Tag color={member.voted ? 'green' : sitting.state === 'open' ? 'gold' : 'default'}>
                        {t(
                          `origination.sitting.${member.voted ? 'has-voted' : sitting.state === 'open' ? 'not-voted' : 'absent'}`,
                        )}
                      </Tag>
                    )}
                    {member.opinion && <Typography.Text type="secondary">{member.opinion}</Typography.Text>}
                    {member.at && <InstantText at={member.at} />}
                  </Flex>
                ))}
                {sitting.closedAt && (
                  <Typography.Paragraph>
                    {t('origination.sitting.conclusion')}
                    {t('ui.colon')}
                    {sitting.closingNote} · <InstantText at={sitting.closedAt} />
                  </Typography.Paragraph>
                )}
              </Flex>
            ),
          },
          ...(sitting.state === 'open'
            ? []
            : [
                {
                  key: 'dissent',
                  label: t('origination.sitting.dissent'),
                  content:
                    sitting.dissent.length === 0 ? (
                      <Typography.Text type="secondary">{t('origination.sitting.no-dissent')}</Typography.Text>
                    ) : (
                      <Flex vertical gap={8}>
                        {sitting.dissent.map(one => (
                          <Typography.Text key={one.name}>
                            {one.name} · {t(`origination.sitting.vote.${one.vote}`)}
                            {t('ui.colon')}
                            {one.opinion}
                          </Typography.Text>
                        ))}
                      </Flex>
                    ),
                },
              ]),
        ]}
      />
      <CommandForm
        open={voting}
        onClose={() => setVoting(false)}
        title={t('origination.sitting.vote')}
        operation={client.origination.castVote}
        onDone={again}
        input={values => ({
          id: sitting.id,
          vote: values.vote as 'for' | 'against' | 'abstain',
          opinion: String(values.opinion ?? ''),
        })}
      >
        <Form.Item
          name="vote"
          label={t('origination.sitting.vote')}
          rules={[{ required: true, message: t('problem.missing') }]}
        >
          <Radio.Group
            options={['for', 'against', 'abstain'].map(value => ({
              value,
              label: t(`origination.sitting.vote.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="opinion" label={t('origination.sitting.opinion')} rules={required}>
          <Input.TextArea maxLength={1000} rows={3} />
        </Form.Item>
      </CommandForm>
      {closing && (
        <CommandForm
          open
          onClose={() => setClosing(null)}
          title={t(`origination.sitting.${closing}`)}
          submit={t(`origination.sitting.${closing}`)}
          danger={closing === 'veto'}
          operation={client.origination.closeSitting}
          onDone={again}
          input={values => ({
            id: sitting.id,
            version: sitting.version,
            outcome: closing,
            note: String(values.note ?? ''),
          })}
        >
          <Form.Item name="note" label={t('origination.sitting.conclusion')} rules={required}>
            <Input.TextArea maxLength={1000} rows={3} />
          </Form.Item>
        </CommandForm>
      )}
    </>
  )
}
