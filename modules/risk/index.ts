export { aging } from './usecases/aging.ts'
export { flow } from './usecases/flow.ts'
export { roll } from './usecases/roll.ts'
export { vintage } from './usecases/vintage.ts'
