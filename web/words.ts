import type { Language, Words } from '#lib/words'

/** What the shell says, the door included; what only stands behind it is in `web/ui/words.ts`, and every module has its own. */
export const shellWords = {
  'shell.name': ['车贷通', 'Chedai'],
  'shell.slogan': ['汽车金融业务团队的一套系统', 'One program for an auto-loan team'],
  'shell.sign-in': ['登录', 'Sign in'],
  'shell.company-sign-in': ['用公司账号登录', 'Sign in with the company account'],
  'shell.sign-out': ['退出登录', 'Sign out'],
  'shell.username': ['用户名', 'Username'],
  'shell.password': ['密码', 'Password'],
  'shell.code': ['动态验证码', 'One-time code'],
  'shell.code-help': ['打开验证器应用，输入 6 位数字', 'Open your authenticator app and enter the six digits'],
  'shell.sign-in-failed': ['用户名或密码不对', 'Wrong username or password'],
  'shell.wrong-code': ['动态验证码不对，请用最新的一组', 'Wrong code; use the newest one'],
  'shell.wrong-backup-code': ['备用码不对，或已经用过', 'Wrong backup code, or already used'],
  'shell.backup-code': ['备用码', 'Backup code'],
  'shell.use-backup-code': ['手机不在身边？用备用码', 'No phone at hand? Use a backup code'],
  'shell.use-code': ['用动态验证码', 'Use a one-time code'],
  'shell.other-account': ['换个账号', 'Another account'],
  'shell.locked': ['失败次数过多，请 15 分钟后再试', 'Too many failures; try again in 15 minutes'],
  'shell.demo-accounts': ['演示账号，点选即登录', 'Demo accounts: pick one to sign in'],
  'shell.home': ['工作台', 'Home'],
  'shell.search': ['搜索页面、编号、客户', 'Search screens, numbers, customers'],
  'shell.business-day': ['营业日', 'Business day'],
  'shell.dark': ['深色', 'Dark'],
  'shell.light': ['浅色', 'Light'],
  'shell.menu': ['菜单', 'Menu'],
  'shell.more': ['更多', 'More'],
  'shell.sessions': ['登录与安全', 'Sign-in and security'],
  'shell.not-found': ['没有这个页面', 'There is no such page'],
  'shell.no-permission': ['您的岗位看不到这个页面', 'Your post does not include this page'],
  'shell.back-home': ['回到工作台', 'Back to home'],
  'shell.error': ['页面出错了', 'This page failed'],
  'shell.retry': ['重试', 'Try again'],
  'shell.offline': ['连不上服务器，请检查网络后重试', 'The server cannot be reached; check the network and try again'],
  'shell.section.deals': ['业务办理', 'Deals'],
  'shell.section.customers': ['客户与资产', 'Customers and loans'],
  'shell.section.risk': ['产品与风险', 'Products and risk'],
  'shell.section.performance': ['绩效与薪酬', 'Performance and pay'],
  'shell.section.team': ['团队与学习', 'Team and learning'],
  'shell.section.settings': ['设置与审计', 'Settings and audit'],
  'shell.loading': ['载入中', 'Loading'],
  'shell.today': ['今天', 'Today'],
  'shell.places': ['常用页面', 'Gone to most'],
  'shell.news': ['消息', 'News'],
  'shell.news.none': ['没有新消息。', 'No news.'],
  'shell.loans-count': ['{count} 笔', '{count} {count:loan|loans}'],
  'shell.waiting': ['等我处理', 'Waiting for me'],
  'shell.waiting.none': ['没有等您处理的事。', 'Nothing waits for you.'],
  'shell.waiting.review': ['待审进件', 'Applications to review'],
  'shell.waiting.funding': ['待放款请款', 'Funding to pay out'],
  'shell.waiting.parameter': ['参数变更待复核', 'Parameter changes to check'],
  'shell.waiting.glass': ['应急授权待复查', 'Emergency access to review'],
  'shell.waiting.held': ['变更待复核', 'Changes to check'],
  'shell.waiting.access-review': ['权限待签核', 'Rights to sign'],
  'shell.waiting.rules': ['规则集草稿待发布', 'Rule set drafts to publish'],
  'shell.waiting.template': ['合同模板草稿待发布', 'Contract template drafts to publish'],
  'shell.waiting.day': ['营业日尚未日终', 'Business day not closed'],
  'shell.waiting.overdue': ['逾期贷款', 'Overdue loans'],
  'shell.waiting.correction': ['利率更正差额待处理', 'Corrected rates to decide'],
  'shell.waiting.message': ['发送失败的短信', 'Messages that failed'],
  'shell.book.open': ['在贷笔数', 'Open loans'],
  'shell.book.outstanding': ['剩余本金', 'Outstanding'],
  'shell.book.overdue': ['逾期笔数', 'Overdue loans'],
  'shell.book.overdue-amount': ['逾期金额', 'Overdue amount'],
  'shell.book.bad': ['逾期 90 天以上', 'Over 90 days overdue'],
} satisfies Words

/** What the modules say, by key, in the languages that were asked for. */
const said: Partial<Record<Language, Readonly<Record<string, string>>>> = {}

/** Brings the words of the modules in one language; the shell's own are always there, for the door stands before them. */
export async function bringWords(language: Language): Promise<void> {
  said[language] ??= (await (language === 'zh' ? import('virtual:words/zh') : import('virtual:words/en'))).default
}

/** What parts of the program bring with them, once they are loaded. */
const added: Record<Language, Record<string, string>> = { zh: {}, en: {} }

/** Makes words known that come with a part of the program. */
export function addWords(language: Language, words: Readonly<Record<string, string>>): void {
  Object.assign(added[language], words)
}

const ofPages: Partial<Record<Language, Promise<void>>> = {}

/** Brings what only pages say that one goes to; a first page does without. What could not be brought is asked for again. */
export function bringPageWords(language: Language): Promise<void> {
  ofPages[language] ??= (language === 'zh' ? import('virtual:page-words/zh') : import('virtual:page-words/en')).then(
    words => addWords(language, words.default),
    error => {
      delete ofPages[language]
      throw error
    },
  )
  return ofPages[language]
}

/** The keys of the modules' words in a language that was brought. */
export const keysOf = (language: Language): string[] => Object.keys({ ...said[language], ...added[language] })

/** The text of a key, holes unfilled; undefined where nobody says it or its language has not been brought. */
export function textOf(key: string, language: Language): string | undefined {
  const text = (shellWords as Words)[key]?.[language === 'zh' ? 0 : 1] ?? said[language]?.[key] ?? added[language][key]
  // The house's typeface draws a curly apostrophe as wide as a Chinese character: "the treasury’ s".
  return language === 'en' ? text?.replaceAll('’', "'") : text
}
