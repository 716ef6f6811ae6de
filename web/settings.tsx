import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { fill, type Language } from '#lib/words'
import { remember, remembered } from './remembered.ts'
import { bringWords, textOf } from './words.ts'

type Settings = {
  language: Language
  dark: boolean
  setLanguage(language: Language): void
  setDark(dark: boolean): void
  /** The word of a key in the reader's language; an unknown key shows itself, so that it is noticed. */
  t(key: string, facts?: Readonly<Record<string, unknown>>): string
}

const SettingsContext = createContext<Settings | null>(null)

/** The language the client sends with every call; kept beside React because the client lives outside it. */
export const current: { language: Language } = { language: remembered('language') === 'en' ? 'en' : 'zh' }

export function SettingsProvider({ children }: { children: ReactNode }) {
  const [language, chooseLanguage] = useState<Language>(current.language)
  const [dark, chooseDark] = useState(remembered('dark') === 'yes')
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    document.documentElement.toggleAttribute('data-dark', dark)
    document.documentElement.style.setProperty('--page', dark ? '#000' : '#f4f6f9')
  }, [language, dark])
  const setLanguage = useCallback((next: Language) => {
    current.language = next
    remember('language', next)
    // At the door only the shell speaks, and at once; inside, the page turns when the other language is there.
    const turn = () => chooseLanguage(next)
    bringWords(next).then(turn, turn)
  }, [])
  const setDark = useCallback((next: boolean) => {
    remember('dark', next ? 'yes' : 'no')
    chooseDark(next)
  }, [])
  const settings = useMemo<Settings>(
    () => ({
      language,
      dark,
      setLanguage,
      setDark,
      t: (key, facts) => {
        const text = textOf(key, language)
        return text === undefined ? key : fill(text, facts)
      },
    }),
    [language, dark, setLanguage, setDark],
  )
  return <SettingsContext.Provider value={settings}>{children}</SettingsContext.Provider>
}

/** Language, dark mode and words. */
export function useSettings(): Settings {
  const settings = useContext(SettingsContext)
  if (!settings) throw new Error('useSettings outside its provider')
  return settings
}

/** The words alone. */
export function useWords() {
  return useSettings().t
}
