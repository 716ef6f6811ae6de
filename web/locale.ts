import type { ConfigProviderProps } from 'antd'
import * as en from 'antd/es/locale/en_US.js'
import * as zh from 'antd/es/locale/zh_CN.js'
import type { Language } from '#lib/words'

type Locale = NonNullable<ConfigProviderProps['locale']>

/** Ant Design's own words. The package types its ES build as CommonJS, so the default is one step further for the compiler than for the bundler. */
export const locales = {
  zh: (zh as unknown as { default: Locale }).default,
  en: (en as unknown as { default: Locale }).default,
} satisfies Record<Language, Locale>
