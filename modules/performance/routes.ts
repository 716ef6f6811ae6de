import { query } from '#platform/operation'
import { api } from './api.ts'
import { figureRows } from './usecases/figure-rows.ts'
import { listMetrics } from './usecases/list-metrics.ts'
import { teamBoard } from './usecases/team-board.ts'

export const routes = {
  listMetrics: query(api.listMetrics, listMetrics),
  teamBoard: query(api.teamBoard, teamBoard),
  figureRows: query(api.figureRows, figureRows),
}
