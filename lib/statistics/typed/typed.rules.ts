import type { Rate } from '@/lib/core/rate'
import { parseCount, parseNumber } from '@/lib/spreadsheet/numbers.rules'
import { isRateOverWhole } from '@/lib/spreadsheet/over-whole.rules'
import { percentText } from '@/lib/statistics/rates/rate.rules'

/** What a figure that no rows tell is: 11件, 295万元, 12/13, words. */
export const typedKinds = ['count', 'money', 'rate', 'text'] as const
export type TypedKind = (typeof typedKinds)[number]

export const typedFaults = [
  'notACount',
  'noUnitWord',
  'notMoney',
  'notARate',
  'noDenominator',
  'overWhole',
] as const
export type TypedFault = (typeof typedFaults)[number]

export type Typed = { name: string; kind: TypedKind; value: string; source: string }

const plain = (value: string) => value.normalize('NFKC').trim()

/** The value as it is kept, or why it is none of its kind. */
export function readTyped({
  name,
  kind,
  value,
}: Pick<Typed, 'name' | 'kind' | 'value'>): { value: string } | TypedFault {
  if (isRateOverWhole(name, value)) return 'overWhole'
  const text = kind === 'text' ? value : plain(value).replace(/\s/g, '')
  switch (kind) {
    case 'count': {
      const read = parseCount(text)
      if (!read.ok) return 'notACount'
      return read.unitWord === '' ? 'noUnitWord' : { value: text }
    }
    case 'money':
      return isMoney(text) ? { value: text } : 'notMoney'
    case 'rate': {
      const rate = rateIn(text)
      if (!rate) return 'notARate'
      if (rate.denominator === 0) return 'noDenominator'
      return rate.numerator > rate.denominator
        ? 'overWhole'
        : { value: `${rate.numerator}/${rate.denominator}` }
    }
    case 'text':
      return { value: text }
  }
}

function isMoney(text: string): boolean {
  const read = parseNumber(text.replace(/(?:人民币|元|块|圆)/g, ''))
  return read.ok && read.value >= 0 && read.unitWord === ''
}

function rateIn(text: string): Rate | null {
  const [, numerator, denominator] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []
  return numerator ? { numerator: Number(numerator), denominator: Number(denominator) } : null
}

/** The value in a text: of a rate the percentage and its fraction. */
export function typedSaid({ kind, value }: Pick<Typed, 'kind' | 'value'>): string {
  const rate = kind === 'rate' ? rateIn(value) : null
  return rate ? `${percentText(rate)}（${value}）` : value
}

/** Name and value in one sentence: a rate, and a name that ends as a value begins, need a word between. */
export function typedSentence(typed: Pick<Typed, 'name' | 'kind' | 'value'>): string {
  const said = typedSaid(typed)
  const isApart =
    typed.kind !== 'rate' && !/率$/.test(typed.name) && !(/[\d%％.]$/.test(typed.name) && /^[\d.]/.test(said))
  return isApart ? typed.name + said : `${typed.name}为${said}`
}

/** Whether the words read as a figure of another kind: it needs its type. */
export function needsType({ kind, name, value }: Pick<Typed, 'name' | 'kind' | 'value'>): boolean {
  if (kind !== 'text') return false
  if (/[%％]|百分之/.test(value)) return true
  return (['count', 'money', 'rate'] as const).some(
    each => typeof readTyped({ name, kind: each, value }) === 'object',
  )
}

type Sayable = Pick<Typed, 'name' | 'kind' | 'value'>

/** What the figure of this name says; empty where there is none. */
export function typedNamed(all: Sayable[], name: string): string {
  const found = all.find(each => each.name === name)
  return found ? typedSaid(found) : ''
}

/** The figures on 化解矛盾, those on anything else, or all, in one sentence. */
export function typedAbout(all: Sayable[], about: string): string {
  const isOfDisputes = (name: string) => /调解|纠纷|矛盾|金额|死亡/.test(name)
  return all
    .filter(({ name }) => !about || isOfDisputes(name) === (about === '化解矛盾'))
    .map(typedSentence)
    .join('、')
}
