import { Tag } from 'antd'
import { useWords } from '../settings.tsx'

const tones: Record<string, string> = {
  good: 'green',
  busy: 'blue',
  wait: 'gold',
  bad: 'red',
  warn: 'orange',
  none: 'default',
}
const toneOf: Record<string, keyof typeof tones> = {
  approved: 'good',
  accepted: 'good',
  active: 'good',
  settled: 'good',
  disbursed: 'good',
  paid: 'good',
  done: 'good',
  'in-force': 'good',
  published: 'good',
  pass: 'good',
  converted: 'good',
  submitted: 'busy',
  'first-review': 'busy',
  'final-review': 'busy',
  review: 'busy',
  signing: 'busy',
  'funding-requested': 'busy',
  due: 'busy',
  contacted: 'busy',
  qualified: 'busy',
  produced: 'busy',
  draft: 'none',
  proposed: 'wait',
  waiting: 'wait',
  refer: 'wait',
  returned: 'wait',
  supplement: 'wait',
  partial: 'wait',
  previewed: 'none',
  overdue: 'warn',
  expired: 'warn',
  refused: 'warn',
  rejected: 'bad',
  decline: 'bad',
  frozen: 'bad',
  'written-off': 'bad',
  lost: 'none',
  cancelled: 'none',
  past: 'none',
  void: 'none',
}

/** A state in the glossary's word, with a tone that never stands alone: the word says it. */
export function StateTag({ state, word }: { state: string; word: string }) {
  const t = useWords()
  return (
    <Tag color={tones[toneOf[state] ?? 'none']} style={{ marginInlineEnd: 0 }}>
      {t(word)}
    </Tag>
  )
}
