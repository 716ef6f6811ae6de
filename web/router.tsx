import { createRootRoute, createRoute, createRouter, Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { type ReactNode, Suspense, use } from 'react'
import { type Screen, screens } from './screens.ts'
import { useMay } from './session.tsx'
import { useSettings, useWords } from './settings.tsx'
import { Shell } from './shell.tsx'
import { Outcome } from './ui/outcome.tsx'
import { bringPageWords } from './words.ts'

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
        {screen.path === '/' ? <Page /> : <Worded page={Page} />}
      </Suspense>
    )
  }
}

/** A page once its words are there. */
function Worded({ page: Page }: { page: Screen['component'] }) {
  use(bringPageWords(useSettings().language))
  return <Page />
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
