import { must } from '#lib/assert'
import { type Id, toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { say } from '#lib/words'
import type { Context } from '#platform/context'
import { readFile, storeFile } from '#platform/files'
import type { Input, Output } from '#platform/operation'
import { boardPeople, heldWork, personById, personNames } from '#team'
import * as store from '../store/thread.ts'
import { checkFiles, checkOwnLine } from '../thread.ts'
import type { togetherApi } from '../together-api.ts'
import { houseWords } from './house-words.ts'
import { notify } from './notify.ts'
import { readerKey } from './reader.ts'
import { checkRecord, nounOf, personId, recordFault } from './record-door.ts'

const seal = 'notification.thread'

/** A page of a record's thread, newest first, with what the reader has not read. @throws Refusal as `checkRecord` */
export async function listThread(
  ctx: Context,
  input: Input<typeof togetherApi.listThread>,
): Promise<Output<typeof togetherApi.listThread>> {
  await checkRecord(ctx, input.record)
  const page = await store.listThread(ctx.sql, input.record, { direction: 'desc', ...input })
  const keys = page.rows.map(row => row.key)
  const files = await store.filesOf(ctx.sql, keys)
  const receipts = await store.receiptsOf(ctx.sql, keys)
  const names = await personNames(
    ctx.sql,
    page.rows.flatMap(row => row.mentions),
  )
  return {
    rows: page.rows.map(row => ({
      id: toId('line', row.key),
      kind: row.kind,
      authorName: row.authorName,
      mine: row.authorKey === ctx.actor.key,
      text: row.removedAt ? '' : ctx.vault.open(row.bodySealed, seal),
      mentions: row.mentions.map(key => ({ id: personId(key), name: names.get(key) ?? '' })),
      files: row.removedAt
        ? []
        : files
            .filter(file => file.message === row.key)
            .map(({ key, name, mediaType, size }) => ({ id: toId('threadfile', key), name, mediaType, size })),
      receipts: receipts.filter(one => one.message === row.key).map(({ name, at }) => ({ name, at })),
      createdAt: row.createdAt,
      editedAt: row.editedAt,
      removed: row.removedAt !== null,
    })),
    next: page.next,
    total: page.total,
    unread: await store.unreadIn(ctx.sql, readerKey(ctx), input.record),
  }
}

/**
 * Adds a line: text, people named, files. Only people who may see the record are told that they were named.
 * @throws Refusal as `checkRecord`; notification.mention naming who may not see it; notification.thread_file
 */
export async function postLine(
  ctx: Context,
  input: Input<typeof togetherApi.postLine>,
): Promise<Output<typeof togetherApi.postLine>> {
  await checkRecord(ctx, input.record)
  const files = input.files.map(file => ({ ...file, content: Buffer.from(file.content, 'base64') }))
  checkFiles(files.map(file => ({ name: file.name, mediaType: file.mediaType, bytes: file.content.length })))
  const named = [...new Set(input.mentions.map(toKey))].filter(key => key !== ctx.actor.key)
  for (const key of named) {
    const person = await personById(ctx.sql, personId(key), ctx.today)
    refuseUnless(
      person && (await recordFault(ctx, person, input.record)) === null,
      'notification.mention',
      { name: person?.name ?? '' },
      'mentions',
    )
  }
  const key = await store.insertMessage(ctx, {
    record: input.record,
    kind: input.kind,
    bodySealed: ctx.vault.seal(input.text, seal),
    mentions: named,
  })
  const stored = []
  for (const { name, mediaType, content } of files)
    stored.push({
      name,
      mediaType,
      size: content.length,
      sha256: await storeFile(ctx.sql, ctx.vault, ctx.now, { mediaType, content }),
    })
  await store.insertFiles(ctx.sql, key, stored)
  await store.saveSeen(ctx.sql, readerKey(ctx), input.record, key)
  const id = toId('line', key)
  const told = { facts: { author: ctx.actor.name, noun: nounOf(input.record) }, about: input.record as Id<string> }
  if (input.kind === 'handover') {
    // Who has the record now hears of it at once; who comes to hold it, when they do.
    const to = [...named, ...(await heldWork.holdersOf(ctx.sql, input.record))].filter(one => one !== ctx.actor.key)
    await notify(ctx, { to, template: 'notification.notice.handover', ...told, once: `${id}.handover` })
  } else await notify(ctx, { to: named, template: 'notification.notice.named', ...told })
  ctx.about(input.record)
  ctx.note({ line: id, kind: input.kind, files: stored.length })
  return { id }
}

/** A line whose record the actor may see, locked. @throws Refusal notification.line_not_found, and as `checkRecord` */
async function lineFor(ctx: Context, id: Id<'line'>) {
  const line = await store.messageByKey(ctx.sql, toKey(id), true)
  refuseUnless(line, 'notification.line_not_found')
  await checkRecord(ctx, line.record)
  return line
}

/** Changes one's own line; what it said stays as a trace. @throws Refusal as `lineFor`, notification.thread_not_own, notification.thread_removed */
export async function editLine(
  ctx: Context,
  input: Input<typeof togetherApi.editLine>,
): Promise<Output<typeof togetherApi.editLine>> {
  const line = await lineFor(ctx, input.id)
  checkOwnLine({ authorKey: line.authorKey, removed: line.removedAt !== null }, ctx.actor.key)
  await store.saveMessage(ctx, line, { kind: 'edited', bodySealed: ctx.vault.seal(input.text, seal) })
  ctx.about(line.record)
  ctx.note({ line: input.id })
  return { id: input.id }
}

/** Removes one's own line; that it stood there, and what it said, stays as a trace. @throws Refusal as `editLine` */
export async function removeLine(
  ctx: Context,
  input: Input<typeof togetherApi.removeLine>,
): Promise<Output<typeof togetherApi.removeLine>> {
  const line = await lineFor(ctx, input.id)
  checkOwnLine({ authorKey: line.authorKey, removed: line.removedAt !== null }, ctx.actor.key)
  await store.saveMessage(ctx, line, { kind: 'removed', bodySealed: ctx.vault.seal('', seal) })
  ctx.about(line.record)
  ctx.note({ line: input.id })
  return { id: input.id }
}

/** What a line said before it was edited or removed, for whoever may see the record. @throws Refusal notification.line_not_found */
export async function listTraces(
  ctx: Context,
  input: Input<typeof togetherApi.listTraces>,
): Promise<Output<typeof togetherApi.listTraces>> {
  const line = await store.messageByKey(ctx.sql, toKey(input.id))
  refuseUnless(line, 'notification.line_not_found')
  await checkRecord(ctx, line.record)
  return (await store.tracesOf(ctx.sql, line.key)).map(({ bodySealed, ...trace }) => ({
    ...trace,
    text: ctx.vault.open(bodySealed, seal),
  }))
}

/** Opens a file of a thread; who looked at it stays in the audit line. @throws Refusal notification.line_not_found, and as `checkRecord` */
export async function openThreadFile(
  ctx: Context,
  input: Input<typeof togetherApi.openThreadFile>,
): Promise<Output<typeof togetherApi.openThreadFile>> {
  const file = await store.fileByKey(ctx.sql, toKey(input.id))
  refuseUnless(file, 'notification.line_not_found')
  await checkRecord(ctx, file.record)
  const stored = must(await readFile(ctx.sql, ctx.vault, file.sha256), 'an attached file is stored')
  ctx.about(file.record)
  ctx.note({ opened: input.id })
  return { name: file.name, mediaType: file.mediaType, content: stored.content.toString('base64') }
}

/** Marks a thread as read up to a line. @throws Refusal as `checkRecord` */
export async function seeThread(
  ctx: Context,
  input: Input<typeof togetherApi.seeThread>,
): Promise<Output<typeof togetherApi.seeThread>> {
  await checkRecord(ctx, input.record)
  await store.saveSeen(ctx.sql, readerKey(ctx), input.record, toKey(input.through))
  return { unread: await store.unreadIn(ctx.sql, readerKey(ctx), input.record) }
}

const mostSuggested = 8

/** People to name in a thread, by name: those who may not see the record are there too, with why. @throws Refusal as `checkRecord` */
export async function listMentionable(
  ctx: Context,
  input: Input<typeof togetherApi.listMentionable>,
): Promise<Output<typeof togetherApi.listMentionable>> {
  await checkRecord(ctx, input.record)
  const wanted = input.search?.toLowerCase() ?? ''
  const people = (await boardPeople(ctx, 'team.person.read')).filter(
    one => one.key !== ctx.actor.key && (one.name.includes(wanted) || one.username.startsWith(wanted)),
  )
  const found = []
  for (const person of people.slice(0, mostSuggested)) {
    const fault = await recordFault(ctx, person, input.record)
    const word = fault === null ? undefined : houseWords()[`notification.why.${fault.split('.')[1]}`]
    const other = houseWords()['notification.why.other']!
    found.push({
      id: person.id,
      name: person.name,
      post: person.post,
      why: fault === null ? null : say(word ?? other, ctx.language),
    })
  }
  return found.sort((a, b) => Number(a.why !== null) - Number(b.why !== null))
}

/** The threads the reader writes in or was named in, with what is unread; those whose record they may no longer see are left out. */
export async function listMyThreads(ctx: Context): Promise<Output<typeof togetherApi.listMyThreads>> {
  const found = []
  for (const thread of await store.threadsOf(ctx.sql, readerKey(ctx))) {
    const allowed = await mayRead(ctx, thread.record)
    if (!allowed) continue
    const { lastBody, lastRemoved, ...row } = thread
    found.push({
      ...row,
      noun: nounOf(row.record),
      lastText: lastRemoved ? '' : ctx.vault.open(lastBody, seal).slice(0, 120),
    })
  }
  return found
}

async function mayRead(ctx: Context, record: string): Promise<boolean> {
  const person = await personById(ctx.sql, personId(readerKey(ctx)), ctx.today)
  return person !== null && (await recordFault(ctx, person, record)) === null
}

/** The threads of records asked about, as far as the reader may see them: what is said about a customer's business, gathered. */
export async function listThreadsOn(
  ctx: Context,
  input: Input<typeof togetherApi.listThreadsOn>,
): Promise<Output<typeof togetherApi.listThreadsOn>> {
  const found = []
  for (const thread of await store.threadsOn(ctx.sql, readerKey(ctx), input.records.split(','))) {
    if (!(await mayRead(ctx, thread.record))) continue
    const { lastBody, lastRemoved, ...row } = thread
    const lastText = lastRemoved ? '' : ctx.vault.open(lastBody, seal).slice(0, 120)
    found.push({ ...row, noun: nounOf(row.record), lastText })
  }
  return found
}

/** What the holders before have left for the reader, who has not taken note of it yet. @throws Refusal as `checkRecord` */
export async function listHandovers(
  ctx: Context,
  input: Input<typeof togetherApi.listHandovers>,
): Promise<Output<typeof togetherApi.listHandovers>> {
  await checkRecord(ctx, input.record)
  return (await store.openHandovers(ctx.sql, readerKey(ctx), input.record)).map(row => ({
    id: toId('line', row.key),
    authorName: row.authorName,
    text: ctx.vault.open(row.bodySealed, seal),
    createdAt: row.createdAt,
  }))
}

/** Takes note of a hand-over. @throws Refusal as `lineFor`, notification.not_handover */
export async function receiveHandover(
  ctx: Context,
  input: Input<typeof togetherApi.receiveHandover>,
): Promise<Output<typeof togetherApi.receiveHandover>> {
  const line = await lineFor(ctx, input.id)
  refuseUnless(line.kind === 'handover' && line.removedAt === null, 'notification.not_handover')
  await store.insertReceipt(ctx, line.key)
  await store.tellRecord(ctx.sql, line.record)
  ctx.about(line.record)
  return { id: input.id }
}
