import { CheckCircleFilled, WarningFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Table, Typography } from 'antd'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { Withheld } from '../../ui/withheld.tsx'
import { ReasonLines } from './reason-lines.tsx'

const stateOf = { approve: 'pass', refer: 'refer', decline: 'decline' } as const

/** One decision: the verdict, every rule's say, the exact facts, and the proof that it can be made again. */
export default function DecisionPage() {
  const t = useWords()
  const { id } = useParams({ strict: false }) as { id: `decision_${string}` }
  const decision = useQuery(api.decision.getDecision.queryOptions({ input: { id } }))
  return (
    <QueryView query={decision}>
      {data => {
        const read = new Map(data.reasons.flatMap(reason => reason.facts.map(fact => [fact.name, fact] as const)))
        return (
          <RecordPage
            title={t('decision.decision')}
            subtitle={<span className="number">{data.id.slice(-8)}</span>}
            tags={<StateTag state={stateOf[data.verdict]} word={`decision.verdict.${data.verdict}`} />}
            figures={[
              {
                label: t('decision.rule-set'),
                value: (
                  <Link to={`/decision/rule-sets/${data.ruleSetId}` as never}>
                    {t('decision.version-number', { number: data.ruleSetNumber })}
                  </Link>
                ),
              },
              { label: t('decision.decided-at'), value: <InstantText at={data.decidedAt} /> },
            ]}
            primary={
              data.about?.startsWith('application_') && (
                <Link to={`/origination/applications/${data.about}` as never}>
                  <Button type="primary">{t('decision.open-about')}</Button>
                </Link>
              )
            }
            tabs={[
              {
                key: 'reasons',
                label: t('decision.tab.rules'),
                content: (
                  <>
                    <Typography.Text type={data.replays ? 'success' : 'danger'}>
                      {data.replays ? <CheckCircleFilled /> : <WarningFilled />}{' '}
                      {t(data.replays ? 'decision.replays' : 'decision.replays-not')}
                    </Typography.Text>
                    <ReasonLines reasons={data.reasons} />
                  </>
                ),
              },
              {
                key: 'facts',
                label: t('decision.facts'),
                content: (
                  <>
                    {data.incomeWithheld && (
                      <DefinitionList
                        items={[{ label: t('authority.field.party.customer.income'), value: <Withheld /> }]}
                      />
                    )}
                    <Table
                      size="small"
                      pagination={false}
                      rowKey={([name]) => name}
                      dataSource={Object.entries(data.facts)}
                      columns={[
                        { title: t('decision.fact'), render: (_, [name]) => read.get(name)?.label ?? name },
                        {
                          title: t('decision.fact-value'),
                          align: 'end',
                          render: (_, [name, value]) => (
                            <span className="number">{read.get(name)?.shown ?? String(value ?? '—')}</span>
                          ),
                        },
                      ]}
                    />
                  </>
                ),
              },
            ]}
          />
        )
      }}
    </QueryView>
  )
}
