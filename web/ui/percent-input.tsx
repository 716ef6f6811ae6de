import { Input, type InputProps } from 'antd'
import { useState } from 'react'
import { percentOf, shareOf } from './percent.ts'

/** A share as decimal text outside, percent for the eye and the hand. What nobody types into stays as it was, to the letter. */
export function PercentInput({
  value = '',
  onChange,
  ...rest
}: { value?: string; onChange?: (share: string) => void } & Omit<InputProps, 'value' | 'onChange' | 'suffix'>) {
  // What is being typed stands as it is typed: `0.` is on its way to `0.35`.
  const [typed, setTyped] = useState({ text: '', share: '' })
  return (
    <Input
      {...rest}
      inputMode="decimal"
      suffix="%"
      value={typed.share === value && value !== '' ? typed.text : percentOf(value)}
      onChange={({ target }) => {
        const share = shareOf(target.value)
        setTyped({ text: target.value, share })
        onChange?.(share)
      }}
    />
  )
}
