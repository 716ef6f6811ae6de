import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { compareRuleSet } from './usecases/compare-rule-set.ts'
import { discardRuleSet } from './usecases/discard-rule-set.ts'
import { draftRuleSet } from './usecases/draft-rule-set.ts'
import { getDecision } from './usecases/get-decision.ts'
import { getRuleSet } from './usecases/get-rule-set.ts'
import { listFacts } from './usecases/list-facts.ts'
import { listRuleSets } from './usecases/list-rule-sets.ts'
import { publishRuleSet } from './usecases/publish-rule-set.ts'
import { saveRuleSet } from './usecases/save-rule-set.ts'
import { tryRuleSet } from './usecases/try-rule-set.ts'

export const routes = {
  listRuleSets: query(api.listRuleSets, listRuleSets),
  getRuleSet: query(api.getRuleSet, getRuleSet),
  listFacts: query(api.listFacts, listFacts),
  draftRuleSet: command(api.draftRuleSet, draftRuleSet),
  saveRuleSet: command(api.saveRuleSet, saveRuleSet),
  publishRuleSet: command(api.publishRuleSet, publishRuleSet),
  discardRuleSet: command(api.discardRuleSet, discardRuleSet),
  tryRuleSet: command(api.tryRuleSet, tryRuleSet),
  compareRuleSet: query(api.compareRuleSet, compareRuleSet),
  getDecision: query(api.getDecision, getDecision),
}
