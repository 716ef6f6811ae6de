import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider, Result, Spin } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { problemOf } from './client.ts'
import { locales } from './locale.ts'
import { router } from './router.tsx'
import { useMe } from './session.tsx'
import { SettingsProvider, useSettings } from './settings.tsx'
import { SignIn } from './sign-in.tsx'
import './styles.css'
import { themeOf } from './theme.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (count, error) => !problemOf(error) && count < 2, refetchOnWindowFocus: true },
  },
})

function Root() {
  const { language, dark, t } = useSettings()
  const { me, loading, offline, retry } = useMe()
  useEffect(() => void dayjs.locale(language === 'zh' ? 'zh-cn' : 'en'), [language])
  return (
    <ConfigProvider
      locale={locales[language]}
      theme={themeOf(dark)}
      button={{ autoInsertSpace: false }}
      tag={{ variant: 'filled' }}
    >
      <App style={{ height: '100%' }}>
        {me ? (
          <RouterProvider router={router} />
        ) : loading ? (
          <Spin fullscreen aria-label={t('shell.loading')} />
        ) : offline ? (
          <Result
            status="warning"
            title={t('shell.offline')}
            extra={
              <button type="button" onClick={retry}>
                {t('shell.retry')}
              </button>
            }
          />
        ) : (
          <SignIn />
        )}
      </App>
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
