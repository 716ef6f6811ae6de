import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Card, Dropdown, Flex, Input, Select, Tag, Typography } from 'antd'
import { type DragEvent, useEffect, useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import './calibration.css'

type Board = Awaited<ReturnType<typeof client.performance.calibrationBoard>>
type Place = Board['groups'][number]['people'][number]
type Moves = Record<string, { grade: string; reason: string }>

/** The committee's table: each group's people by grade; drag or choose another grade, say why, submit once. */
export default function Calibration() {
  const { id } = useParams({ strict: false }) as { id: Board['id'] }
  const board = useQuery(api.performance.calibrationBoard.queryOptions({ input: { id } }))
  return <QueryView query={board}>{data => <Loaded data={data} />}</QueryView>
}

function Loaded({ data }: { data: Board }) {
  const t = useWords()
  const [moves, setMoves] = useState<Moves>({})
  const [last, setLast] = useState<{ place: Place; grade: string } | null>(null)
  const move = (place: Place, grade: string) => {
    setLast({ place, grade })
    setMoves(({ [place.id]: before, ...others }) =>
      grade === place.grade ? others : { ...others, [place.id]: { grade, reason: before?.reason ?? '' } },
    )
  }
  // The card is a new one in its new column: who moved it by keyboard goes on from there, once the key that moved it is done with.
  useEffect(() => {
    const focus = () => last && document.getElementById(last.place.id)?.querySelector('button')?.focus()
    const soon = setTimeout(focus, 0)
    return () => clearTimeout(soon)
  }, [last])
  return (
    <Flex vertical gap={14}>
      <div>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.calibration')} · {data.name} <Tag color="blue">{t(`performance.cycle.${data.state}`)}</Tag>
        </Typography.Title>
        {data.canCalibrate && <Typography.Text type="secondary">{t('performance.calibration.note')}</Typography.Text>}
      </div>
      <span role="status" className="visually-hidden">
        {last && t('performance.calibration.moved', { name: last.place.personName, grade: last.grade })}
      </span>
      {data.managers.length > 1 && (
        <Card size="small" title={t('performance.calibration.managers')}>
          <Flex gap="6px 24px" wrap>
            {data.managers.map(one => (
              <span key={one.name}>
                {t('performance.calibration.given', { name: one.name, mean: one.mean, people: one.people })}{' '}
                <Tag style={{ marginInlineEnd: 0 }}>
                  {t(Number(one.above) < 0 ? 'performance.calibration.harder' : 'performance.calibration.milder', {
                    by: Math.abs(Number(one.above)).toFixed(2),
                  })}
                </Tag>
              </span>
            ))}
          </Flex>
        </Card>
      )}
      {data.groups.length === 0 && <EmptyState text={t('performance.calibration.none')} />}
      {data.groups.map(group => (
        <Card
          key={group.groupId ?? 'none'}
          size="small"
          title={
            <Flex gap={12} wrap align="center">
              <span>{group.groupName ?? t('performance.calibration.no-group')}</span>
              <Distribution bands={data.bands} people={group.people} moves={moves} />
            </Flex>
          }
        >
          <div className="calibration" style={{ ['--grades' as string]: data.bands.length }}>
            {data.bands.map(band => (
              <Column
                key={band.grade}
                band={band}
                people={group.people}
                all={group.people.filter(place => (moves[place.id]?.grade ?? place.grade) === band.grade)}
                data={data}
                moves={moves}
                onMove={move}
              />
            ))}
          </div>
          <Unscored people={group.people} />
        </Card>
      ))}
      {Object.keys(moves).length > 0 && (
        <Submit data={data} moves={moves} onReason={setMoves} onDone={() => setMoves({})} />
      )}
      {data.sittings.length > 0 && (
        <Card size="small" title={t('performance.calibration.sittings')}>
          <Flex vertical gap={6}>
            {data.sittings.map(sitting => (
              <span key={sitting.at}>
                <InstantText at={sitting.at} /> · {sitting.satWith.join(t('ui.comma'))} ·{' '}
                {t('performance.calibration.changed', { count: sitting.changes })}
              </span>
            ))}
          </Flex>
        </Card>
      )}
    </Flex>
  )
}

/** How many of a group stand in each grade, as it would be. */
function Distribution({ bands, people, moves }: { bands: Board['bands']; people: readonly Place[]; moves: Moves }) {
  const scored = people.filter(place => place.grade !== null).length
  const count = (grade: string) => people.filter(place => (moves[place.id]?.grade ?? place.grade) === grade).length
  return (
    <Flex gap={6} wrap>
      {bands.map(band => (
        <Tag key={band.grade} style={{ marginInlineEnd: 0 }}>
          {band.grade} {count(band.grade)} · {scored === 0 ? 0 : Math.round((count(band.grade) / scored) * 100)}%
        </Tag>
      ))}
    </Flex>
  )
}

/** Who has no score to calibrate: too little was measured or said. */
function Unscored({ people }: { people: readonly Place[] }) {
  const t = useWords()
  const without = people.filter(place => place.grade === null)
  if (without.length === 0) return null
  return (
    <Typography.Paragraph type="secondary" style={{ margin: '10px 0 0' }}>
      {t('performance.calibration.unscored')}
      {t('ui.colon')}
      {without.map((place, at) => (
        <span key={place.id}>
          {at > 0 && t('ui.comma')}
          <Link to={`/performance/appraisals/${place.id}` as never}>{place.personName}</Link>
        </span>
      ))}
    </Typography.Paragraph>
  )
}

type ColumnProps = {
  band: Board['bands'][number]
  people: readonly Place[]
  all: readonly Place[]
  data: Board
  moves: Moves
  onMove: (place: Place, grade: string) => void
}

function Column({ band, people, all, data, moves, onMove }: ColumnProps) {
  const t = useWords()
  const [over, setOver] = useState(false)
  const drop = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      const place = people.find(one => one.id === event.dataTransfer.getData('text/plain'))
      if (place) onMove(place, band.grade)
    },
  }
  return (
    <section
      className={`calibration-grade${over ? ' calibration-over' : ''}`}
      aria-label={band.grade}
      {...(data.canCalibrate ? drop : {})}
    >
      <header>
        <strong>{band.grade}</strong> <small>≥ {band.from}</small>
      </header>
      {all.map(place => (
        <article
          key={place.id}
          id={place.id}
          className={moves[place.id] ? 'calibration-moved' : ''}
          draggable={data.canCalibrate}
          onDragStart={event => event.dataTransfer.setData('text/plain', place.id)}
        >
          <Flex justify="space-between" gap={8}>
            <Link to={`/performance/appraisals/${place.id}` as never} draggable={false}>
              {place.personName}
            </Link>
            <span className="number">{place.score ?? '—'}</span>
          </Flex>
          <Flex justify="space-between" gap={8} wrap align="center">
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              {place.original !== place.score
                ? t('performance.calibration.original', { score: `${place.originalGrade} ${place.original}` })
                : place.missing > 0
                  ? t('performance.calibration.missing', { count: place.missing })
                  : place.managerName}
            </Typography.Text>
            {data.canCalibrate && place.score !== null && (
              <Dropdown
                trigger={['click']}
                autoFocus
                menu={{
                  items: data.bands
                    .filter(other => other.grade !== band.grade)
                    .map(other => ({ key: other.grade, label: other.grade })),
                  onClick: ({ key }) => onMove(place, key),
                }}
              >
                <Button size="small" aria-label={`${place.personName} ${t('performance.calibration.move-to')}`}>
                  {t('performance.calibration.move-to')}
                </Button>
              </Dropdown>
            )}
          </Flex>
        </article>
      ))}
    </section>
  )
}

function Submit({
  data,
  moves,
  onReason,
  onDone,
}: {
  data: Board
  moves: Moves
  onReason: (moves: Moves) => void
  onDone: () => void
}) {
  const t = useWords()
  const may = useMay()
  const [sat, setSat] = useState<`person_${string}`[]>([])
  const people = useQuery({
    ...api.team.listPeople.queryOptions({ input: { sort: 'name', direction: 'asc', limit: 200 } }),
    enabled: may('team.person.read'),
  })
  const submit = useCommand(client.performance.sitCalibration, { done: t('ui.done'), onDone })
  const places = data.groups.flatMap(group => group.people).filter(place => moves[place.id])
  const ready = sat.length > 0 && places.every(place => moves[place.id]!.reason.trim() !== '')
  return (
    <Card size="small" title={t('performance.calibration.pending', { count: places.length })}>
      <Flex vertical gap={12}>
        {places.map(place => (
          <Flex key={place.id} gap={10} wrap align="center">
            <span style={{ minWidth: 140 }}>
              {place.personName} · {place.grade} → <strong>{moves[place.id]!.grade}</strong>
            </span>
            <Input
              style={{ flex: '1 1 220px' }}
              maxLength={500}
              aria-label={`${place.personName} ${t('performance.calibration.reason')}`}
              placeholder={t('performance.calibration.reason')}
              value={moves[place.id]!.reason}
              onChange={event =>
                onReason({ ...moves, [place.id]: { ...moves[place.id]!, reason: event.target.value } })
              }
            />
            <Button
              size="small"
              onClick={() => onReason(Object.fromEntries(Object.entries(moves).filter(([key]) => key !== place.id)))}
            >
              {t('performance.calibration.undo')}
            </Button>
          </Flex>
        ))}
        <Flex gap={10} wrap align="center">
          <Select<typeof sat>
            mode="multiple"
            showSearch
            optionFilterProp="label"
            style={{ flex: '1 1 260px' }}
            aria-label={t('performance.calibration.sat')}
            placeholder={`${t('performance.calibration.sat')}${t('ui.brackets', { inside: t('performance.calibration.sat-note') })}`}
            value={sat}
            onChange={setSat}
            options={(people.data?.rows ?? []).map(one => ({ value: one.id, label: one.name }))}
          />
          <Button
            type="primary"
            disabled={!ready}
            loading={submit.isPending}
            onClick={() =>
              submit.mutate({
                id: data.id,
                attended: sat,
                changes: places.map(place => ({ id: place.id, version: place.version, ...moves[place.id]! })),
              })
            }
          >
            {t('performance.calibration.submit')}
          </Button>
        </Flex>
      </Flex>
    </Card>
  )
}
