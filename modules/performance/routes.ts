import { query } from '#platform/operation'
import { api } from './api.ts'
import { alertRows } from './usecases/alert-rows.ts'
import { figureRows } from './usecases/figure-rows.ts'
import { listMetrics } from './usecases/list-metrics.ts'
import { teamBoard } from './usecases/team-board.ts'
import { wall } from './usecases/wall.ts'
import { wallTrend } from './usecases/wall-trend.ts'

export const routes = {
  listMetrics: query(api.listMetrics, listMetrics),
  teamBoard: query(api.teamBoard, teamBoard),
  figureRows: query(api.figureRows, figureRows),
  wall: query(api.wall, wall),
  wallTrend: query(api.wallTrend, wallTrend),
  alertRows: query(api.alertRows, alertRows),
}
