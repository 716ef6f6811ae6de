import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A row of a card that leads to its own page: the whole row is the link, a line stands above it. */
export function RowLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link
      to={to as never}
      style={{
        display: 'block',
        color: 'inherit',
        padding: '10px 14px',
        borderTop: '1px solid rgba(128,128,128,0.15)',
      }}
    >
      {children}
    </Link>
  )
}
