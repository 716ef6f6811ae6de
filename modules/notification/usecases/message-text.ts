import type { Vault } from '#platform/crypto'
import type { MessageRow } from '../store.ts'
import { type NoticeFacts, sentenceOf } from '../template.ts'
import { houseWords } from './house-words.ts'

/** The sentence of a message, its sealed facts opened. */
export function messageText(vault: Vault, row: Pick<MessageRow, 'template' | 'factsSealed' | 'language'>): string {
  const facts = JSON.parse(vault.open(row.factsSealed, 'notification.message.facts')) as NoticeFacts
  return sentenceOf(houseWords(), row.template, facts, row.language)
}
