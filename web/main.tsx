import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Alert, Button, ConfigProvider, Spin } from 'antd'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { problemOf } from './client.ts'
import { useMe } from './session.tsx'
import { current, SettingsProvider, useSettings } from './settings.tsx'
import { SignIn } from './sign-in.tsx'
import './styles.css'
import { themeOf } from './theme.ts'
import { bringWords } from './words.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (count, error) => !problemOf(error) && count < 2, refetchOnWindowFocus: true },
  },
})

const Inside = lazy(async () => {
  const [inside] = await Promise.all([import('./inside.tsx'), bringWords(current.language)])
  return inside
})

function Root() {
  const { dark, t } = useSettings()
  const { me, loading, offline, retry } = useMe()
  return (
    <ConfigProvider theme={themeOf(dark)} button={{ autoInsertSpace: false }} tag={{ variant: 'filled' }}>
      {me ? (
        <Suspense fallback={<Spin fullscreen aria-label={t('shell.loading')} />}>
          <Inside />
        </Suspense>
      ) : loading ? (
        <Spin fullscreen aria-label={t('shell.loading')} />
      ) : offline ? (
        <Alert
          type="warning"
          showIcon
          style={{ margin: 24 }}
          title={t('shell.offline')}
          action={
            <Button size="small" onClick={retry}>
              {t('shell.retry')}
            </Button>
          }
        />
      ) : (
        <SignIn />
      )}
    </ConfigProvider>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <SettingsProvider>
        <Root />
      </SettingsProvider>
    </QueryClientProvider>
  </StrictMode>,
)
