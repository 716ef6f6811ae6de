import { DownOutlined, FilterOutlined, UpOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Flex, Grid, Select, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { useGroupNames } from './group-names.ts'
import { type SliceKey, useAsked } from './slice.ts'

/** What the book is cut by: the first ones always in sight, the others when asked for or chosen. */
const fields = [
  ['branch', 'branchId'],
  ['product', 'productId'],
  ['dealer', 'dealerId'],
  ['brand', 'brand'],
  ['model', 'model'],
  ['group', 'groupId'],
  ['owner', 'ownerId'],
  ['dealerGroup', 'dealerGroup'],
  ['region', 'region'],
  ['channel', 'channel'],
  ['condition', 'condition'],
] as const satisfies readonly (readonly [string, SliceKey])[]
const inSight = 5

/** Any day and any slice: what all pictures of the page show. Only what the book holds can be chosen, the most frequent first. */
export function SliceBar() {
  const t = useWords()
  const { me } = useMe()
  const wide = Grid.useBreakpoint().md ?? true
  const [open, setOpen] = useState(false)
  const { slice, set } = useAsked()
  const nameOf = useGroupNames()
  const today = me?.businessDay ?? dayjs().format('YYYY-MM-DD')
  const chosen = fields.filter(([, key]) => slice[key] !== undefined).length
  // Asked for when somebody comes near, so that the pictures come first.
  const [near, setNear] = useState(false)
  const held = useQuery({ ...api.risk.choices.queryOptions({ staleTime: 300_000 }), enabled: near || chosen > 0 })
  const heldOf = (by: (typeof fields)[number][0]) =>
    (held.data?.choices ?? [])
      .filter(choice => choice.by === by && (by !== 'model' || !slice.brand || choice.within === slice.brand))
      .map(choice => ({ value: choice.id, label: nameOf(by, choice) }))
      // A model of the same name under two makers is one choice.
      .filter((option, at, all) => all.findIndex(other => other.value === option.value) === at)
  // What a link names stays chosen and has its name, though no loan is held by it.
  const optionsOf = (by: (typeof fields)[number][0], key: SliceKey) => {
    const [options, id] = [heldOf(by), slice[key] as string | undefined]
    if (!held.data || id === undefined || options.some(option => option.value === id)) return options
    return [...options, { value: id, label: nameOf(by, { id, name: /^[a-z]+_/.test(id) ? null : id }) }]
  }
  const shown = fields.filter(([, key], at) => open || slice[key] !== undefined || (wide && at < inSight))
  return (
    <Flex gap={8} wrap align="center" onPointerEnter={() => setNear(true)} onFocus={() => setNear(true)}>
      <DatePicker
        aria-label={t('risk.day')}
        allowClear={slice.day !== undefined}
        placeholder={t('risk.today')}
        value={slice.day ? dayjs(slice.day) : null}
        disabledDate={date => date.format('YYYY-MM-DD') > today}
        onChange={date => set({ day: date?.format('YYYY-MM-DD') })}
      />
      {!wide && (
        <Button icon={<FilterOutlined />} onClick={() => setOpen(!open)}>
          {t('risk.slice')}
          {chosen > 0 ? ` · ${chosen}` : ''}
        </Button>
      )}
      {shown.map(([by, key]) => (
        <Select
          key={key}
          aria-label={t(`risk.by.${by}`)}
          placeholder={t(`risk.by.${by}`)}
          allowClear
          loading={held.isFetching}
          showSearch={{ optionFilterProp: 'label' }}
          style={{ minWidth: wide ? 112 : 160, maxWidth: 220 }}
          popupMatchSelectWidth={false}
          value={slice[key]}
          options={optionsOf(by, key)}
          onChange={value => set(key === 'brand' ? { brand: value, model: undefined } : { [key]: value })}
        />
      ))}
      {wide && (
        <Button
          type="text"
          icon={open ? <UpOutlined /> : <DownOutlined />}
          iconPlacement="end"
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'risk.slice.fewer' : 'risk.slice.more')}
        </Button>
      )}
      {chosen > 0 && (
        <Button type="link" onClick={() => set(Object.fromEntries(fields.map(([, key]) => [key, undefined])))}>
          {t('risk.slice.clear')}
        </Button>
      )}
      {chosen === 0 && wide && <Typography.Text type="secondary">{t('risk.slice.all')}</Typography.Text>}
    </Flex>
  )
}
