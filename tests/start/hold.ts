import { openPostgres } from '#platform/postgres'

// A process that uses the database of a home until it is told to end: what the tests start twice, and kill.
const postgres = await openPostgres(process.argv[2] ?? '')
const alive = setInterval(() => {}, 60_000)
process.once('SIGTERM', async () => {
  await postgres.stop()
  clearInterval(alive)
})
process.stdout.write(`${JSON.stringify({ url: postgres.url, joined: postgres.joined })}\n`)
