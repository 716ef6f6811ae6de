import { ThunderboltOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Flex } from 'antd'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { instantText } from '../../ui/day-text.tsx'

/** How often it is asked whether an access has begun or run out meanwhile. */
const again = { refetchInterval: 60_000, staleTime: 20_000, retry: false } as const

/** Above every screen of somebody who holds an emergency access, with the way to give it back. */
export function OwnEmergency() {
  const t = useWords()
  const queries = useQueryClient()
  const { data } = useQuery({ ...api.authority.ownGlass.queryOptions(), ...again })
  const end = useCommand(client.authority.endGlass, {
    done: t('ui.done'),
    onDone: () => void queries.invalidateQueries(),
  })
  if (!data) return null
  return (
    <Alert
      type="error"
      banner
      showIcon
      icon={<ThunderboltOutlined />}
      data-emergency="own"
      title={t('authority.glass.banner', { until: instantText(data.untilAt) })}
      description={
        <Flex gap="4px 12px" wrap align="center">
          <span>{data.reason}</span>
          <span>{data.permissions.map(one => t(`permission.${one}`)).join(t('party.list-comma'))}</span>
        </Flex>
      }
      action={
        <Button size="small" danger loading={end.isPending} onClick={() => end.mutate({ id: data.id })}>
          {t('authority.glass.end-now')}
        </Button>
      }
    />
  )
}

/** On the first page of whoever watches over emergency accesses: those in use now. */
export function EmergenciesInUse() {
  const t = useWords()
  const may = useMay()
  const { data } = useQuery({
    ...api.authority.listGlass.queryOptions(),
    ...again,
    enabled: may('authority.glass.read'),
  })
  const open = (data ?? []).filter(one => one.state === 'open' && !one.mine)
  return open.map(one => (
    <Alert
      key={one.id}
      type="error"
      showIcon
      icon={<ThunderboltOutlined />}
      data-emergency="watched"
      title={t('authority.glass.in-use', { name: one.personName, until: instantText(one.untilAt) })}
      description={one.reason}
      action={
        <Link to="/authority/emergency">
          <Button size="small" tabIndex={-1}>
            {t('authority.glass.look')}
          </Button>
        </Link>
      }
    />
  ))
}
