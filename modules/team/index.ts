export { withDescendants } from './group.ts'
export { type Post, posts } from './post.ts'
export { ensureBranch, groupNodes, insertGroup, leaveOf, type PersonRow, personById, personByUser } from './store.ts'
export { addPerson, type NewPerson } from './usecases/add-person.ts'
