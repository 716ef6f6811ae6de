import type { Day } from '#lib/day'
import type { House } from '../house.ts'
import { staffOf } from './client.ts'

/** The demo city decides few files a day, so that half of them are drawn for a check. */
export async function sampleMore(house: House, fromDay: Day): Promise<void> {
  const as = staffOf(house)
  const { id } = await (await as('sun')).reference.proposeParameter({
    code: 'quality.sampling',
    value: { randomShare: '0.50', newcomerDays: 90, replyDays: 5 },
    fromDay,
    source: '演示城市每日审批件数少',
    mark: 'D',
    reason: '提高随机抽检比例',
  })
  await (await as('guo')).reference.decideParameter({ id, approved: true, reason: '同意' })
}

/** Most of the files drawn are checked: clean, but for two whose defect waits for the reply. */
export async function seedQuality(house: House): Promise<void> {
  const as = staffOf(house)
  const checker = await as('sun')
  const { rows } = await checker.origination.listChecks({ state: 'open', limit: 50 })
  for (const [index, check] of rows.slice(0, Math.ceil(rows.length * 0.7)).entries()) {
    const code = index === 0 ? 'income-unverified' : index === 2 ? 'document-unclear' : null
    await checker.origination.recordCheck({
      id: check.id,
      version: check.version,
      defects: code === null ? [] : [{ code, note: index === 0 ? '只有自报收入，没有流水' : '行驶证照片反光' }],
      note: code === null ? '与政策相符' : '',
    })
  }
}
