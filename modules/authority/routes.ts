import { query } from '#platform/operation'
import { api } from './api.ts'
import { listAudit } from './usecases/list-audit.ts'
import { listRoles } from './usecases/list-roles.ts'

export const routes = {
  listRoles: query(api.listRoles, listRoles),
  listAudit: query(api.listAudit, listAudit),
}
