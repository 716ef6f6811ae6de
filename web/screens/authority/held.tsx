import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Badge, Button, Card, Flex, Grid, Segmented, Skeleton, Tag, Typography } from 'antd'
import { useEffect } from 'react'
import { api, type client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { HeldDetail } from './held-detail.tsx'

type Line = Awaited<ReturnType<typeof client.authority.listHeld>>['rows'][number]
const boxes = ['check', 'mine', 'all'] as const
type Box = (typeof boxes)[number]

/** 待复核: the changes that wait for a second person, one beside the other; on a phone one after the other. */
export default function HeldInbox() {
  const t = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const wide = Grid.useBreakpoint().lg ?? true
  const { id } = useParams({ strict: false }) as { id?: Line['id'] }
  const { box: asked } = useSearch({ strict: false }) as { box?: string }
  const box = boxes.find(one => one === asked) ?? 'check'
  const count = useQuery(api.authority.countHeld.queryOptions({ refetchInterval: 60_000 }))
  const list = useInfiniteQuery(
    api.authority.listHeld.infiniteOptions({
      input: (after: string | undefined) => ({ box, limit: 40, ...(after ? { after } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: page => page.next ?? undefined,
    }),
  )
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  const open = (to: Line['id'] | null, inBox: Box = box) =>
    void navigate({ to: (to ? `/authority/held/${to}` : '/authority/held') as never, search: { box: inBox } as never })
  const shown = id ?? (wide ? rows[0]?.id : undefined)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest('input,textarea,select,[role="dialog"]'))
        return
      const at = rows.findIndex(row => row.id === shown)
      const next = event.key === 'j' ? rows[at + 1] : event.key === 'k' ? rows[at - 1] : undefined
      if (next) open(next.id)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  /** After a decision the next that waits comes up by itself. */
  const onSettled = () => {
    if (box !== 'check') return
    const at = rows.findIndex(row => row.id === shown)
    open((rows[at + 1] ?? rows[at - 1])?.id ?? null)
  }

  const head = (
    <Flex justify="space-between" align="center" gap={12} wrap>
      <Flex gap={12} align="baseline" wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('authority.held')}
        </Typography.Title>
        {wide && <Typography.Text type="secondary">{t('authority.held.keys')}</Typography.Text>}
      </Flex>
      <Flex gap={8} wrap>
        <Segmented
          value={box}
          onChange={value => open(null, value as Box)}
          options={boxes.map(value => {
            const waits = value === 'check' ? count.data?.check : value === 'mine' ? count.data?.mine : 0
            return { value, label: `${t(`authority.held.box.${value}`)}${waits ? ` ${waits}` : ''}` }
          })}
        />
        {may('authority.held-rule.read') && (
          <Link to={'/authority/held-rules' as never}>
            <Button tabIndex={-1}>{t('authority.held-rule')}</Button>
          </Link>
        )}
      </Flex>
    </Flex>
  )
  const lines = (
    <Card styles={{ body: { padding: 0 } }}>
      {list.isPending ? (
        <Skeleton active style={{ padding: 16 }} />
      ) : rows.length === 0 ? (
        <EmptyState text={t(`authority.held.none.${box}`)} />
      ) : (
        rows.map(row => <HeldLine key={row.id} row={row} chosen={row.id === shown} box={box} />)
      )}
      {list.hasNextPage && (
        <Flex justify="center" style={{ padding: 10 }}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('ui.more-rows')}
          </Button>
        </Flex>
      )}
    </Card>
  )
  if (!wide)
    return id ? (
      <Flex vertical gap={12}>
        <div>
          <Button onClick={() => open(null)}>{t('authority.held')}</Button>
        </div>
        <HeldDetail id={id} onSettled={onSettled} />
      </Flex>
    ) : (
      <Flex vertical gap={12}>
        {head}
        {lines}
      </Flex>
    )
  return (
    <Flex vertical gap={14}>
      {head}
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: shown ? '340px minmax(0, 1fr)' : 'minmax(0, 1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        {lines}
        {shown && <HeldDetail id={shown} onSettled={onSettled} />}
      </div>
    </Flex>
  )
}

function HeldLine({ row, chosen, box }: { row: Line; chosen: boolean; box: Box }) {
  const t = useWords()
  return (
    <Link
      to={`/authority/held/${row.id}` as never}
      search={{ box } as never}
      className="row-link"
      aria-current={chosen ? 'true' : undefined}
      style={{
        display: 'block',
        color: 'inherit',
        padding: '10px 14px',
        borderBottom: '1px solid rgba(128,128,128,0.14)',
        background: chosen ? 'rgba(20,86,192,0.08)' : undefined,
      }}
    >
      <Flex justify="space-between" gap={8} align="start">
        <Typography.Text strong style={{ minWidth: 0 }}>
          {row.summary}
        </Typography.Text>
        {row.late ? (
          <Tag color="orange" style={{ marginInlineEnd: 0 }}>
            {t('authority.held.late')}
          </Tag>
        ) : row.state !== 'waiting' || box === 'all' ? (
          <StateTag state={row.state} word={`authority.held.${row.state}`} />
        ) : (
          <Badge status="processing" />
        )}
      </Flex>
      {row.title && <div style={{ overflowWrap: 'anywhere' }}>{row.title}</div>}
      {row.reason && (
        <Typography.Text ellipsis type="secondary" style={{ display: 'block' }}>
          {row.reason}
        </Typography.Text>
      )}
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {row.makerName} · <InstantText at={row.heldAt} />
      </Typography.Text>
    </Link>
  )
}
