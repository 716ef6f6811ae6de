import { countAbout, doneRows, taskRows } from '../store/task-list.ts'
import { giveTasks } from './board.ts'
import { remindTasks } from './remind-tasks.ts'
import { tasksAbout } from './tasks-about.ts'

/** What other modules do with tasks: give them, read those about their own records, count them, remind of them. */
export { countAbout, doneRows, giveTasks, remindTasks, taskRows, tasksAbout }
