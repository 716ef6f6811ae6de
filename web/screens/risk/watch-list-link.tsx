import { EyeOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { api } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'

/** How many loans stand on the watch list, and the way to them; absent for those who may not see it. */
export function WatchListLink() {
  const t = useWords()
  const may = useMay()('risk.portfolio.read')
  const list = useQuery({
    ...api.risk.listWatched.queryOptions({ input: { limit: 1 }, refetchInterval: 300_000 }),
    enabled: may,
  })
  if (!may || !list.data) return null
  return (
    <Link to={'/risk/watch-list' as never}>
      <Button icon={<EyeOutlined />}>
        {t('risk.watch-list.count', { count: list.data.total })} <RightOutlined />
      </Button>
    </Link>
  )
}
