import { FilterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Flex, Grid, Select, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { useNames } from '../servicing/names.ts'
import { useAsked } from './slice.ts'

type Dimension = 'owner' | 'group' | 'dealer' | 'brand' | 'model' | 'region'

/** Any day and any slice: what all pictures of the page show. */
export function SliceBar() {
  const t = useWords()
  const { me } = useMe()
  const wide = Grid.useBreakpoint().md ?? true
  const [open, setOpen] = useState(false)
  const { slice, set } = useAsked()
  const names = useNames()
  const today = me?.businessDay ?? dayjs().format('YYYY-MM-DD')
  const chosen = Object.keys(slice).filter(key => key !== 'day').length
  const pick = (key: keyof typeof slice, label: string, options: { value: string; label: string }[]) => (
    <Select
      key={key}
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ minWidth: 112 }}
      popupMatchSelectWidth={false}
      value={slice[key] as string | undefined}
      options={options}
      onChange={value => set({ [key]: value })}
    />
  )
  return (
    <Flex gap={8} wrap align="center">
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
      {(wide || open) && (
        <>
          {pick('branchId', t('risk.by.branch'), names.branches)}
          {pick('productId', t('risk.by.product'), names.products)}
          <Found by="dealer" field="dealerId" pick={pick} />
          <Found by="owner" field="ownerId" pick={pick} />
          <Found by="brand" field="brand" pick={pick} />
          <Found by="region" field="region" pick={pick} />
          {pick('channel', t('risk.by.channel'), [
            { value: 'dealer', label: t('risk.channel.dealer') },
            { value: 'direct', label: t('risk.channel.direct') },
          ])}
          {pick('condition', t('risk.by.condition'), [
            { value: 'new', label: t('risk.condition.new') },
            { value: 'used', label: t('risk.condition.used') },
          ])}
        </>
      )}
      {chosen > 0 && (
        <Button type="link" onClick={() => set(Object.fromEntries(Object.keys(slice).map(key => [key, undefined])))}>
          {t('risk.slice.clear')}
        </Button>
      )}
      {chosen === 0 && wide && <Typography.Text type="secondary">{t('risk.slice.all')}</Typography.Text>}
    </Flex>
  )
}

/** A choice among what the book really holds, the largest first. */
function Found({
  by,
  field,
  pick,
}: {
  by: Dimension
  field: 'dealerId' | 'ownerId' | 'brand' | 'region'
  pick: (key: typeof field, label: string, options: { value: string; label: string }[]) => React.ReactNode
}) {
  const t = useWords()
  const found = useQuery(api.risk.concentration.queryOptions({ input: { by }, staleTime: 300_000 }))
  const options = (found.data?.groups ?? []).flatMap(group =>
    group.id === null ? [] : [{ value: group.id, label: group.name ?? group.id }],
  )
  return pick(field, t(`risk.by.${by}`), options)
}
