import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { assert } from '#lib/assert'

/** Seals personal data and finds it again without opening it. */
export type Vault = {
  /** AES-256-GCM under a fresh nonce: version byte, nonce, tag, ciphertext. `context` names the field and is authenticated. */
  seal(text: string, context: string): Buffer
  /** Opens what `seal` made for the same context. @throws Error when it was altered or belongs to another field. */
  open(sealed: Buffer, context: string): string
  /** A keyed fingerprint of a normalised value, equal for equal values of one field: the blind index for search. */
  fingerprint(text: string, context: string): Buffer
  /** A secret derived for another purpose (session signing), stable for the installation. */
  secret(purpose: string): string
}

const version = 1

/** Builds the vault from 32 bytes of key; separate keys for sealing and fingerprints are derived from it. */
export function openVault(key: Buffer): Vault {
  assert(key.length === 32, 'the key must have 32 bytes')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `chedai ${purpose}`, 32))
  const sealing = derive('seal')
  const indexing = derive('fingerprint')
  return {
    seal(text, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      cipher.setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body])
    },
    open(sealed, context) {
      assert(sealed[0] === version, 'unknown seal version')
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(1, 13))
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(sealed.subarray(13, 29))
      return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8')
    },
    fingerprint(text, context) {
      return createHmac('sha256', indexing).update(`${context}\0${text}`).digest().subarray(0, 16)
    },
    secret: purpose => derive(purpose).toString('base64url'),
  }
}

/** The installation's key: CHEDAI_KEY (64 hex digits) or `<home>/key`, made at the first start, readable by its owner only. */
export function loadKey(home: string): Buffer {
  const given = process.env.CHEDAI_KEY
  if (given) {
    if (!/^[0-9a-f]{64}$/i.test(given)) throw new Error('CHEDAI_KEY must be 64 hex digits')
    return Buffer.from(given, 'hex')
  }
  const file = path.join(home, 'key')
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true })
    try {
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Another process starting at the same time made it first; its key is the one.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  const text = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error(`${file} is no key of 64 hex digits: put it back from your copy`)
  return Buffer.from(text, 'hex')
}
