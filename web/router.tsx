import { createRootRoute, createRoute, createRouter, Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { type ReactNode, Suspense } from 'react'
import { type Screen, screens } from './screens.ts'
import { useMay } from './session.tsx'
import { useWords } from './settings.tsx'
import { Shell } from './shell.tsx'
import { Outcome } from './ui/outcome.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Failed })

const routes = screens.map(screen =>
  createRoute({ getParentRoute: () => root, path: screen.path, component: guarded(screen) }),
)

/** The addresses of every registered screen. */
export const router = createRouter({ routeTree: root.addChildren(routes), defaultPreload: 'intent' })

function guarded(screen: Screen): () => ReactNode {
  return function Guarded() {
    const may = useMay()
    const t = useWords()
    if (!may(screen.permission)) return <Outcome status="403" title={t('shell.no-permission')} extra={<HomeLink />} />
    const Page = screen.component
    return (
      <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} style={{ padding: 24 }} />}>
        <title>{`${t(screen.title)} · ${t('shell.name')}`}</title>
        <Page />
      </Suspense>
    )
  }
}

function HomeLink() {
  const t = useWords()
  return (
    <Link to={'/' as never}>
      <Button>{t('shell.back-home')}</Button>
    </Link>
  )
}

function NotFound() {
  const t = useWords()
  return <Outcome status="404" title={t('shell.not-found')} extra={<HomeLink />} />
}

function Failed({ reset }: { reset: () => void }) {
  const t = useWords()
  return <Outcome status="error" title={t('shell.error')} extra={<Button onClick={reset}>{t('shell.retry')}</Button>} />
}
