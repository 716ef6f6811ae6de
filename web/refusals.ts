import { useEffect, useState } from 'react'
import { useSettings } from './settings.tsx'
import { addWords } from './words.ts'

/**
 * Brings the sentences of refusals, for a page that says one by its code alone: elsewhere they come with the answer that
 * refuses. The page is drawn again once they are there.
 */
export function useRefusals(): void {
  const { language } = useSettings()
  const [, setBrought] = useState('')
  useEffect(() => {
    const bring = language === 'zh' ? import('virtual:refusals/zh') : import('virtual:refusals/en')
    void bring.then(words => {
      addWords(language, words.default)
      setBrought(language)
    })
  }, [language])
}
