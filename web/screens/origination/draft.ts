import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, client, problemOf } from '../../client.ts'
import type { Application, SaveInput } from './shapes.ts'

type Fields = Omit<SaveInput, 'id' | 'version'>
type VehicleFields = NonNullable<Fields['vehicle']>

/** What is being written, as typed; the server has what it accepted. */
export type Draft = {
  values: Fields & { vehicle: VehicleFields }
  errors: Record<string, string>
  state: 'saved' | 'saving' | 'waiting' | 'offline'
  set(fields: Fields): void
  setVehicle(fields: VehicleFields): void
  /** Saves what is waiting and says whether everything was taken. */
  flush(): Promise<boolean>
  version(): number
}

const written = (application: Application): Draft['values'] => ({
  customerId: application.customerId,
  dealerId: application.dealerId,
  productId: application.productId,
  principal: application.principal,
  periods: application.periods,
  balloon: application.balloon,
  payments: application.payments,
  remark: application.remark,
  vehicle: { ...application.vehicle },
})

/**
 * Autosave of an application: changes are kept a moment, saved one after another under the version last seen; a field that
 * is refused keeps what was typed and says why, and the others are saved without it.
 */
export function useDraft(application: Application): Draft {
  const queries = useQueryClient()
  const [values, setValues] = useState(() => written(application))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [state, setState] = useState<Draft['state']>('saved')
  const version = useRef(application.version)
  const waiting = useRef<Fields>({})
  const running = useRef<Promise<boolean> | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  version.current = Math.max(version.current, application.version)

  const save = useCallback(async (): Promise<boolean> => {
    let clean = true
    while (Object.keys(waiting.current).length > 0) {
      const fields = waiting.current
      waiting.current = {}
      setState('saving')
      try {
        const moved = await client.origination.saveApplication({
          id: application.id,
          version: version.current,
          ...fields,
        })
        version.current = moved.version
      } catch (error) {
        clean = false
        const problem = problemOf(error)
        if (!problem) {
          waiting.current = merged(fields, waiting.current)
          setState('offline')
          return false
        }
        if (problem.code === 'origination.stale') {
          const fresh = await client.origination.getApplication({ id: application.id })
          version.current = fresh.version
          waiting.current = merged(fields, waiting.current)
          continue
        }
        const faulty = problem.fields.map(field => field.path)
        setErrors(now => ({
          ...now,
          ...Object.fromEntries(problem.fields.map(field => [field.path, field.message])),
          ...(faulty.length === 0 ? { '': problem.detail } : {}),
        }))
        const rest = without(fields, faulty)
        if (faulty.length > 0 && Object.keys(rest).length > 0) waiting.current = merged(rest, waiting.current)
      }
    }
    setState('saved')
    await queries.invalidateQueries({ queryKey: api.origination.key() })
    return clean
  }, [application.id, queries])

  const flush = useCallback(async () => {
    if (timer.current) clearTimeout(timer.current)
    await running.current
    running.current = save()
    return running.current
  }, [save])

  const plan = useCallback(
    (fields: Fields) => {
      waiting.current = merged(waiting.current, fields)
      setState('waiting')
      if (timer.current) clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), 600)
    },
    [flush],
  )
  useEffect(() => {
    const leave = () => void flush()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      if (timer.current) void flush()
    }
  }, [flush])

  const forget = (paths: string[]) =>
    setErrors(now => Object.fromEntries(Object.entries(now).filter(([path]) => path !== '' && !paths.includes(path))))
  return {
    values,
    errors,
    state,
    set(fields) {
      setValues(now => ({ ...now, ...fields, vehicle: now.vehicle }))
      forget(Object.keys(fields))
      plan(fields)
    },
    setVehicle(fields) {
      setValues(now => ({ ...now, vehicle: { ...now.vehicle, ...fields } }))
      forget(Object.keys(fields).map(name => `vehicle.${name}`))
      plan({ vehicle: fields })
    },
    flush,
    version: () => version.current,
  }
}

function merged(first: Fields, second: Fields): Fields {
  const vehicle = first.vehicle || second.vehicle ? { vehicle: { ...first.vehicle, ...second.vehicle } } : {}
  return { ...first, ...second, ...vehicle }
}

function without(fields: Fields, paths: string[]): Fields {
  const { vehicle, ...plain } = fields
  const kept = Object.fromEntries(Object.entries(plain).filter(([name]) => !paths.includes(name)))
  const keptVehicle = Object.fromEntries(
    Object.entries(vehicle ?? {}).filter(([name]) => !paths.includes(`vehicle.${name}`)),
  )
  return { ...kept, ...(Object.keys(keptVehicle).length > 0 ? { vehicle: keptVehicle } : {}) }
}
