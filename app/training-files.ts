import { Hono } from 'hono'
import { parseId } from '#lib/id'
import { fileOf, proofFile } from '#training'
import type { House } from './house.ts'

/**
 * `GET /training/lesson-files/{lesson}` and `/training/session-files/{file}`: what a lesson or a session shows, as bytes a
 * browser can play and page through, in parts where it asks for parts. For who may see courses. `/training/proof-files/{proof}`:
 * a certificate from outside, for its holder and who may see that person's certificates.
 */
export function trainingFileRoutes(house: House): Hono {
  const serve = async (of: 'lesson' | 'session', id: string, request: Request): Promise<Response> => {
    const user = await house.identity.authenticate(request.headers)
    const known = user && (await house.spine.actorOf(house.spine.database, user.userId))
    if (!known) return new Response(null, { status: 401 })
    if (!known.rights.verdict('training.course.read').allow) return new Response(null, { status: 403 })
    const key = parseId(of === 'lesson' ? 'lesson' : 'sessionfile', id)
    const file = key === null ? null : await fileOf(house.spine.database, house.spine.vault, of, key)
    if (!file) return new Response(null, { status: 404 })
    const headers = {
      'content-type': file.mediaType,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      'cache-control': 'private, max-age=3600',
      'accept-ranges': 'bytes',
    }
    const size = file.content.length
    const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '')
    if (!range || (range[1] === '' && range[2] === '')) return new Response(new Uint8Array(file.content), { headers })
    const start = range[1] === '' ? Math.max(0, size - Number(range[2])) : Number(range[1])
    const end = range[1] === '' || range[2] === '' ? size - 1 : Math.min(Number(range[2]), size - 1)
    if (start > end || start >= size)
      return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
    return new Response(new Uint8Array(file.content.subarray(start, end + 1)), {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${start}-${end}/${size}` },
    })
  }
  const serveProof = async (id: string, request: Request): Promise<Response> => {
    const user = await house.identity.authenticate(request.headers)
    const known = user && (await house.spine.actorOf(house.spine.database, user.userId))
    if (!known) return new Response(null, { status: 401 })
    const key = parseId('proof', id)
    const file = key === null ? null : await proofFile(house.spine.database, house.spine.vault, key)
    if (!file || !known.rights.verdict('training.certificate.read', file.place).allow)
      return new Response(null, { status: 404 })
    return new Response(new Uint8Array(file.content), {
      headers: {
        'content-type': file.mediaType,
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
        'cache-control': 'private, no-store',
      },
    })
  }
  return new Hono()
    .get('/training/proof-files/:id', c => serveProof(c.req.param('id'), c.req.raw))
    .get('/training/lesson-files/:id', c => serve('lesson', c.req.param('id'), c.req.raw))
    .get('/training/session-files/:id', c => serve('session', c.req.param('id'), c.req.raw))
}
