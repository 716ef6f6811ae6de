import type { House } from '../house.ts'
import { staffOf } from './client.ts'

const signers = ['zheng', 'shen', 'guo', 'qian', 'jin']

/**
 * The demo city's managers sign the reviews that the close has opened: all of it in the past; of the one that runs this morning
 * some have signed, one right is to be revoked, and the rest waits.
 */
export async function signAccessReview(house: House, whole: boolean): Promise<void> {
  const as = staffOf(house)
  for (const username of whole ? signers : ['shen', 'guo']) {
    const manager = await as(username)
    const { campaigns } = await manager.authority.listReviews()
    for (const { id } of campaigns.filter(one => one.mine > 0)) {
      const all = await manager.authority.listMyReviewLines({ id })
      const rows = all.filter(line => line.state === 'open')
      const revoked = whole ? undefined : rows.find(line => line.kind === 'grant')
      const lines = rows.filter(line => line.id !== revoked?.id).map(line => ({ id: line.id, keeps: true }))
      if (lines.length > 0) await manager.authority.signReviewLines({ id, lines, reason: '与岗位相符，继续需要' })
      if (revoked)
        await manager.authority.signReviewLines({
          id,
          lines: [{ id: revoked.id, keeps: false }],
          reason: '增补期已过，贷审会另有人选',
        })
    }
  }
}
