import { areFigures, areTimes, measuredHead } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'
import { areUnits } from '@/lib/spreadsheet/unit-name.rules'
import { dayOfLedger } from './ledger-day.rules'
import { materialHeads } from './material-heads.sheet'

const SAID = 'said'

/** Whether a field is the text of a thing that its head names: 横幅内容. */
function isSaid(field: string): boolean {
  return field.startsWith(SAID)
}

/** 宣传台账: a row is what was handed out, put up or sent. */
export const materialColumns: Columns<string> = {
  columns: Object.entries(materialHeads).map(([field, heads]) => ({ field, heads })),
  required: [
    'date',
    [
      ['channel'],
      ['item'],
      ...Object.keys(materialHeads)
        .filter(isSaid)
        .map(field => [field]),
    ],
    'quantity',
  ],
  quiet: Object.keys(materialHeads).filter(isSaid),
  fillsDown: ['date', 'channel', 'item'],
  figures: ['quantity', 'reads'],
  unfit: {
    date: areTimes,
    unitWord: areUnits,
    unit: (texts, head) => head.trim() === '单位' && !areUnits(texts),
    channel: areFigures,
    item: areFigures,
    topic: areFigures,
    place: areFigures,
  },
}

/** The unit of a ledger whose rows name none, and its day, as the lines above it say. */
export function unitOfLedger(title: TitleFacts): Record<string, string> {
  const named = title.unit ?? title.host
  const { day } = dayOfLedger(title)
  return { ...(named === undefined ? {} : { unit: named }), ...(day === undefined ? {} : { date: day }) }
}

/** The day that a ledger without days most likely means. */
export function dayProposed(title: TitleFacts): Record<string, string> {
  const { proposed } = dayOfLedger(title)
  return proposed === undefined ? {} : { date: proposed }
}

/** The wide 宣传台账, which has one column a channel. */
export const wideMaterialColumns: Columns<string> = {
  columns: materialColumns.columns.filter(
    each => !['channel', 'item', 'quantity', 'unitWord'].includes(each.field),
  ),
  required: ['date'],
  figures: ['reads'],
  unfit: { date: areTimes },
}

const verbsBehind = /(?:滚动)?(?:播放|播出|发放|悬挂|张贴|推送|发布|制作|展出|摆放)(?:数量?|量)?$/
const verbs =
  /^(?:悬挂|张挂|发放|派发|赠送|张贴|制作|设置|摆放|布置|发送|群发|推送|发布|编发|印发|印制|播放|滚动播放|投放|更新|出动)/
const counts = /(?:数量|发放量|推送量|数|份数|条数|张数|块数|篇数|期数|次数)$/

/**
 * 悬挂横幅（条） and 横幅/条 → 横幅 in 条; 宣传册（本） → 普法资料 in 本, of which the item is 宣传册. Null where the head is no
 * channel that ships with the product.
 */
export function channelFields(head: string): Record<string, string> | null {
  const measure = measuredHead(head)
  const [, beside = ''] = /^([^(（]+)(?:[(（][^)）]*[)）])?$/.exec(head.trim()) ?? []
  const bare = matchKey(measure?.bare ?? beside)
  const names = new Set([
    bare,
    bare.replace(verbs, ''),
    bare.replace(counts, ''),
    bare.replace(verbs, '').replace(counts, ''),
    bare.replace(verbsBehind, ''),
  ])
  const found = [...names].map(name => channelWords.get(name)).find(each => each !== undefined)
  if (!found) return null
  // What is counted in 篇 is published; a group gets messages.
  const isPublished = found.channel === '微信群' && measure?.unit === '篇'
  return {
    ...found,
    ...(isPublished ? { channel: '公众号' } : {}),
    ...(measure ? { unitWord: measure.unit } : {}),
  }
}

const isKind = (word: string) => /[册页单本]$|手册$|读物$/.test(word)

const prints =
  /(?:读本|手册|折页|单页|[图绘]?册|书|资料|宣传单|传单|海报|汇编|选编|指南|问答|挂图|条例|[^办]法|法典|宪法|明白纸|倡议书|公开信|一封信|报纸?|期刊|扑克)$/
const sheetsOfPaper = /^[份册本张页套]$/

/** Whether an item is printed: 民法典读本, 200 张; 环保袋 and 扇子 are not. */
export function isPrinted(item: string, unitWord: string): boolean {
  return unitWord === '' ? prints.test(matchKey(item)) : sheetsOfPaper.test(unitWord)
}

/** Other names that offices use for the initial channels. */
const otherNames: Record<string, string[]> = {
  横幅: ['横幅标语', '宣传横幅', '悬挂横幅', '布标'],
  标语: ['宣传标语', '墙体标语', '固定标语'],
  展板: ['宣传展板', '展架', '宣传板'],
  宣传栏: ['法治宣传栏', '公告栏', '橱窗'],
  大型广告: ['户外广告', '大型广告牌', '广告牌', '公益广告'],
  普法资料: [
    '资料',
    '宣传资料',
    '普法宣传资料',
    '法治宣传资料',
    '宣传材料',
    '宣传单',
    '传单',
    '宣传册',
    '折页',
    '宣传折页',
    '宣传手册',
    '普法读物',
  ],
  宣传海报: ['海报'],
  LED: ['LED屏', 'LED显示屏', 'LED电子屏', '电子屏', '电子显示屏', '显示屏', 'LED滚动屏'],
  公众号: ['微信公众号', '公众号推文', '微信公众平台', '推文'],
  微信群: ['微信', '微信工作群', '居民微信群', '居民群'],
  短信: ['手机短信', '普法短信', '短信息', '宣传短信'],
  短视频: ['抖音', '视频', '普法短视频', '微视频'],
}

/** The channel of each word; 宣传册 and 折页 are kinds of 普法资料, 电子屏 is only another word for LED. */
const channelWords = new Map(
  Object.entries(otherNames).flatMap(([channel, others]) => [
    ...others.map(word => [matchKey(word), { channel, ...(isKind(word) ? { item: word } : {}) }] as const),
    [matchKey(channel), { channel }] as const,
  ]),
)

const MADE = 'made '

/** The field of a column of another ledger that counts what was put up or handed out: `made 普法资料 宣传册`. */
export function madeField(head: string): string | null {
  const { channel, item } = channelFields(head) ?? {}
  return channel ? `${MADE}${[channel, item].filter(Boolean).join(' ')}` : null
}

/** What the columns of a row beside its own count: channel, item, and the text of the cell. */
export function madeIn(
  cells: Record<string, string>,
): { field: string; channel: string; item: string; text: string }[] {
  return Object.entries(cells).flatMap(([field, text]) => {
    if (!field.startsWith(MADE) || isNothing(text)) return []
    const [channel = '', item = ''] = field.slice(MADE.length).split(' ')
    return [{ field, channel, item, text }]
  })
}

/** The office's channel for a word; undefined where there is none. */
export function channelNamed<C extends { name: string }>(word: string, channels: C[]): C | undefined {
  const key = matchKey(word)
  const called = (name: string) => channels.find(each => matchKey(each.name) === matchKey(name))
  const own = channels.find(each => matchKey(each.name) === key)
  if (own) return own
  const meant = Object.entries(otherNames).find(([, words]) => words.some(each => matchKey(each) === key))
  return meant && called(meant[0])
}

/** Channel and topic of a row that says neither, from the text under 横幅内容: what stands under such a head was one. */
export function channelSaid(cells: Record<string, string>): Record<string, string> {
  const found = Object.entries(cells).find(([field, text]) => isSaid(field) && text !== '')
  if (!found) return {}
  const [field, text] = found
  return {
    ...(cells.channel || cells.item ? {} : { channel: field.slice(SAID.length) }),
    ...(cells.topic ? {} : { topic: text }),
  }
}
