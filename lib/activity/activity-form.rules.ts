import { dayIn } from '@/lib/spreadsheet/day-said.rules'
import { matchKey, trimmed } from '@/lib/spreadsheet/match.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'

/** A longer text tells what was done, and names nothing. */
const LONGEST_NAME = 40
const kept =
  /(?:活动)?(?:开展)?(?:情况)?(?:记录|登记|纪实|反馈|信息|统计|报送|台账|档案)(?:表|单|卡|册|簿)?$|情况?表$/
const anyForm =
  /^(?:法治|普法|法律|宣传|学法|教育|活动|工作|会议|培训|讲座|学习|宣讲|日常|现场|开展|实施|基层|街道|社区|单位|志愿|服务|附件|表|年度|\d|年)*$/

/**
 * The name of the event of a form: what is filled in as such, else what the title says beside 记录表, else the name of the
 * file; a label 活动内容 with an account behind it is none.
 */
export function titleOfForm(
  { headline, stem }: TitleFacts,
  { title = '' }: Record<string, string>,
): Record<string, string> {
  const isName = title !== '' && title.length <= LONGEST_NAME && !/[。；\n]/.test(title)
  if (isName) return {}
  const named = [headline, stem].map(each => nameIn(each ?? '')).find(Boolean)
  return named ? { title: named } : title === '' ? {} : { title: '' }
}

/** 12.4宪法进社区活动记录表 → 宪法进社区; '' for 普法活动记录表. */
function nameIn(text: string): string {
  const plain = text.normalize('NFKC').replace(/^\s*附[件表]\s*\d*\s*[:.、]?\s*/, '')
  const bare = trimmed(dayIn(plain)?.rest ?? plain)
    .replace(/^(?:20\d\d)?[-_.年\s]*\d{1,2}[-_.]\d{1,2}(?![\d万])[\s_、-]*/, '')
    .replace(/^[\d\s._、-]+(?=\p{L})(?![月日年])/u, '')
    .replace(/[(（][^()（）]*[)）]/g, '')
    .replace(/^[“"](.+)[”"]$/, '$1')
  const name = trimmed(bare.replace(kept, '')).replace(/^[\s_.-]+|[\s_.-]+$/g, '')
  return name.length < 3 ||
    anyForm.test(matchKey(name)) ||
    /^\p{Script=Han}{2,6}(?<!进)(?:街道|社区)$/u.test(name)
    ? ''
    : name
}
