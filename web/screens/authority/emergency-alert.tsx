import { ThunderboltOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Flex } from 'antd'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { instantText } from '../../ui/day-text.tsx'

type Own = NonNullable<Awaited<ReturnType<typeof client.authority.ownGlass>>>
type Watched = Awaited<ReturnType<typeof client.authority.listGlass>>[number]

/** The reader's own access: until when, why, what it gives, and the way to give it back. */
export function OwnAlert({ access }: { access: Own }) {
  const t = useWords()
  const queries = useQueryClient()
  const end = useCommand(client.authority.endGlass, {
    done: t('ui.done'),
    onDone: () => void queries.invalidateQueries(),
  })
  return (
    <Alert
      type="error"
      banner
      showIcon
      icon={<ThunderboltOutlined />}
      data-emergency="own"
      title={t('authority.glass.banner', { until: instantText(access.untilAt) })}
      description={
        <Flex gap="4px 12px" wrap align="center">
          <span>{access.reason}</span>
          <span>{access.permissions.map(one => t(`permission.${one}`)).join(t('party.list-comma'))}</span>
        </Flex>
      }
      action={
        <Button size="small" danger loading={end.isPending} onClick={() => end.mutate({ id: access.id })}>
          {t('authority.glass.end-now')}
        </Button>
      }
    />
  )
}

/** Somebody else's access that is in use now. */
export function WatchedAlert({ access }: { access: Watched }) {
  const t = useWords()
  return (
    <Alert
      type="error"
      showIcon
      icon={<ThunderboltOutlined />}
      data-emergency="watched"
      title={t('authority.glass.in-use', { name: access.personName, until: instantText(access.untilAt) })}
      description={access.reason}
      action={
        <Link to="/authority/emergency">
          <Button size="small" tabIndex={-1}>
            {t('authority.glass.look')}
          </Button>
        </Link>
      }
    />
  )
}
