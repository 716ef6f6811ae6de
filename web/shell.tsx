import {
  AppstoreOutlined,
  BulbOutlined,
  CalendarOutlined,
  GlobalOutlined,
  LogoutOutlined,
  MenuOutlined,
  SafetyOutlined,
  SearchOutlined,
} from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Button, Drawer, Dropdown, Flex, Grid, Layout, Tag, Typography } from 'antd'
import { type ComponentType, lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { CommandMenu } from './command-menu.tsx'
import { Navigation } from './navigation.tsx'
import { keepTablesReachable } from './reachable.ts'
import { OwnEmergency } from './screens/authority/emergency-banner.tsx'
import { inMenu, screens } from './screens.ts'
import { identity, useMay, useMe } from './session.tsx'
import { useSettings } from './settings.tsx'
import { Brand } from './sign-in.tsx'
import { activeOf } from './theme.ts'
import { DayText } from './ui/day-text.tsx'
import { Face } from './ui/face.tsx'
import { visit } from './visits.ts'

const bells = import.meta.glob<{ default: ComponentType }>('./screens/notification/bell.tsx')
const Bell = Object.values(bells)[0] ? lazy(Object.values(bells)[0]!) : null

/** The frame around every screen: navigation by permission, search, business day, the person. */
export function Shell() {
  const { t, dark, setDark, language, setLanguage } = useSettings()
  const { me } = useMe()
  const may = useMay()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const wide = Grid.useBreakpoint().lg ?? true
  const [drawer, setDrawer] = useState(false)
  const [searching, setSearching] = useState(false)
  const path = useRouterState({ select: state => state.location.pathname })
  const go = (to: string) => {
    setDrawer(false)
    void navigate({ to: to as never })
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setSearching(true)
      }
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])

  useEffect(keepTablesReachable, [])

  const entries = useMemo(
    () => screens.filter(screen => inMenu(screen, may)).sort((a, b) => a.nav!.order - b.nav!.order),
    [may],
  )
  const active = entries
    .filter(screen => path === screen.path || path.startsWith(`${screen.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0]
  const person = me?.person.id
  const at = active?.path
  useEffect(() => {
    if (person && at && at !== '/') visit(person, at)
  }, [person, at])
  const menu = <Navigation entries={entries} active={active} path={path} onGo={go} />
  const brand = (
    <Flex align="center" gap={10} style={{ padding: '12px 18px 14px' }}>
      <Brand />
      <Typography.Text strong style={{ fontSize: 16 }}>
        {t('shell.name')}
      </Typography.Text>
    </Flex>
  )
  const post = me?.posts[0]
  const signOut = async () => {
    await identity('sign-out', {})
    await queries.resetQueries()
  }

  return (
    <Layout style={{ minHeight: '100%' }}>
      {wide && (
        <Layout.Sider
          // English names of screens are longer than Chinese ones.
          width={language === 'en' ? 218 : 186}
          style={{
            position: 'sticky',
            top: 0,
            height: '100vh',
            overflow: 'auto',
            borderInlineEnd: '1px solid rgba(128,128,128,0.14)',
          }}
        >
          {brand}
          {menu}
        </Layout.Sider>
      )}
      <Layout style={{ minWidth: 0 }}>
        <Layout.Header
          style={{
            position: 'sticky',
            top: 0,
            zIndex: 10,
            borderBottom: '1px solid rgba(128,128,128,0.14)',
            lineHeight: 'normal',
            padding: wide ? undefined : '0 12px',
          }}
        >
          <Flex align="center" gap={wide ? 12 : 4} style={{ height: '100%' }}>
            {!wide && (
              <Button
                type="text"
                icon={<MenuOutlined />}
                aria-label={t('shell.menu')}
                onClick={() => setDrawer(true)}
              />
            )}
            <Button
              icon={<SearchOutlined />}
              onClick={() => setSearching(true)}
              style={wide ? { width: 320, justifyContent: 'flex-start' } : {}}
              aria-label={wide ? undefined : t('shell.search')}
            >
              {wide && (
                <Flex justify="space-between" style={{ flex: 1 }}>
                  <span>{t('shell.search')}</span>
                  <Typography.Text type="secondary" aria-hidden>
                    Ctrl K
                  </Typography.Text>
                </Flex>
              )}
            </Button>
            <div style={{ flex: 1 }} />
            {me && (
              <Tag color="blue" icon={<CalendarOutlined />} style={{ marginInlineEnd: 0 }}>
                {wide ? `${t('shell.business-day')} ` : ''}
                <DayText day={me.businessDay} weekday={wide} />
              </Tag>
            )}
            {Bell && (
              <Suspense>
                <Bell />
              </Suspense>
            )}
            <Button type="text" icon={<GlobalOutlined />} onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
              {language === 'zh' ? 'EN' : '中文'}
            </Button>
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  {
                    key: 'dark',
                    icon: <BulbOutlined />,
                    label: t(dark ? 'shell.light' : 'shell.dark'),
                    onClick: () => setDark(!dark),
                  },
                  {
                    key: 'security',
                    icon: <SafetyOutlined />,
                    label: t('shell.sessions'),
                    onClick: () => go('/security'),
                  },
                  { type: 'divider' },
                  { key: 'out', icon: <LogoutOutlined />, label: t('shell.sign-out'), onClick: signOut },
                ],
              }}
            >
              <Button
                type="text"
                style={{ height: 44, paddingInline: 6 }}
                aria-label={wide ? undefined : me?.person.name}
              >
                <Flex align="center" gap={8}>
                  <Face name={me?.person.name ?? ''} size={30} strong />
                  {wide && (
                    <div style={{ textAlign: 'start', lineHeight: 1.25 }}>
                      <div style={{ fontWeight: 600 }}>{me?.person.name}</div>
                      <Typography.Text type="secondary" style={{ fontSize: 11 }}>
                        {post ? `${t(`team.post.${post.post}`)} · ${post.group}` : ''}
                      </Typography.Text>
                    </div>
                  )}
                </Flex>
              </Button>
            </Dropdown>
          </Flex>
        </Layout.Header>
        {me && <OwnEmergency />}
        <Layout.Content style={{ padding: wide ? 20 : 12, paddingBottom: wide ? 20 : 76, minWidth: 0 }}>
          <Outlet />
        </Layout.Content>
      </Layout>
      {!wide && (
        <>
          <Drawer
            open={drawer}
            onClose={() => setDrawer(false)}
            placement="left"
            size={230}
            styles={{ body: { padding: 0 } }}
            title={null}
            closable={false}
          >
            {brand}
            {menu}
          </Drawer>
          <nav
            aria-label={t('shell.menu')}
            style={{
              position: 'fixed',
              insetInline: 0,
              bottom: 0,
              zIndex: 10,
              background: 'var(--ant-color-bg-container, #fff)',
              borderTop: '1px solid rgba(128,128,128,0.2)',
              paddingBottom: 'env(safe-area-inset-bottom)',
            }}
          >
            <Flex justify="space-around">
              {entries.slice(0, 4).map(screen => (
                <Button
                  key={screen.path}
                  type="text"
                  onClick={() => go(screen.path)}
                  style={{
                    height: 54,
                    flex: 1,
                    paddingInline: 2,
                    color: screen === active ? activeOf(dark) : undefined,
                  }}
                >
                  <Flex vertical align="center" gap={2}>
                    {screen.nav!.icon}
                    <span style={{ fontSize: 11 }}>{t(screen.title)}</span>
                  </Flex>
                </Button>
              ))}
              <Button type="text" onClick={() => setDrawer(true)} style={{ height: 54, flex: 1, paddingInline: 2 }}>
                <Flex vertical align="center" gap={2}>
                  <AppstoreOutlined />
                  <span style={{ fontSize: 11 }}>{t('shell.more')}</span>
                </Flex>
              </Button>
            </Flex>
          </nav>
        </>
      )}
      <CommandMenu open={searching} onClose={() => setSearching(false)} onGo={go} />
    </Layout>
  )
}
