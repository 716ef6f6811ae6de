import { distributeBook } from '#servicing'
import { openInstallation } from '../home.ts'
import { options } from './arguments.ts'

/** `chedai distribute`: spreads the loan book over the nodes of a Citus cluster. @throws Error in one line without Citus */
export async function run(args: string[]): Promise<unknown> {
  options(args, [])
  const house = await openInstallation()
  try {
    const done = await distributeBook(house.spine.database)
    if (done) return done
    throw new Error(
      '此数据库没有 Citus 扩展，贷款台账仍在单机上，一切照常；要分布到多台机器，请用 DATABASE_URL 指向装有 Citus 的 PostgreSQL。 ' +
        'This database has no Citus extension; the loan book stays on one machine and everything works. To spread it, point DATABASE_URL to a PostgreSQL with Citus.',
    )
  } finally {
    await house.close()
  }
}
