/** What other modules do with people: take them in and give them another place. Each checks the actor's own rights. */
export { addPerson } from './add-person.ts'
export { movePerson } from './move-person.ts'
