export type { Delegation } from './delegation.ts'
export { withDescendants } from './group.ts'
export { type Post, posts } from './post.ts'
export { delegationsTo } from './store/delegation.ts'
export {
  boardGroups,
  boardPeople,
  cityOfBranch,
  ensureBranch,
  groupNodes,
  insertGroup,
  leaveOf,
  type PersonRow,
  personById,
  personByUser,
  personNames,
} from './store.ts'
export { addPerson, type NewPerson } from './usecases/add-person.ts'
export { reachOf } from './usecases/reach.ts'
