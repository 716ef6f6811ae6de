export { type OpenWall, openWall } from './usecases/open-wall.ts'
