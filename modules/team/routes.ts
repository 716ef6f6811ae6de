import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { addDelegation } from './usecases/add-delegation.ts'
import { addGroup } from './usecases/add-group.ts'
import { addLeave } from './usecases/add-leave.ts'
import { addPerson } from './usecases/add-person.ts'
import { cancelLeave } from './usecases/cancel-leave.ts'
import { changeGroup, closeGroup } from './usecases/change-group.ts'
import { addDottedLine, endDottedLine } from './usecases/dotted-lines.ts'
import { endDelegation } from './usecases/end-delegation.ts'
import { endPerson } from './usecases/end-person.ts'
import { getGroup } from './usecases/get-group.ts'
import { getPerson } from './usecases/get-person.ts'
import { getHeldWork, handOverWork, listTransitions, tickTransition } from './usecases/hand-over.ts'
import { keepListChoice } from './usecases/keep-list-choice.ts'
import { listChoices } from './usecases/list-choices.ts'
import { listDelegations } from './usecases/list-delegations.ts'
import { listGroups } from './usecases/list-groups.ts'
import { listLeave } from './usecases/list-leave.ts'
import { listPeople } from './usecases/list-people.ts'
import { me } from './usecases/me.ts'
import { movePerson } from './usecases/move-person.ts'
import { organisation } from './usecases/organisation.ts'
import { addPost, changePost, getPost, listPosts, setSeats } from './usecases/posts.ts'

export const routes = {
  me: query(api.me, me),
  listPeople: query(api.listPeople, listPeople),
  getPerson: query(api.getPerson, getPerson),
  addPerson: command(api.addPerson, addPerson),
  movePerson: command(api.movePerson, movePerson),
  endPerson: command(api.endPerson, endPerson),
  listGroups: query(api.listGroups, listGroups),
  addGroup: command(api.addGroup, addGroup),
  getGroup: query(api.getGroup, getGroup),
  changeGroup: command(api.changeGroup, changeGroup),
  closeGroup: command(api.closeGroup, closeGroup),
  listLeave: query(api.listLeave, listLeave),
  addLeave: command(api.addLeave, addLeave),
  listDelegations: query(api.listDelegations, listDelegations),
  addDelegation: command(api.addDelegation, addDelegation),
  endDelegation: command(api.endDelegation, endDelegation),
  cancelLeave: command(api.cancelLeave, cancelLeave),
  organisation: query(api.organisation, organisation),
  listPosts: query(api.listPosts, listPosts),
  getPost: query(api.getPost, getPost),
  addPost: command(api.addPost, addPost),
  changePost: command(api.changePost, changePost),
  setSeats: command(api.setSeats, setSeats),
  getHeldWork: query(api.getHeldWork, getHeldWork),
  handOverWork: command(api.handOverWork, handOverWork),
  listTransitions: query(api.listTransitions, listTransitions),
  tickTransition: command(api.tickTransition, tickTransition),
  listChoices: query(api.listChoices, listChoices),
  keepListChoice: command(api.keepListChoice, keepListChoice),
  addDottedLine: command(api.addDottedLine, addDottedLine),
  endDottedLine: command(api.endDottedLine, endDottedLine),
}
