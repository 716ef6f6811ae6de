import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { decideParameter } from './usecases/decide-parameter.ts'
import { getParameter, listParameters } from './usecases/list-parameters.ts'
import { listSeries } from './usecases/list-series.ts'
import { proposeParameter } from './usecases/propose-parameter.ts'
import { recordSeries } from './usecases/record-series.ts'

export const routes = {
  listParameters: query(api.listParameters, listParameters),
  getParameter: query(api.getParameter, getParameter),
  proposeParameter: command(api.proposeParameter, proposeParameter),
  decideParameter: command(api.decideParameter, decideParameter),
  listSeries: query(api.listSeries, listSeries),
  recordSeries: command(api.recordSeries, recordSeries),
}
