import { cleanName } from '@/lib/spreadsheet/text.rules'
import type { ActivityStatus } from './activity.rules'

const statuses: Record<string, ActivityStatus> = {
  已举办: 'held',
  已开展: 'held',
  已完成: 'held',
  已办结: 'held',
  已召开: 'held',
  已举行: 'held',
  已落实: 'held',
  已确认考勤: 'held',
  举办: 'held',
  完成: 'held',
  是: 'held',
  '√': 'held',
  计划: 'scheduled',
  已安排: 'scheduled',
  计划中: 'scheduled',
  待开展: 'scheduled',
  未开展: 'scheduled',
  未举办: 'scheduled',
  未完成: 'scheduled',
  草稿: 'draft',
  取消: 'cancelled',
  已取消: 'cancelled',
  延期: 'postponed',
  已延期: 'postponed',
  改期: 'postponed',
  推迟: 'postponed',
}

/** '' where the cell is empty (the status follows from the day), null where the word is unknown. */
export function readStatus(text: string): ActivityStatus | '' | null {
  const word = cleanName(text)
  return word === '' ? '' : (statuses[word] ?? null)
}

const done = '(?:举办|开展|举行|召开|进行|落实|实施|组织|完成|办|成行)'
const doubts: [ActivityStatus, RegExp][] = [
  ['cancelled', new RegExp(`取消|停办|作废|终止|不再${done}`)],
  [
    'postponed',
    /延期|延后|延迟|推迟|推后|顺延|改期|暂缓|择[期日]|另行(?:通知|安排)|时间待定|(?:改|调整|提前|挪|移)(?:到|至|为|在)\s*(?:\d|[一二三四五六七八九十]+[月日号]|[下本次](?:周|个?月|星期|礼拜|日)|月[底末]|第二天)/,
  ],
  [
    'scheduled',
    new RegExp(
      `(?<!从)(?:未|没有?|尚未|还未|暂未)能?(?:按期|如期|按时|按计划|正常)?${done}|(?:计划|待|拟)${done}`,
    ),
  ],
]

/**
 * What a remark says against an activity having been held: 因下雨取消, 改期, 未开展. Null where it says nothing of it; the
 * name of a law, as 《关于取消…的决定》, says nothing.
 */
export function doubtIn(text: string): ActivityStatus | null {
  const plain = text.normalize('NFKC').replace(/《[^》]*》/g, '')
  return doubts.find(([, words]) => words.test(plain))?.[0] ?? null
}

/** The end of a title in brackets, where offices say that something was not held: 法治讲座（取消）. */
export function remarkInTitle(title: string): string {
  return /[（(]([^（）()]+)[）)]\s*$/.exec(title)?.[1] ?? ''
}
