import type pg from 'pg'
import { type Job, PgBoss } from 'pg-boss'
import { must } from '#lib/assert'
import type { Context } from './context.ts'
import { runText, type Sql } from './database.ts'
import type { Log } from './log.ts'
import { runSystem, type Spine } from './write-path.ts'

/** What a module does without being asked by a person. */
export type ModuleJobs = {
  /** Events of earlier modules it hears: each delivery is one transaction, at least once, so handlers are idempotent. */
  heard?: Record<string, (ctx: Context, payload: never) => Promise<void>>
  /** Long work that opens transactions of its own (day close, imports), started by an event of the module's own. */
  tasks?: Record<string, (spine: Spine, payload: never) => Promise<void>>
  /** Schedules, cron in the business timezone: the event to send. */
  scheduled?: Record<string, { cron: string; event: string }>
}

/** The queue: the outbox of events and the schedules, in the same database as everything else. */
export type Jobs = {
  send(sql: Sql, event: string, payload: object): Promise<void>
  /** Starts working off the queues and firing schedules. */
  work(spine: Spine): Promise<void>
  /** Works off everything that is waiting, including what that work sends; for tests, imports and the simulator. */
  drain(spine: Spine): Promise<number>
  stop(): Promise<void>
}

/**
 * Opens pg-boss (schema `pgboss`) for the given modules. An event goes to one queue per module that hears it, so that a
 * handler that fails is retried without repeating the others.
 */
export async function openJobs(
  pool: pg.Pool,
  modules: Record<string, ModuleJobs>,
  log: Log,
  timezone = 'Asia/Shanghai',
): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
    schema: 'pgboss',
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', error => log.error({ error: error.message }, 'queue error'))
  await boss.start()
  const queues = new Map<string, (spine: Spine, payload: object) => Promise<void>>()
  const byEvent = new Map<string, string[]>()
  const hear = (module: string, event: string, handle: (spine: Spine, payload: object) => Promise<void>) => {
    const queue = `${module}.hears.${event}`
    queues.set(queue, handle)
    byEvent.set(event, [...(byEvent.get(event) ?? []), queue])
  }
  for (const [module, { heard = {}, tasks = {} }] of Object.entries(modules)) {
    for (const [event, handle] of Object.entries(heard)) {
      hear(module, event, (spine, payload) =>
        runSystem(spine, `${module}.${event}`, ctx => handle(ctx, payload as never)),
      )
    }
    for (const [event, task] of Object.entries(tasks))
      hear(module, event, (spine, payload) => task(spine, payload as never))
  }
  for (const queue of queues.keys()) {
    // The heartbeat tells a long job from one whose process was killed; that one is tried again within a minute or two.
    await boss.createQueue(queue, {
      retryLimit: 10,
      retryBackoff: true,
      retryDelay: 2,
      expireInSeconds: 4 * 3600,
      heartbeatSeconds: 60,
    })
  }
  const handleJob = (spine: Spine, queue: string, job: Job<object>) =>
    must(queues.get(queue), `no handler for ${queue}`)(spine, job.data)
  const send: Jobs['send'] = async (sql, event, payload) => {
    const db = { executeSql: (text: string, values?: unknown[]) => runText(sql, text, values) }
    for (const queue of byEvent.get(event) ?? []) await boss.send(queue, payload, { db: db as never })
  }

  return {
    send,
    async work(spine) {
      for (const queue of queues.keys()) {
        await boss.work<object>(queue, { pollingIntervalSeconds: 1 }, async ([job]) => {
          if (job) await handleJob(spine, queue, job)
        })
      }
      for (const [module, jobs] of Object.entries(modules)) {
        for (const [name, { cron, event }] of Object.entries(jobs.scheduled ?? {})) {
          const queue = `${module}.every.${name}`
          await boss.createQueue(queue, { policy: 'singleton' })
          await boss.work(queue, () => send(spine.database, event, {}))
          await boss.schedule(queue, cron, null, { tz: timezone })
        }
      }
    },
    async drain(spine) {
      let done = 0
      for (let busy = true; busy; ) {
        busy = false
        for (const queue of queues.keys()) {
          const jobs = await boss.fetch<object>(queue, { batchSize: 100 })
          for (const job of jobs ?? []) {
            await handleJob(spine, queue, job)
            await boss.complete(queue, job.id)
            done += 1
            busy = true
          }
        }
      }
      return done
    },
    stop: () => boss.stop({ graceful: true, timeout: 20_000 }),
  }
}
