import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { accept } from './usecases/accept-contract.ts'
import { discardTemplate } from './usecases/discard-template.ts'
import { downloadContract } from './usecases/download-contract.ts'
import { draftTemplate } from './usecases/draft-template.ts'
import { getContract } from './usecases/get-contract.ts'
import { getTemplate } from './usecases/get-template.ts'
import { listContracts } from './usecases/list-contracts.ts'
import { listTemplates } from './usecases/list-templates.ts'
import { previewTemplate } from './usecases/preview-template.ts'
import { printQuote } from './usecases/print-quote.ts'
import { publishTemplate } from './usecases/publish-template.ts'
import { saveTemplate } from './usecases/save-template.ts'
import { voidProduced } from './usecases/void-contract.ts'

export const routes = {
  listContracts: query(api.listContracts, listContracts),
  getContract: query(api.getContract, getContract),
  // Names stand in full in the file: opening it goes through the write path for its audit line, although it changes nothing.
  downloadContract: command(api.downloadContract, downloadContract),
  acceptContract: command(api.acceptContract, accept),
  voidContract: command(api.voidContract, voidProduced),
  printQuote: query(api.printQuote, printQuote),
  listTemplates: query(api.listTemplates, listTemplates),
  getTemplate: query(api.getTemplate, getTemplate),
  previewTemplate: query(api.previewTemplate, previewTemplate),
  draftTemplate: command(api.draftTemplate, draftTemplate),
  saveTemplate: command(api.saveTemplate, saveTemplate),
  publishTemplate: command(api.publishTemplate, publishTemplate),
  discardTemplate: command(api.discardTemplate, discardTemplate),
}
