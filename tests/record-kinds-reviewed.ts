import type { There } from './record-kinds.ts'
import { type Kind, type Making, nowhere, ofPerson, when } from './record-kinds.ts'

/** What is reviewed of people's rights: a campaign, and a revocation that waits for its second person. */
export async function addReviewedKinds(
  { insert, put, add }: Making,
  { maker, stranger }: { maker: There; stranger: There },
): Promise<void> {
  // A campaign shows to whoever sees or signs a line of it.
  const campaign = await insert('authority.review_campaign', {
    quarter: '2026-Q1',
    opened_on: '2026-03-01',
    due_on: '2026-12-31',
    revokes: false,
    opened_by_name: '某',
    opened_at: when,
  })
  const right = await insert('authority.review_line', {
    campaign_id: campaign,
    person_id: stranger.id,
    person_name: '某',
    kind: 'grant',
    code: 'collector',
    title_zh: '催收',
    title_en: 'Collector',
    snapshot: JSON.stringify({ sources: [], permissions: [], conflicts: [], certificates: [], traced: true }),
  })
  const reads: Kind['may'] = (_, place, { rights }) =>
    rights.verdict('authority.review.read', place).allow || rights.verdict('authority.review.read', nowhere).allow
  add('campaign', campaign, put('authority.review_line', right, ofPerson), reads)

  // A revocation holds company-wide as any change of rights does: whoever approves rules decides on it wherever the person works, but not on their own.
  const ended = await insert('authority.review_campaign', {
    quarter: '2025-Q4',
    opened_on: '2025-12-01',
    due_on: '2026-12-31',
    revokes: false,
    opened_by_name: '某',
    opened_at: when,
  })
  const lent = await insert('authority.review_line', {
    campaign_id: ended,
    person_id: stranger.id,
    person_name: '某',
    kind: 'delegation',
    code: '1',
    title_zh: '代办',
    title_en: 'Delegation',
    snapshot: JSON.stringify({ sources: [], permissions: [], conflicts: [], certificates: [], traced: true }),
  })
  await insert('authority.review_answer', {
    line_id: lent,
    keeps: false,
    answered_by: maker.id,
    answered_by_name: '某',
    answered_at: when,
  })
  add(
    'reviewline',
    lent,
    put('authority.review_line', lent, ofPerson),
    ({ permission }, place, { me, rights }) => rights.verdict(permission).allow && place.ownerId !== me,
  )
}
