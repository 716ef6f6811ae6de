import type { House } from '../house.ts'
import { staffOf } from './client.ts'
import { demoPeople } from './people.ts'

/** People have read what they were told until this morning; what today brings finds an empty bell. */
export async function readNotices(house: House): Promise<void> {
  const as = staffOf(house)
  for (const { username } of demoPeople) await (await as(username)).notification.readNotices({ through: null })
}
