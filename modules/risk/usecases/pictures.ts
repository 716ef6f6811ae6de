import { addDays } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { bucketsFrom } from '../bad.ts'
import type { Question } from './ask.ts'

type Choice = Pick<Input<typeof api.cellLoans>, 'picture' | 'months' | 'bucket' | 'ever' | 'grain' | 'by'>

/** The picture a reader asked for: figures and the loans behind them are both read off it. @throws Refusal risk.bucket */
export function pictureOf(ctx: Context, question: Question, choice: Choice): pictures.Picture {
  const { about, evening, lastMonth, bounds } = question
  const from = lastMonth - choice.months + 1
  switch (choice.picture) {
    case 'aging':
      return pictures.aging(ctx, about, evening, pictures.nonPerforming)
    case 'flow':
      return pictures.flow(ctx, about, from, lastMonth, pictures.nonPerforming)
    case 'roll':
      return pictures.roll(ctx, about, from, lastMonth)
    case 'first-payment':
      return pictures.firstPayment(ctx, about, firstDayOf(question, choice.months), evening)
    case 'concentration':
      return pictures.concentration(ctx, about, evening, choice.by, pictures.nonPerforming)
    case 'allowance':
      return pictures.allowance(ctx, about, lastMonth, pictures.nonPerforming)
    case 'vintage': {
      const buckets = bucketsFrom(
        bounds.map(bound => bound.name),
        choice.bucket,
      )
      refuseUnless(
        buckets.length > 0 && choice.bucket !== bounds[0]!.name,
        'risk.bucket',
        { bucket: choice.bucket },
        'bucket',
      )
      const vintage = { buckets, through: lastMonth, grain: choice.grain }
      return choice.ever ? pictures.vintageEver(ctx, about, vintage) : pictures.vintage(ctx, about, vintage)
    }
  }
}

/** The first day of so many months that end with the day asked for. */
export const firstDayOf = ({ evening }: Question, months: number) =>
  addDays(pictures.lastDay(pictures.monthIndex(evening) - months), 1)

/** The choices a picture does not need. */
export const anyChoice = { months: 1, bucket: 'M2', ever: true, grain: 'quarter', by: 'dealer' } as const
