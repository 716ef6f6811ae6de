import { Link } from '@tanstack/react-router'
import { Button, Tag, Tooltip } from 'antd'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'

type Line = Awaited<ReturnType<typeof client.authority.listAudit>>['rows'][number]

/** Who did what, to which record, and what was refused. */
export default function Audit() {
  const t = useWords()
  const may = useMay()
  return (
    <ListPage<Line>
      name="authority.audit"
      title={t('authority.audit')}
      load={query => client.authority.listAudit(query as never)}
      rowKey={row => row.id}
      exportOf="authority/listAudit"
      filters={[
        {
          key: 'outcome',
          label: t('authority.outcome'),
          options: (['done', 'refused', 'previewed'] as const).map(value => ({
            value,
            label: t(`authority.outcome.${value}`),
          })),
        },
      ]}
      actions={
        may('authority.role.read') ? (
          <Link to={'/authority/roles' as never}>
            <Button>{t('authority.role')}</Button>
          </Link>
        ) : null
      }
      columns={[
        { key: 'at', title: t('authority.at'), render: row => <InstantText at={row.at} /> },
        { key: 'actorName', title: t('ui.person'), render: row => row.actorName },
        { key: 'operation', title: t('authority.operation'), render: row => <code>{row.operation}</code> },
        {
          key: 'outcome',
          title: t('authority.outcome'),
          render: row => (
            <Tooltip
              title={row.refusal ? t(`refusal.${row.refusal}`, row.detail.facts as Record<string, unknown>) : undefined}
            >
              <Tag color={row.outcome === 'refused' ? 'orange' : 'green'}>{t(`authority.outcome.${row.outcome}`)}</Tag>
            </Tooltip>
          ),
        },
        {
          key: 'about',
          title: t('authority.about'),
          render: row => row.about.slice(0, 3).map(id => <Tag key={id}>{id}</Tag>),
        },
      ]}
    />
  )
}
