import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Data from outside, beside the checkout; never copied into it, for their licences differ from the project's. */
const root = process.env.CHEDAI_TEST_DATA ?? path.join(import.meta.dirname, '../../../shared/data')

/** Where a file of the outside data is, or null where the folder is absent: the test that wants it is skipped and says so. */
export function outsideFile(file: string): string | null {
  const found = path.join(root, file)
  if (existsSync(found)) return found
  console.warn(`skipped: no ${file} under ${root}; set CHEDAI_TEST_DATA to the folder of test data from outside`)
  return null
}

/** A JSON file of the outside data, or null where the folder is absent; the test that wants it is skipped and says so. */
export function outsideJson<T>(file: string): T | null {
  const found = outsideFile(file)
  return found === null ? null : (JSON.parse(readFileSync(found, 'utf8')) as T)
}
