import { Link } from '@tanstack/react-router'
import { Card, Flex, Typography } from 'antd'
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react'
import { screens } from '../../screens.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'

/** A module may bring a first page for a post: `screens/<module>/home-<post>.tsx`. */
const found = import.meta.glob<{ default: ComponentType }>('../*/home-*.tsx')
const homes = new Map<string, LazyExoticComponent<ComponentType>>(
  Object.entries(found).map(([path, load]) => [/home-([\w-]+)\.tsx$/.exec(path)![1]!.replaceAll('-', '_'), lazy(load)]),
)

/** The first page of the day: the one made for the post, else where this post can go. */
export default function Home() {
  const { me } = useMe()
  const may = useMay()
  const t = useWords()
  const Made = me?.posts.map(post => homes.get(post.post)).find(page => page !== undefined)
  if (Made)
    return (
      <Suspense>
        <Made />
      </Suspense>
    )
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('shell.home')}
      </Typography.Title>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))', gap: 12 }}>
        {screens
          .filter(screen => screen.nav && screen.path !== '/' && may(screen.permission))
          .sort((a, b) => a.nav!.order - b.nav!.order)
          .map(screen => (
            <Link key={screen.path} to={screen.path as never}>
              <Card hoverable>
                <Flex gap={10} align="center">
                  <span style={{ fontSize: 20, color: 'var(--ant-color-primary, #1456c0)' }}>{screen.nav!.icon}</span>
                  <Typography.Text strong>{t(screen.title)}</Typography.Text>
                </Flex>
              </Card>
            </Link>
          ))}
      </div>
    </Flex>
  )
}
