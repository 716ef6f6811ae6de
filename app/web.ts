import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterEncrypted } from '#platform/http'

const root = path.join(import.meta.dirname, '..')
const dist = path.join(root, 'web', 'dist')

/**
 * The folder of the built web, named after the content of its sources; built when there is none of that name yet. The
 * build runs in a process of its own, so that it takes neither the time nor the memory of the one that serves.
 * @throws Error when the build fails; its own words are on stderr.
 */
export async function ensureWeb(): Promise<string> {
  const folder = path.join(dist, sourceHash())
  if (existsSync(folder)) return folder
  const started = Date.now()
  const leash = path.join(root, 'bin', 'leash.mjs')
  const builder = path.join(import.meta.dirname, 'build-web.ts')
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', `--import=${leash}`, builder, folder],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // What tests build is what people get: under a test runner's name React would come in its slow, talkative form.
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (code !== 0 || !existsSync(folder)) throw new Error('the web could not be built; what went wrong stands above')
  process.stderr.write(`chedai: web built in ${Math.round((Date.now() - started) / 1000)} s\n`)
  return folder
}

/** What the build depends on: the web itself, contracts, words, the pure floor and the lock file. */
function sourceHash(): string {
  const hash = createHash('sha256')
  const add = (file: string) =>
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  const walk = (folder: string, wanted: (file: string) => boolean) => {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }).sort((a, b) =>
      path.join(a.parentPath, a.name).localeCompare(path.join(b.parentPath, b.name)),
    )) {
      const file = path.join(entry.parentPath, entry.name)
      if (entry.isFile() && !file.startsWith(dist) && wanted(file)) add(file)
    }
  }
  walk(path.join(root, 'web'), () => true)
  // A contract may take its choices from a noun beside it, so every pure file of a module counts.
  walk(
    path.join(root, 'modules'),
    file => /\.ts$/.test(file) && !/\.test\.ts$|\/(usecases|store)\/|store\.ts$/.test(file),
  )
  walk(path.join(root, 'lib'), file => !file.endsWith('.test.ts'))
  for (const file of ['app/contract.ts', 'package-lock.json', 'vite.config.ts']) add(path.join(root, file))
  return hash.digest('hex').slice(0, 16)
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}

const security = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
}

/** Serves the built web: hashed assets for ever, compressed once, and the page itself for every other address. */
export function webFiles(folder: string): Hono {
  const packed = new Map<string, { body: Uint8Array<ArrayBuffer>; encoding: string | null }>()
  const app = new Hono()
  app.get('*', c => {
    const wanted = path.normalize(decodeURIComponent(c.req.path)).replace(/^([/\\]|\.\.)+/, '')
    const isFile = wanted !== '' && path.extname(wanted) !== '' && existsSync(path.join(folder, wanted))
    // Only built files have an ending; an address may hold a dot of its own.
    if (!isFile && /^(assets|fonts)\//.test(wanted)) return c.notFound()
    const file = isFile ? wanted : 'index.html'
    const type = types[path.extname(file)] ?? 'application/octet-stream'
    const accepts = c.req.header('accept-encoding') ?? ''
    const encoding = type.startsWith('font')
      ? null
      : accepts.includes('br')
        ? 'br'
        : accepts.includes('gzip')
          ? 'gzip'
          : null
    const key = `${file}|${encoding}`
    let found = packed.get(key)
    if (!found) {
      const bytes = readFileSync(path.join(folder, file))
      const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
      const body = encoding === 'br' ? brotliCompressSync(bytes, quick) : encoding === 'gzip' ? gzipSync(bytes) : bytes
      found = { body: new Uint8Array(body), encoding }
      packed.set(key, found)
    }
    const immutable = /^(assets|fonts)\/.*-[\w-]{8}\./.test(file)
    return c.body(found.body, 200, {
      'content-type': type,
      'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(found.encoding ? { 'content-encoding': found.encoding, vary: 'accept-encoding' } : {}),
      ...security,
      ...afterEncrypted(c.req.header('x-forwarded-proto')),
    })
  })
  return app
}
