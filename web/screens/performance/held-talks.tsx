import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'

type Row = Awaited<ReturnType<typeof client.performance.listHeldTalks>>['rows'][number]

/** For audit: who met whom and when, and how much was agreed; never what was said. */
export default function HeldTalks() {
  const t = useWords()
  return (
    <ListPage<Row>
      name="performance.held-talks"
      title={t('performance.talk.held')}
      load={query => client.performance.listHeldTalks(query as never)}
      rowKey={row => row.id}
      exportOf="performance/listHeldTalks"
      empty={{ text: t('performance.talk.held.note') }}
      columns={[
        { key: 'heldOn', title: t('performance.talk.held-on'), render: row => <DayText day={row.heldOn} /> },
        { key: 'managerName', title: t('performance.talk.manager'), render: row => row.managerName },
        { key: 'personName', title: t('team.person'), render: row => row.personName },
        { key: 'notes', title: t('performance.talk.notes'), align: 'end', render: row => row.notes },
        { key: 'actions', title: t('performance.talk.actions'), align: 'end', render: row => row.actions },
        { key: 'nextOn', title: t('performance.talk.next-on'), render: row => <DayText day={row.nextOn} /> },
      ]}
    />
  )
}
