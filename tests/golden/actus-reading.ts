/**
 * A second, slow reading of the ACTUS technical specification for the tests: floats, signed states and the standard's own
 * short names (NT, IPNR, IPAC …), written from its schedule, state transition and payoff tables; it shares no line with the
 * engine. Days are whole numbers from 1970-01-01. Where the published results speak more exactly than the tables, as in
 * the order of events at one moment, it follows them.
 */
export type Reading = { day: number; type: string; payoff: number; nt: number; ipnr: number; ipac: number }
export type Terms = Record<string, unknown>
export type Series = Record<string, [number, number][]>

const dayMs = 86_400_000
export const dayOf = (text: string) => Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10)) / dayMs
export const textOf = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10)
const ymd = (day: number) => {
  const date = new Date(day * dayMs)
  return { y: date.getUTCFullYear(), m: date.getUTCMonth(), d: date.getUTCDate(), week: date.getUTCDay() }
}
const lastOf = (y: number, m: number) => new Date(Date.UTC(y, m + 1, 0)).getUTCDate()
const isLast = (day: number) => ymd(day + 1).d === 1

/** `count` cycles behind a day, by the calendar; a day the month lacks is its last. */
export function later(day: number, cycle: string, count: number): number {
  const [, n, unit] = /^P(\d+)([DWMQHY])/.exec(cycle)!
  const steps = Number(n) * count
  if (unit === 'D' || unit === 'W') return day + steps * (unit === 'W' ? 7 : 1)
  const { y, m, d } = ymd(day)
  const months = y * 12 + m + steps * { M: 1, Q: 3, H: 6, Y: 12 }[unit as 'M']!
  const [year, month] = [Math.floor(months / 12), ((months % 12) + 12) % 12]
  return Date.UTC(year, month, Math.min(d, lastOf(year, month))) / dayMs
}

/** S(s, c, T): s, s + c, … before T, and T itself where asked for. */
function schedule(s: number, cycle: string | undefined, T: number, eom: boolean, withEnd: boolean): number[] {
  const times: number[] = []
  let next = s
  if (!cycle) {
    if (s < T) times.push(s)
  } else {
    const toEnd = eom && isLast(s) && /[MQHY]L/.test(cycle)
    for (let k = 0; next < T; ) {
      times.push(next)
      k += 1
      next = later(s, cycle, k)
      while (toEnd && !isLast(next)) next += 1
    }
    const size = times.length + (withEnd ? 1 : 0)
    if (cycle.endsWith('L0') && next !== T && size > 2) times.pop()
  }
  return withEnd ? [...times, T] : times
}

function years(convention: string, from: number, to: number, maturity: number, weekdays: boolean): number {
  const [a, b] = [ymd(from), ymd(to)]
  const months = (b.y - a.y) * 12 + b.m - a.m
  const each = (worth: (day: number) => number) => {
    let total = 0
    for (let day = Math.min(from, to); day < Math.max(from, to); day += 1) total += worth(day)
    return to < from ? -total : total
  }
  switch (convention) {
    case 'AA':
      return each(day => 1 / (lastOf(ymd(day).y, 1) === 29 ? 366 : 365))
    case 'A360':
      return (to - from) / 360
    case 'A365':
      return (to - from) / 365
    case '30E360':
      return (months * 30 + Math.min(b.d, 30) - Math.min(a.d, 30)) / 360
    case '30E360ISDA': {
      const date = (at: number, d: number) => (isLast(at) && !(at === maturity && ymd(at).m === 1) ? 30 : d)
      return (months * 30 + date(to, b.d) - date(from, a.d)) / 360
    }
    case '28E336':
      return (months * 28 + Math.min(b.d, 28) - Math.min(a.d, 28)) / 336
    default:
      return each(day => (!weekdays || (ymd(day).week > 0 && ymd(day).week < 6) ? 1 : 0)) / 252
  }
}

const sequence = 'IED PR,PI IP,IPCI FP RR,RRF PRF SC IPCB PRD TD MD'.split(' ').map(types => types.split(','))
const place = (type: string) => sequence.findIndex(types => types.includes(type))

/** The events of a contract, each with the state behind it. Terms as in a published case, without blanks. */
export function read(terms: Terms, observed: Series, to: number | null): Reading[] {
  const text = (name: string) => terms[name] as string | undefined
  const day = (name: string) => (text(name) ? dayOf(text(name)!) : undefined)
  const num = (name: string) => (terms[name] === undefined ? undefined : Number(terms[name]))
  const many = (name: string) => (terms[name] === undefined ? [] : [terms[name]].flat().map(String))
  const type = text('contractType')!
  const R = text('contractRole') === 'RPL' ? -1 : 1
  const [SD, IED, NT] = [day('statusDate')!, day('initialExchangeDate')!, num('notionalPrincipal')!]
  const [IPNR, PRNXT, FER] = [num('nominalInterestRate'), num('nextPrincipalRedemptionPayment'), num('feeRate') ?? 0]
  const eom = text('endOfMonthConvention') === 'EOM'
  const weekdays = text('calendar') === 'MF'
  const bdc = text('businessDayConvention')
  const holiday = (at: number) => weekdays && (ymd(at).week === 0 || ymd(at).week === 6)
  const go = (at: number, step: number) => {
    let moved = at
    while (holiday(moved)) moved += step
    return moved
  }
  const shifted = (at: number) => {
    if (!bdc) return at
    const step = bdc.endsWith('F') ? 1 : -1
    const moved = go(at, step)
    return bdc.includes('M') && ymd(moved).m !== ymd(at).m ? go(at, -step) : moved
  }
  const counted = (at: number) => (bdc?.startsWith('S') ? shifted(at) : at)
  const start = (what: string) => {
    const cycle = text(`cycleOf${what}`)
    return day(`cycleAnchorDateOf${what}`) ?? (cycle ? later(IED, cycle, 1) : undefined)
  }
  const [PRANX, PRCL] = [start('PrincipalRedemption')!, text('cycleOfPrincipalRedemption')!]
  const AMD = day('amortizationDate')

  // Tmd
  let MD = day('maturityDate') ?? (type === 'ANN' ? AMD : undefined)
  const partOf = (from: number, until: number) => years(text('dayCountConvention')!, from, until, MD ?? -1, weekdays)
  if (MD === undefined && type !== 'LAX') {
    const repaid = PRNXT! - (type === 'LAM' ? 0 : NT * (IPNR ?? 0) * partOf(PRANX, later(PRANX, PRCL, 1)))
    MD = schedule(PRANX, PRCL.replace('L0', 'L1'), PRANX + 400_000, eom, false)[Math.ceil(NT / repaid - 1e-9) - 1]!
  }
  const stretches = (what: string) => {
    const anchors = many(`arrayCycleAnchorDateOf${what}`).map(dayOf)
    const cycles = many(`arrayCycleOf${what}`)
    return anchors.map((anchor, i) => ({
      anchor,
      cycle: cycles.length > 1 ? cycles[i] : cycles[0],
      until: anchors[i + 1],
    }))
  }
  const one = (name: string, i: number) => many(name)[many(name).length > 1 ? i : 0]!
  if (MD === undefined) {
    let left = NT
    let end: number | undefined
    stretches('PrincipalRedemption').forEach(({ anchor, cycle, until }, i) => {
      const amount = Number(one('arrayNextPrincipalRedemptionPayment', i))
      for (const at of schedule(
        anchor,
        until ? cycle : cycle?.replace('L0', 'L1'),
        until ?? anchor + 40_000,
        eom,
        false,
      )) {
        left += one('arrayIncreaseDecrease', i) === 'INC' ? amount : -amount
        if (left <= 1e-9) end ??= at
      }
    })
    MD = end!
  }
  const T = MD

  // Events
  type Event = { type: string; at: number; day: number; amount?: number }
  const events: Event[] = [{ type: 'IED', at: IED, day: IED }]
  const add = (kind: string, at: number, amount?: number) =>
    events.push({ type: kind, at, day: shifted(at), ...(amount === undefined ? {} : { amount }) })
  const plan = (what: string, withEnd: boolean) => {
    const s = start(what)
    return s === undefined ? [] : schedule(s, text(`cycleOf${what}`), T, eom, withEnd)
  }
  add('MD', T)
  const prs = type === 'LAX' || type === 'PAM' ? [] : schedule(PRANX, PRCL, T, eom, false)
  for (const at of prs) add('PR', at)
  stretches('PrincipalRedemption').forEach(({ anchor, cycle, until }, i) => {
    for (const at of schedule(anchor, cycle, Math.min(until ?? T, T), eom, false))
      add(
        one('arrayIncreaseDecrease', i) === 'INC' ? 'PI' : 'PR',
        at,
        Number(one('arrayNextPrincipalRedemptionPayment', i)),
      )
  })
  if (type === 'ANN' && PRNXT === undefined) add('PRF', Math.max(PRANX - 1, IED))
  let ips = plan('InterestPayment', true)
  if (type === 'LAX')
    ips = stretches('InterestPayment').flatMap(({ anchor, cycle, until }) =>
      schedule(anchor, cycle, Math.min(until ?? T, T), eom, true),
    )
  const withPrincipal = () => schedule(PRANX, PRCL, T, eom, true)
  if (type === 'ANN' || type === 'NAM') {
    const same = start('InterestPayment') === PRANX && text('cycleOfInterestPayment') === PRCL
    const before = later(PRANX, PRCL, -1)
    const own =
      same || start('InterestPayment') === undefined
        ? []
        : [...ips.filter(at => at < before), ...(before > IED ? [before] : [])]
    ips = [...own, ...withPrincipal()]
  } else if (ips.length === 0) ips = [T]
  const IPCED = day('capitalizationEndDate')
  ips = [...new Set([...ips, ...(IPCED === undefined ? [] : [IPCED])])]
  if (IPNR !== undefined) for (const at of ips) add(IPCED !== undefined && at <= IPCED ? 'IPCI' : 'IP', at)
  const resets = plan('RateReset', false).map(at => ({ at, kind: 'RR', amount: undefined as number | undefined }))
  stretches('RateReset').forEach(({ anchor, cycle, until }, i) => {
    for (const at of schedule(anchor, cycle, Math.min(until ?? T, T), eom, false))
      resets.push({
        at,
        kind: /^F/.test(one('arrayFixedVariable', i)) ? 'RRF' : 'RR',
        amount: Number(one('arrayRate', i)),
      })
  })
  const known = num('nextResetRate')
  const next = known === undefined ? undefined : resets.find(({ at }) => at > SD)
  if (next) Object.assign(next, { kind: 'RRF', amount: known })
  for (const { at, kind, amount } of resets) {
    add(kind, at, amount)
    if (type === 'ANN') add('PRF', at)
  }
  if (FER !== 0) for (const at of plan('Fee', true)) add('FP', at)
  const SCEF = text('scalingEffect') ?? 'OOO'
  if (/[IN]/.test(SCEF)) for (const at of plan('ScalingIndex', false)) add('SC', at)
  const IPCB = type === 'PAM' ? 'NT' : (text('interestCalculationBase') ?? 'NT')
  if (IPCB === 'NTL') for (const at of plan('InterestCalculationBase', false)) add('IPCB', at)
  const [PRD, TD] = [day('purchaseDate'), day('terminationDate')]
  if (PRD !== undefined) events.push({ type: 'PRD', at: PRD, day: PRD })
  if (TD !== undefined) events.push({ type: 'TD', at: TD, day: TD })
  events.sort((a, b) => a.day - b.day || place(a.type) - place(b.type) || a.at - b.at)

  // States at SD
  const capped = (amount: number, nt: number) => Math.min(amount, R * nt)
  const rf = (code: string, { at, day: on }: Event) => {
    const points = observed[code]!
    return (points.find(([when]) => when === at) ?? points.findLast(([when]) => when <= on) ?? points[0]!)[1]
  }
  let [nt, ipnr, ipac, feac, icb, led, npr] = [0, 0, 0, 0, 0, SD, (PRNXT ?? 0) * R]
  let nsc = num('notionalScalingMultiplier') ?? 1
  let isc = num('interestScalingMultiplier') ?? 1
  const begin = () => {
    nt = R * NT
    ipnr = IPNR ?? 0
    icb = IPCB === 'NT' ? nt : R * (num('interestCalculationBaseAmount') ?? NT)
  }
  const IPAC = num('accruedInterest')
  const annuity = (from: number) => {
    const end = AMD ?? T
    const times = schedule(PRANX, PRCL, end, eom, true).filter(at => at > from)
    if (times.length === 0) return 0
    const growth = (i: number) => 1 + ipnr * partOf(times[i]!, times[i + 1]!)
    const product = (i: number): number => (i >= times.length - 1 ? 1 : growth(i) * product(i + 1))
    const sum = times.slice(1).reduce((total, _, i) => total + product(i), 0)
    return ((nt + ipac + nt * ipnr * partOf(led, times[0]!)) * product(0)) / (1 + sum)
  }
  if (IED <= SD) {
    begin()
    // Interest since its last payment, fees since theirs.
    const since = (paid: number[]) => {
      const last = [...paid].sort((a, b) => a - b).findLast(at => at < SD)
      return last !== undefined && last > IED ? counted(last) : IED
    }
    ipac = IPAC !== undefined ? R * IPAC : partOf(since(ips), SD) * nt * ipnr
    feac =
      num('feeAccrued') !== undefined
        ? R * num('feeAccrued')!
        : terms.feeBasis === 'A'
          ? 0
          : partOf(since(plan('Fee', true)), SD) * nt * FER
    if (type === 'ANN' && PRNXT === undefined) npr = annuity(SD)
  }
  if (type === 'LAM' && PRNXT === undefined) npr = (R * NT) / Math.max(1, withPrincipal().filter(at => at > SD).length)

  // Transitions and payoffs
  const answer: Reading[] = []
  for (const event of events) {
    if (event.day <= SD) continue
    if (TD !== undefined && (event.day > TD || (event.day === TD && place(event.type) > place('TD')))) continue
    if (to !== null && event.day > to) break
    const fixed = ['IED', 'PRD', 'TD'].includes(event.type)
    const t = fixed ? event.at : counted(event.at)
    const y = partOf(led, t)
    ipac += y * ipnr * (type === 'PAM' ? nt : icb)
    feac += terms.feeBasis === 'A' ? 0 : y * nt * FER
    led = t
    let payoff = 0
    switch (event.type) {
      case 'IED': {
        payoff = -R * (NT + (num('premiumDiscountAtIED') ?? 0))
        begin()
        const IPANX = day('cycleAnchorDateOfInterestPayment')
        ipac =
          IPAC !== undefined
            ? R * IPAC
            : type !== 'LAX' && IPANX !== undefined && IPANX < IED
              ? partOf(IPANX, IED) * nt * ipnr
              : 0
        feac = R * (num('feeAccrued') ?? 0)
        break
      }
      case 'PR': {
        const wanted = event.amount ?? R * (type === 'LAM' ? npr : npr - ipac)
        payoff = R * nsc * capped(wanted, nt)
        nt -= R * capped(wanted, nt)
        break
      }
      case 'PI':
        payoff = -R * nsc * event.amount!
        nt += R * event.amount!
        break
      case 'IP':
        payoff = isc * ipac
        ipac = 0
        break
      case 'IPCI':
        nt += ipac
        ipac = 0
        break
      case 'FP':
        payoff = terms.feeBasis === 'A' ? R * FER : feac
        feac = 0
        break
      case 'RRF':
        ipnr = event.amount!
        break
      case 'RR': {
        const spread = event.amount ?? num('rateSpread') ?? 0
        const wanted = rf(text('marketObjectCodeOfRateReset')!, event) * (num('rateMultiplier') ?? 1) + spread
        const bound = (value: number, floor: string, cap: string) =>
          Math.min(Math.max(value, num(floor) ?? -1e9), num(cap) ?? 1e9)
        ipnr = bound(ipnr + bound(wanted - ipnr, 'periodFloor', 'periodCap'), 'lifeFloor', 'lifeCap')
        break
      }
      case 'PRF':
        npr = annuity(event.at)
        break
      case 'SC': {
        const ratio = rf(text('marketObjectCodeOfScalingIndex')!, event) / num('scalingIndexAtContractDealDate')!
        if (SCEF.includes('N')) nsc = ratio
        if (SCEF.includes('I')) isc = ratio
        break
      }
      case 'IPCB':
        icb = nt
        break
      case 'PRD':
        payoff = -R * (num('priceAtPurchaseDate')! + ipac)
        break
      case 'TD':
        payoff = R * (num('priceAtTerminationDate')! + ipac)
        break
      case 'MD':
        payoff = nsc * nt
    }
    if (event.type === 'TD' || event.type === 'MD') [nt, ipac, feac, icb] = [0, 0, 0, 0]
    if (IPCB === 'NT' && /^(PR|PI|IPCI)$/.test(event.type)) icb = nt
    const hidden = PRD !== undefined && (event.day < PRD || (event.day === PRD && place(event.type) < place('PRD')))
    if (!hidden) answer.push({ day: event.day, type: event.type, payoff, nt, ipnr, ipac })
  }
  return answer
}
