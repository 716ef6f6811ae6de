import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useEffect } from 'react'
import { locales } from './locale.ts'
import { router } from './router.tsx'
import { useSettings } from './settings.tsx'
import './ui/words.ts'

/** Everything behind the door, brought when somebody has come in. */
export default function Inside() {
  const { language } = useSettings()
  useEffect(() => void dayjs.locale(language === 'zh' ? 'zh-cn' : 'en'), [language])
  return (
    <ConfigProvider locale={locales[language]}>
      <App style={{ height: '100%' }}>
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  )
}
