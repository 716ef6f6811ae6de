import { WaitingForMe } from '../home/waiting.tsx'
import TeamBoard from './board.tsx'

/** The manager's morning: the team's figures, what waits, then everybody. */
export default function ManagerHome() {
  return <TeamBoard aside={<WaitingForMe />} />
}
