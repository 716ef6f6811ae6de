import { useNavigate, useSearch } from '@tanstack/react-router'
import { Flex, Segmented, Tag } from 'antd'
import { checkReasons, checkStates } from '../../../modules/origination/quality.ts'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { choices } from './parts.tsx'
import { DefectCodes } from './quality-codes.tsx'
import { DefectRates, QualityLessons } from './quality-figures.tsx'

type Row = Awaited<ReturnType<typeof client.origination.listChecks>>['rows'][number]
const views = ['checks', 'rates', 'lessons', 'codes'] as const

/** 质检: the files drawn, how often something is wrong, whether lessons help, and what counts as a defect. */
export default function Quality() {
  const t = useWords()
  const navigate = useNavigate()
  const { view: asked } = useSearch({ strict: false }) as { view?: string }
  const view = views.find(one => one === asked) ?? 'checks'
  return (
    <Flex vertical gap={14}>
      <div style={{ overflowX: 'auto' }}>
        <Segmented
          value={view}
          onChange={next => void navigate({ to: '/origination/quality' as never, search: { view: next } as never })}
          options={views.map(one => ({ value: one, label: t(`origination.quality.${one}`) }))}
        />
      </div>
      {view === 'checks' && <Checks />}
      {view === 'rates' && <DefectRates />}
      {view === 'lessons' && <QualityLessons />}
      {view === 'codes' && <DefectCodes />}
    </Flex>
  )
}

function Checks() {
  const t = useWords()
  return (
    <ListPage<Row>
      name="origination.quality"
      title={t('origination.quality')}
      load={query => client.origination.listChecks(query as never)}
      rowKey={row => row.id}
      open={row => `/origination/quality/${row.id}`}
      exportOf="origination/listChecks"
      searchHint={t('origination.quality.search')}
      filters={[
        {
          key: 'state',
          label: t('origination.quality.state'),
          options: choices(t, 'origination.quality.state', checkStates),
        },
        {
          key: 'reason',
          label: t('origination.quality.why'),
          options: choices(t, 'origination.quality.reason', checkReasons),
        },
      ]}
      empty={{ text: t('origination.quality.empty') }}
      columns={[
        {
          key: 'number',
          from: 'applicationNumber',
          title: t('origination.number'),
          render: row => row.applicationNumber,
        },
        {
          key: 'state',
          words: 'origination.quality.state',
          title: t('origination.quality.state'),
          render: row => (
            <Flex gap={4} wrap>
              <StateTag state={tone[row.state]} word={`origination.quality.state.${row.state}`} />
              {row.bars && <Tag color="red">{t('origination.quality.bars')}</Tag>}
            </Flex>
          ),
        },
        { key: 'person', from: 'personName', title: t('origination.quality.person'), render: row => row.personName },
        {
          key: 'decision',
          words: 'origination.quality.decision',
          title: t('origination.quality.decided'),
          render: row => t(`origination.quality.decision.${row.decision}`),
        },
        {
          key: 'reasons',
          words: 'origination.quality.reason',
          title: t('origination.quality.why'),
          render: row => <Why reasons={row.reasons} />,
        },
        { key: 'defects', title: t('origination.quality.defects'), align: 'end', render: row => row.defects },
        {
          key: 'checker',
          from: 'checkedByName',
          title: t('origination.quality.checker'),
          render: row => row.checkedByName ?? '—',
        },
        {
          key: 'decidedAt',
          title: t('origination.quality.decided-at'),
          render: row => <InstantText at={row.decidedAt} />,
        },
      ]}
    />
  )
}

/** The tone of a check's state among those of the house. */
export const tone = {
  open: 'waiting',
  clean: 'done',
  found: 'returned',
  contested: 'overdue',
  closed: 'past',
} as const

/** Why a file was drawn. */
export function Why({ reasons }: { reasons: Row['reasons'] }) {
  const t = useWords()
  return (
    <Flex gap={4} wrap>
      {reasons.map(reason => (
        <Tag key={reason} style={{ marginInlineEnd: 0 }}>
          {t(`origination.quality.reason.${reason}`)}
        </Tag>
      ))}
    </Flex>
  )
}
