import { Link } from '@tanstack/react-router'
import { Button, Flex, Tag, Tooltip, Typography } from 'antd'
import { client } from '../../client.ts'
import { useRefusals } from '../../refusals.ts'
import { useMay } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { pageOf } from '../notification/about.ts'
import { nounOf, spoken } from './spoken.ts'

type Line = Awaited<ReturnType<typeof client.authority.listAudit>>['rows'][number]

/** Who did what, to which record, and what was refused. */
export default function Audit() {
  const { t, language } = useSettings()
  useRefusals()
  const may = useMay()
  return (
    <ListPage<Line>
      name="authority.audit"
      title={t('authority.audit')}
      load={query => client.authority.listAudit(query as never)}
      rowKey={row => row.id}
      exportOf="authority/listAudit"
      searchHint={t('authority.search')}
      filters={[
        {
          key: 'outcome',
          label: t('authority.outcome'),
          options: (['done', 'refused', 'previewed', 'held'] as const).map(value => ({
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
        {
          key: 'actorName',
          title: t('ui.person'),
          render: row =>
            row.actor.startsWith('system:') ? (
              <Typography.Text type="secondary">{t('authority.by-itself')}</Typography.Text>
            ) : (
              row.actorName
            ),
        },
        {
          key: 'operation',
          words: 'operation',
          title: t('authority.operation'),
          render: row => spoken(row.operation, language, t),
        },
        {
          key: 'outcome',
          words: 'authority.outcome',
          title: t('authority.outcome'),
          render: row => (
            <Tooltip
              title={row.refusal ? t(`refusal.${row.refusal}`, row.detail.facts as Record<string, unknown>) : undefined}
            >
              <Tag color={row.outcome === 'refused' ? 'orange' : row.outcome === 'held' ? 'gold' : 'green'}>
                {t(`authority.outcome.${row.outcome}`)}
              </Tag>
            </Tooltip>
          ),
        },
        {
          key: 'about',
          title: t('authority.about'),
          render: row => (
            <Flex gap="2px 12px" wrap>
              {row.about.slice(0, 3).map(id => (
                <About key={id} id={id} />
              ))}
            </Flex>
          ),
        },
      ]}
    />
  )
}

/** A record touched: what it is, a way to its page, and its number to copy. */
function About({ id }: { id: string }) {
  const t = useWords()
  const may = useMay()
  const noun = nounOf(id)
  const page = pageOf(id, may)
  const said = noun ? t(noun) : t('authority.about')
  return (
    <Flex align="center" gap={2}>
      {page ? (
        <Link to={page as never} style={{ paddingBlock: 4 }}>
          {said}
        </Link>
      ) : (
        <Typography.Text type="secondary">{said}</Typography.Text>
      )}
      <Typography.Text copyable={{ text: id, tooltips: [t('authority.copy'), t('ui.done')] }} />
    </Flex>
  )
}
