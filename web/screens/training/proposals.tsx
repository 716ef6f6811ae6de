import { Typography } from 'antd'
import { proposalStates } from '../../../modules/training/career.ts'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { ProposalTag } from './career-parts.tsx'
import { Places, useName } from './parts.tsx'

type Row = Awaited<ReturnType<typeof client.training.listProposals>>['rows'][number]

/** Who was proposed for which step, and what became of it. */
export default function Proposals() {
  const t = useWords()
  const name = useName()
  return (
    <>
      <Places at="/training/proposals" />
      <ListPage<Row>
        name="training.proposals"
        title={t('training.proposals')}
        load={query => client.training.listProposals({ sort: 'madeAt', direction: 'desc', ...query } as never)}
        rowKey={row => row.id}
        open={row => `/training/proposals/${row.id}`}
        exportOf="training/listProposals"
        filters={[
          {
            key: 'state',
            label: t('training.proposal-state'),
            options: proposalStates.map(value => ({ value, label: t(`training.proposal-state.${value}`) })),
          },
        ]}
        empty={{ text: t('training.proposals-none') }}
        columns={[
          { key: 'personName', title: t('ui.person'), render: row => row.personName },
          {
            key: 'state',
            words: 'training.proposal-state',
            title: t('training.proposal-state'),
            render: row => <ProposalTag state={row.state} />,
          },
          {
            key: 'kind',
            words: 'training.proposal-kind',
            title: t('training.proposal-kind'),
            render: row => t(`training.proposal-kind.${row.kind}`),
          },
          {
            key: 'stepName',
            title: t('training.from-to'),
            render: row => (
              <>
                {t(`team.post.${row.fromPost}`)} → {name({ name: row.stepName, nameEn: row.stepNameEn })}
              </>
            ),
          },
          { key: 'fromDay', title: t('training.effective-day'), render: row => <DayText day={row.fromDay} /> },
          {
            key: 'lacking',
            title: t('training.lacking'),
            render: row =>
              row.lacking === 0 ? (
                '—'
              ) : (
                <Typography.Text type="warning">{t('training.lacking-count', { count: row.lacking })}</Typography.Text>
              ),
          },
          { key: 'madeByName', title: t('training.made-by'), render: row => row.madeByName },
          { key: 'madeAt', title: t('training.made-at'), render: row => <InstantText at={row.madeAt} /> },
          { key: 'decidedByName', title: t('training.decided-by'), render: row => row.decidedByName ?? '—' },
        ]}
      />
    </>
  )
}
