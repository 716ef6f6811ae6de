import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { api } from '../../client.ts'
import { useMay } from '../../session.tsx'

/** How often it is asked whether an access has begun or run out meanwhile. */
const again = { refetchInterval: 60_000, staleTime: 20_000, retry: false } as const

// An emergency is rare: what shows it comes with it, and not with every first page.
const alerts = () => import('./emergency-alert.tsx')
const OwnAlert = lazy(async () => ({ default: (await alerts()).OwnAlert }))
const WatchedAlert = lazy(async () => ({ default: (await alerts()).WatchedAlert }))

/** Above every screen of somebody who holds an emergency access, with the way to give it back. */
export function OwnEmergency() {
  const { data } = useQuery({ ...api.authority.ownGlass.queryOptions(), ...again })
  return data ? (
    <Suspense>
      <OwnAlert access={data} />
    </Suspense>
  ) : null
}

/** On the first page of whoever watches over emergency accesses: those in use now. */
export function EmergenciesInUse() {
  const may = useMay()
  const { data } = useQuery({
    ...api.authority.listGlass.queryOptions(),
    ...again,
    enabled: may('authority.glass.read'),
  })
  const open = (data ?? []).filter(one => one.state === 'open' && !one.mine)
  return (
    <Suspense>
      {open.map(one => (
        <WatchedAlert key={one.id} access={one} />
      ))}
    </Suspense>
  )
}
