import { grouped } from '../../ui/money.tsx'

/** Ledger figures: negatives stand in parentheses, zero is a dash. */
export function Signed({ value }: { value: string }) {
  if (/^-?0\.00$/.test(value)) return <span style={{ opacity: 0.5 }}>—</span>
  return <span className="number">{value.startsWith('-') ? `(${grouped(value.slice(1))})` : grouped(value)}</span>
}
