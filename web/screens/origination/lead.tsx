import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Flex, Typography } from 'antd'
import { useState } from 'react'
import { leadStates } from '../../../modules/origination/lead.ts'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { Withheld } from '../../ui/withheld.tsx'
import { ContactLead } from './lead-dialogs.tsx'

/** One lead: call, record, and turn it into an application. */
export default function LeadPage() {
  const t = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const { id } = useParams({ strict: false }) as { id: `lead_${string}` }
  const lead = useQuery(api.origination.getLead.queryOptions({ input: { id } }))
  const [contacting, setContacting] = useState(false)
  const [shown, setShown] = useState<{ name?: string | undefined; phone?: string | undefined } | null>(null)
  const reveal = useCommand(client.origination.revealLead, { onDone: setShown })
  const begin = useCommand(client.origination.addApplication, {
    onDone: made => void navigate({ to: `/origination/applications/${made.id}/edit` as never }),
  })
  return (
    <QueryView query={lead}>
      {data => {
        const open = Object.keys(leadStates[data.state]).length > 0
        const writes = may('origination.lead.write')
        return (
          <>
            <RecordPage
              title={shown?.name ?? data.displayName}
              subtitle={data.interest}
              tags={<StateTag state={data.state} word={`origination.lead.${data.state}`} />}
              figures={[
                {
                  label: t('origination.phone'),
                  value: shown ? <a href={`tel:${shown.phone}`}>{shown.phone}</a> : (data.displayPhone ?? <Withheld />),
                },
                { label: t('origination.next-contact'), value: <DayText day={data.nextContactOn} weekday /> },
                { label: t('origination.owner'), value: data.ownerName },
              ]}
              primary={
                writes && (
                  <Flex gap={8} wrap>
                    {!shown && (
                      <Button loading={reveal.isPending} onClick={() => reveal.mutate({ id })}>
                        {t('origination.reveal')}
                      </Button>
                    )}
                    {open && (
                      <Button
                        type={data.state === 'qualified' ? 'default' : 'primary'}
                        onClick={() => setContacting(true)}
                      >
                        {t('origination.contact')}
                      </Button>
                    )}
                    {data.state === 'qualified' && may('origination.application.write') && (
                      <Button
                        type="primary"
                        loading={begin.isPending}
                        onClick={() => begin.mutate({ leadId: id, customerId: null })}
                      >
                        {t('origination.start-application')}
                      </Button>
                    )}
                  </Flex>
                )
              }
              tabs={[
                {
                  key: 'overview',
                  label: t('origination.overview'),
                  content: (
                    <DefinitionList
                      items={[
                        { label: t('origination.interest'), value: data.interest },
                        { label: t('origination.source'), value: t(`origination.source.${data.source}`) },
                        data.lostReason !== null && {
                          label: t('origination.lost-reason'),
                          value: t(`origination.lost.${data.lostReason}`),
                        },
                        data.applicationId !== null && {
                          label: t('origination.application'),
                          value: (
                            <Link to={`/origination/applications/${data.applicationId}` as never}>
                              <Typography.Link>{t('origination.open-application')}</Typography.Link>
                            </Link>
                          ),
                        },
                      ]}
                    />
                  ),
                },
              ]}
              side={
                <Timeline
                  items={data.history.toReversed().map(event => ({
                    key: event.at + event.action,
                    title: t(`origination.lead-action.${event.action}`),
                    at: <InstantText at={event.at} />,
                    by: event.actorName,
                    note: event.note,
                  }))}
                />
              }
            />
            <ContactLead lead={contacting ? data : null} onClose={() => setContacting(false)} />
          </>
        )
      }}
    </QueryView>
  )
}
