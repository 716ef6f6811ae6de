import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs `work` while no other process holds the lock of `file`, which is made when it is missing. SQLite serves as the
 * lock, because the operating system drops its locks with the process that held them.
 */
export async function underFileLock<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  const lock = new DatabaseSync(file)
  try {
    while (!hasTaken(lock)) await sleep(15)
    return await work()
  } finally {
    lock.close()
  }
}

function hasTaken(lock: DatabaseSync): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    const busy = 5
    if ((error as { errcode?: number }).errcode === busy) return false
    throw error
  }
}
