import { and, eq, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { plan } from '@/db/schema/plan'
import type { Viewer } from '@/lib/access/access.rules'
import { reachCtes } from '@/lib/access/unit-place.sql'
import type { Rate } from '@/lib/core/rate'
import { type Day, dayOf, monthsOf, yearOf } from '@/lib/core/time'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import { campaignDaysOf } from '@/lib/plan/campaigns/campaign.queries'
import { goalsOf } from '@/lib/plan/goals/goal.queries'
import { dayWords } from '@/lib/plan/papers/document.rules'
import { mediaLagsOf } from '@/lib/statistics/media-lag.queries'
import { lagWords } from '@/lib/statistics/media-lag.rules'
import { advisersOf } from '@/lib/statistics/rates/counting.sql'
import { type Part, partsFor, partsOf } from '@/lib/statistics/rates/parts.rules'
import { areSound, figuresBy, figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { type FigureCode, isHeading, percentText } from '@/lib/statistics/rates/rate.rules'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import { spreadOf } from '@/lib/statistics/spread.rules'
import { typedAbout, typedNamed } from '@/lib/statistics/typed/typed.rules'
import { weaknessesOf } from '@/lib/statistics/weakness.queries'
import { goalStatesOf } from '@/lib/statistics/year-goal.queries'
import { goalStateWords, goalWords } from '@/lib/statistics/year-goal.rules'
import { oneNamed, type ReportFilter, typedFiguresOf } from './draft.sql'
import { inFigures } from './figure-in.rules'
import { isIssuedEarly } from './issued.rules'
import {
  codeNamed,
  exactText,
  fact,
  figureValue,
  type Mark,
  type MarkValue,
  marksIn,
  type Values,
} from './mark.rules'
import { spanOf, spanWords } from './span.rules'
import { unitNamedThen, unitsBelowThen } from './unit-then.sql'

/** What every mark of these texts says now, of the unit and span of the report. */
export async function valuesOf(
  viewer: Viewer,
  filter: ReportFilter,
  texts: string[],
  today: Day,
  on: On = db,
): Promise<Values> {
  const marks = marksIn(texts.join('\n'))
  const reading = new Reading(viewer, filter, today, on)
  const values: Values = {}
  // One after another: figures of one filter are read once, and a report is no reason to hold every connection.
  for (const mark of marks) {
    const value = await reading.read(mark)
    if (value) values[mark.body] = value
  }
  return values
}

/** One reading of a report's marks: what several of them need is read once. */
class Reading {
  private kept = new Map<string, Promise<unknown>>()

  constructor(
    private viewer: Viewer,
    private filter: ReportFilter,
    private today: Day,
    private on: On,
  ) {}

  /** Undefined where nothing has this name, or its parts mean nothing. */
  async read(mark: Mark): Promise<MarkValue | undefined> {
    const code = codeNamed.get(mark.name)
    if (!code) return this.factOf(mark)
    const filter = await this.narrowed(mark, code)
    if (!filter) return undefined
    const target = mark.narrowed.目标 ?? mark.rest[0] ?? ''
    const counted = await this.counted(filter, code, target)
    const { unitId, from, to, asOf, form, examId, activityId } = filter
    return {
      ...figureValue(code, mark, { numerator: counted.numerator, denominator: counted.denominator }),
      of: {
        unitId,
        from,
        to,
        asOf,
        ...(form && { form }),
        ...(target && { target }),
        ...(examId && { examId }),
        ...(activityId && { activityId }),
      },
      ...(counted.sound && { isSound: true as const }),
      ...(counted.corrected && { corrected: exactText(code, counted.corrected) }),
    }
  }

  private once<T>(name: string, read: () => Promise<T>): Promise<T> {
    const there = this.kept.get(name) ?? read()
    this.kept.set(name, there)
    return there as Promise<T>
  }

  private async narrowed({ narrowed }: Mark, code: FigureCode): Promise<ReportFilter | null> {
    const { 时间: span, 单位: unitName, 形式: form, 考试: exam, 活动: activity } = narrowed
    if (Object.keys(narrowed).every(each => each === '目标')) return this.filter
    const parts = partsOf[code]
    // What counts no exam would give the whole under the name of one.
    if ((exam && !parts.includes('exams')) || (activity && !parts.every(each => ofRows.includes(each))))
      return null
    const examId = exam ? await oneNamed('exam', exam, this.filter, this.on) : undefined
    const activityId = activity ? await oneNamed('activity', activity, this.filter, this.on) : undefined
    if (examId === null || activityId === null) return null
    const within = span ? spanOf(span, this.filter) : this.filter
    if (!within) return null
    const unitId = unitName
      ? await unitNamedThen(this.viewer, unitName, { ...within, unitId: this.filter.unitId }, this.on)
      : this.filter.unitId
    if (unitId === null) return null
    const { asOf } = this.filter
    return filterFor(
      this.viewer,
      {
        ...{ unitId, from: within.from, to: within.to, asOf },
        ...(form && { form }),
        ...(examId && { examId }),
        ...(activityId && { activityId }),
      },
      this.on,
    )
  }

  private async counted(filter: ReportFilter, code: FigureCode, target: string): Promise<Rate> {
    const { unitId, from, to, form, examId, activityId } = filter
    const key = JSON.stringify([unitId, from, to, form, examId, activityId])
    const there = inFigures(await this.once(`figures ${key}`, () => figuresOf(filter, this.on)), code)
    if (there) return there
    return this.once(`rows ${code} ${target} ${key}`, async () => {
      const { totals } = await rowsBehind(filter, code, { target, limit: 1 }, this.on)
      const isSound = await areSound(filter, partsOf[code], this.on)
      const { numerator, denominator } = totals
      return { numerator, denominator, ...(isSound && { sound: true as const }) }
    })
  }

  private async factOf({ name, rest: [about = ''] }: Mark): Promise<MarkValue | undefined> {
    const { from, to, unitName } = this.filter
    const year = yearOf(from)
    switch (name) {
      case '仍写':
        return fact('', false)
      case '年度':
        return fact(String(year))
      case '次年':
        return fact(String(year + 1))
      case '单位':
        return fact(unitName)
      case '起止':
        return fact(spanWords(from, to, await this.once('days', () => campaignDaysOf(year, this.on))))
      case '今天':
        return fact(dayWords(this.today))
      case '上级':
        return fact(await this.above())
      case '落款':
        return fact(unitName.replace(/街道(?=（|$)/, '街道办事处'))
      case '印发的计划':
        return fact(titlesOf(await this.plans(year)))
      case '年初印发':
        return fact((await this.isEarly(year)) ? '年初印发' : '印发', false)
      case '年初有计划':
        return fact((await this.isEarly(year)) ? '年初有计划' : '年度有计划', false)
      case '次年目标':
        return fact(
          goalWords(await goalsOf(this.viewer, { unitId: this.filter.unitId, year: year + 1 }, this.on)),
        )
      case '目标完成':
        return fact(goalStateWords(await this.goals(year)))
      case '次年计划':
        return fact(titlesOf(await this.plans(year + 1)))
      case '填报':
        return fact(typedNamed(await this.typed(), about))
      case '填报的数字':
        return fact(typedAbout(await this.typed(), about))
      case '每月一次':
        return this.monthly(about)
      case '全覆盖': {
        const { numerator, denominator } = await this.counted(this.filter, 'communitiesWithAdviser', '')
        return fact(
          numerator === denominator && denominator > 0 ? '实行法律顾问全覆盖' : '聘有法律顾问',
          false,
        )
      }
      case '法律顾问':
        return fact(await this.advisers())
      default:
        return this.weaknessOf(name)
    }
  }

  /** To whom the report goes. */
  private async above(): Promise<string> {
    const [found] = await this.on.all<{ name: string | null }>(sql`
      select above.name from unit own left join unit above on above.id = own.parent_id where own.id = ${this.filter.unitId}`)
    if (found?.name) return found.name.replace(/街道(?=（|$)/, '街道办事处')
    return this.filter.unitName.includes('演示') ? '演示区人民政府' : '××区人民政府'
  }

  private plans(year: number) {
    return this.once(`plans ${year}`, () =>
      this.on
        .select({ title: plan.title, issuedAt: plan.issuedAt })
        .from(plan)
        .where(and(eq(plan.year, year), eq(plan.unitId, this.filter.unitId), sql`${plan.status} <> 'draft'`))
        .orderBy(sql`case ${plan.kind} when 'officials' then 1 when 'communities' then 2 else 3 end`),
    )
  }

  private async isEarly(year: number): Promise<boolean> {
    const days = (await this.plans(year)).map(({ issuedAt }) => (issuedAt === null ? null : dayOf(issuedAt)))
    return isIssuedEarly(days, year)
  }

  /** The goals of a year are told for the whole of it. */
  private async goals(year: number) {
    const { unitId, from, to } = this.filter
    if (from !== `${year}-01-01` || to !== `${year}-12-31`) return []
    const goals = await goalsOf(this.viewer, { unitId, year }, this.on)
    return this.once('goals', () => goalStatesOf(this.filter, goals, this.on))
  }

  private typed() {
    return this.once('typed', () => typedFiguresOf(this.filter, this.on))
  }

  /** Said only where every month of the span, as far as it has gone, has one. */
  private async monthly(name: string): Promise<MarkValue | undefined> {
    const code = codeNamed.get(name)
    if (!code || !isHeading(code)) return undefined
    const { from, to, asOf } = this.filter
    const months = monthsOf(from, asOf < to ? asOf : to)
    const found = await this.once('months', () =>
      figuresBy(this.filter, ['month'], this.on, ['held', 'ledger']),
    )
    const isSo = months.length > 0 && months.every(month => found.at(month).headings[code] > 0)
    return fact(isSo ? '每月组织一次' : '组织', false)
  }

  private async advisers(): Promise<string> {
    const found = await this.on.all<{ name: string }>(sql`
      with recursive ${reachCtes}
      select distinct a.name from unit u, ${advisersOf(this.filter)} and u.path = ${this.filter.unitPath} order by a.id`)
    return found.map(each => each.name).join('、')
  }

  /** The measures of 短板, in words; empty where there is nothing to say. */
  private async weaknessOf(name: string): Promise<MarkValue | undefined> {
    if (name === '参学率最高的单位' || name === '参学率最低的单位') {
      const spread = await this.once('spread', () => this.spread())
      return fact(placed(name.includes('最高') ? spread?.best : spread?.worst))
    }
    const found = () => this.once('weak', () => weaknessesOf(this.filter, this.on))
    switch (name) {
      case '新媒体滞后':
        return fact(lagWords(await mediaLagsOf(this.filter, this.on)))
      case '最多的形式': {
        const { forms, commonest } = await found()
        const isUniform = commonest.denominator > 0 && commonest.numerator * 2 >= commonest.denominator
        return fact(isUniform ? `${forms[0]?.form}占${percentText(commonest)}` : '')
      }
      case '走进的对象': {
        const reached = (await found()).targets.filter(each => each.count > 0)
        return fact(reached.map(each => `${each.name}${each.count}场次`).join('、'))
      }
      case '没有走进的对象': {
        const missing = (await found()).targets.filter(each => each.count === 0 && each.notHere === null)
        return fact(missing.map(each => each.name).join('、'))
      }
      default:
        return undefined
    }
  }

  private async spread() {
    const [found, below, least] = await Promise.all([
      figuresBy(this.filter, ['unit'], this.on, partsFor('participationRate')),
      unitsBelowThen(this.filter, this.on),
      settingOf('spreadLeast', 20, this.on),
    ])
    return spreadOf(
      below.map(each => ({ ...each, rate: found.at(String(each.id)).rates.participationRate })),
      least,
    )
  }
}

const titlesOf = (plans: { title: string }[]) => plans.map(each => `《${each.title}》`).join('、')

const placed = (units: { name: string; rate: Rate }[] = []) =>
  units[0] ? `${units.map(each => each.name).join('、')}（${percentText(units[0].rate)}）` : ''

const ofRows: Part[] = ['rows', 'topics', 'online']
