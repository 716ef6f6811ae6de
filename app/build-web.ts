import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { underFileLock } from '#platform/file-lock'
import { ensureFonts } from '../web/fonts.ts'

// Builds the web into the folder named as the argument: aside first, so that a kill leaves no half build under the name,
// and under a lock, so that two first starts build once. Builds of older sources go, but the last two, which running
// servers may still read from.
const folder = process.argv[2]!
const dist = path.dirname(folder)
const root = path.join(import.meta.dirname, '..')

try {
  mkdirSync(dist, { recursive: true })
} catch (error) {
  process.stderr.write(`the web is not built yet and ${dist} cannot be written: start once as its owner\n`)
  throw error
}
await underFileLock(path.join(dist, '.lock'), async () => {
  if (existsSync(folder)) return
  const draft = path.join(dist, '.draft')
  await ensureFonts()
  await build({
    root: path.join(root, 'web'),
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: draft },
  })
  for (const old of builds().slice(2)) rmSync(path.join(dist, old), { recursive: true, force: true })
  renameSync(draft, folder)
})

/** What earlier builds left, newest first. */
function builds(): string[] {
  return readdirSync(dist)
    .filter(name => /^[0-9a-f]+$/.test(name))
    .sort((a, b) => statSync(path.join(dist, b)).mtimeMs - statSync(path.join(dist, a)).mtimeMs)
}
