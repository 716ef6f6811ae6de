import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { Withheld } from '../../ui/withheld.tsx'
import { DealerFields } from './dealers.tsx'
import { filled } from './fields.tsx'
import { happenings } from './happenings.tsx'

type Dealer = Awaited<ReturnType<typeof client.party.getDealer>>
type Change = Omit<Parameters<typeof client.party.updateDealer>[0], 'id' | 'version'>

/** One dealer: who it is, where it is paid, whether it may be funded, and what was done about it. */
export default function DealerPage() {
  const { id } = useParams({ strict: false }) as { id: `dealer_${string}` }
  const dealer = useQuery(api.party.getDealer.queryOptions({ input: { id } }))
  return <QueryView query={dealer}>{data => <Loaded dealer={data} />}</QueryView>
}

function Loaded({ dealer }: { dealer: Dealer }) {
  const { t, language } = useSettings()
  const [editing, setEditing] = useState(false)
  const [freezing, setFreezing] = useState(false)
  const groups = useQuery(api.team.listGroups.queryOptions())
  const frozen = dealer.state === 'frozen'
  const { name, grade, contact, accountName, bankName } = dealer
  const dealerGroup = dealer.dealerGroup ?? ''
  return (
    <>
      {frozen && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 14 }}
          title={t('party.freeze-note')}
          description={dealer.frozenReason}
        />
      )}
      <RecordPage
        title={dealer.name}
        subtitle={dealer.creditCode}
        tags={
          <>
            <StateTag state={dealer.state} word={`party.dealer.state.${dealer.state}`} />
            <Tag>
              {t('party.dealer.grade')} {dealer.grade}
            </Tag>
          </>
        }
        primary={
          dealer.mayChange && (
            <Button type="primary" onClick={() => setEditing(true)}>
              {t('party.edit-dealer')}
            </Button>
          )
        }
        more={
          dealer.mayChange
            ? [
                {
                  key: 'freeze',
                  label: t(frozen ? 'party.unfreeze' : 'party.freeze'),
                  danger: !frozen,
                  onClick: () => setFreezing(true),
                },
              ]
            : []
        }
        tabs={[
          {
            key: 'profile',
            label: t('party.profile'),
            content: (
              <div
                style={{
                  display: 'grid',
                  gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))',
                  gap: 14,
                  alignItems: 'start',
                }}
              >
                <Card size="small" type="inner" title={t('party.identity')}>
                  <DefinitionList
                    items={[
                      {
                        label: t('party.dealer.creditCode'),
                        value: <span className="number">{dealer.creditCode}</span>,
                      },
                      { label: t('party.dealer.dealerGroup'), value: dealer.dealerGroup },
                      { label: t('party.dealer.contact'), value: dealer.contact },
                      { label: t('party.dealer.contactPhone'), value: dealer.contactPhone },
                      {
                        label: t('party.dealer.branch'),
                        value: groups.data?.branches.find(branch => branch.id === dealer.branchId)?.name,
                      },
                    ]}
                  />
                </Card>
                <Card size="small" type="inner" title={t('party.payee')}>
                  <DefinitionList
                    items={[
                      { label: t('party.dealer.accountName'), value: dealer.accountName },
                      {
                        label: t('party.dealer.account'),
                        value:
                          dealer.account === null ? <Withheld /> : <span className="number">{dealer.account}</span>,
                      },
                      { label: t('party.dealer.bankName'), value: dealer.bankName },
                    ]}
                  />
                </Card>
              </div>
            ),
          },
        ]}
        side={<Timeline items={happenings(dealer.timeline, language, t, 'dealer')} />}
      />
      <CommandForm
        open={editing}
        onClose={() => setEditing(false)}
        width={720}
        title={t('party.edit-dealer')}
        submit={t('ui.save')}
        operation={client.party.updateDealer}
        initial={{ name, grade, dealerGroup, contact, accountName, bankName }}
        input={values => ({
          id: dealer.id,
          version: dealer.version,
          ...filled(values as Change),
          dealerGroup: String(values.dealerGroup ?? ''),
        })}
      >
        <DealerFields held={dealer} />
      </CommandForm>
      <CommandForm
        open={freezing}
        onClose={() => setFreezing(false)}
        title={t(frozen ? 'party.unfreeze' : 'party.freeze')}
        submit={t(frozen ? 'party.unfreeze' : 'party.freeze')}
        danger={!frozen}
        operation={client.party.setDealerState}
        input={values => ({
          id: dealer.id,
          version: dealer.version,
          state: frozen ? ('active' as const) : ('frozen' as const),
          reason: String(values.reason ?? ''),
        })}
      >
        {!frozen && <Alert type="warning" showIcon title={t('party.freeze-note')} style={{ marginBottom: 12 }} />}
        <Form.Item name="reason" label={t('ui.reason')} rules={[{ required: true, message: t('problem.missing') }]}>
          <Input maxLength={200} autoFocus />
        </Form.Item>
      </CommandForm>
    </>
  )
}
