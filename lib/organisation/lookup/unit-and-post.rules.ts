import { matchKey } from '@/lib/spreadsheet/match.rules'
import { bodies, street } from '@/lib/spreadsheet/unit-name.rules'

/** Heads over a unit and a post in one cell: 清河街道党政办公室主任. */
export const unitAndPostHeads = [
  '单位及职务',
  '工作单位及职务',
  '所在单位及职务',
  '单位职务',
  '单位和职务',
  '单位与职务',
  '单位/职务',
  '单位、职务',
  '现单位及职务',
  '现工作单位及职务',
  '现任单位及职务',
  '所在部门及职务',
  '部门及职务',
  '部门职务',
  '部门/职务',
  '科室及职务',
  '科室职务',
  '社区及职务',
  '所在社区及职务',
  '所在科室及职务',
  '工作单位及职务职级',
  '单位及职务职级',
  '单位及岗位',
  '部门及岗位',
]

export type NamedUnit<U> = { name: string; unit: U; isTop: boolean }

const separators = /^[\s/、，,：:·—–-]+|[\s/、，,：:·—–-]+$/g
const openOrClose = /^[（(【[]|[）)】\]]$/g
const post =
  /^(?:.{0,14}?)(?:书记|主任|[^人]员|[局所站科部院校处组队股镇乡村市区县]长|主席|理事|干事|干部|负责人|助理|主办|会计|出纳|社工|司机|代表|[一二三四]级.{2,6}|选调生|文员|秘书|顾问|律师|民警|辅警|工作者|专干|专职|兼职|成员|站长|班长)(?:[（(].*[）)])?$/u
const leading =
  /^(?:党工委|办事处|人大|纪工委|纪委|党委|政协|武装部|[组宣政统]\p{Script=Han}{0,2}委员|副?书记|副?主任|副?主席|副?部长|(?:[一二三四]级)?(?:主任)?(?:科员|调研员)|委员|干部|领导|工作人员|班子|公务员|见习|选调)/u
/** 东埔社区卫生服务中心 is another body than 东埔社区. */
const otherBody = new RegExp(`^\\p{Script=Han}{0,8}?(?:卫生服务|服务中心|${bodies})`, 'u')

/** Whether a text reads as a post. */
export const isPost = (text: string) => post.test(text.trim())

/**
 * The unit and the post of a cell that holds both, by the longest name of a unit with which it begins, or which stands
 * before or behind a separator; the street's own name may stand before it. The whole street is the unit of its leaders
 * alone. Null where none is found.
 */
export function unitAndPost<U>(
  text: string,
  names: readonly NamedUnit<U>[],
): { unit: U; post: string } | null {
  const plain = text.trim()
  const begun = longest(plain, names)
  if (begun) return begun
  const [, ahead = '', inside = ''] = /^(.+?)[（(【[](.+)[）)】\]]$/.exec(plain) ?? []
  const parts = inside === '' ? plain.split(/[\s/、，,：:·—–-]+/).filter(Boolean) : [ahead, inside]
  const [first = '', ...others] = [...parts].reverse()
  const behind = parts.length > 1 ? names.find(each => matchKey(each.name) === matchKey(first)) : undefined
  return behind ? { unit: behind.unit, post: others.reverse().join('、') } : null
}

function longest<U>(plain: string, names: readonly NamedUnit<U>[]): { unit: U; post: string } | null {
  const without = plain.replace(street, '')
  let best: { unit: U; post: string; length: number } | null = null
  for (const text of without === plain || without === '' ? [plain] : [plain, without])
    for (const { name, unit, isTop } of names) {
      const end = endOf(text, name)
      if (end === null) continue
      const behind = text.slice(end).replace(separators, '').replace(openOrClose, '').replace(separators, '')
      const rest = isTop ? behind.replace(/^(?:办事处|人民政府)(?!副?主任)/, '') : behind
      // Behind the street's own name only its leaders' posts are posts: 清河街道环卫所科员 is of another unit.
      const isFit = rest === '' || (!otherBody.test(rest) && (isTop ? leading.test(rest) : true))
      const length = end + plain.length - text.length
      if (isFit && (best === null || length > best.length)) best = { unit, post: rest, length }
    }
  return best && { unit: best.unit, post: best.post }
}

/** Where the name with which a text begins ends; null where it begins otherwise. */
function endOf(text: string, name: string): number | null {
  const key = matchKey(name)
  if (key.length < 2 || !matchKey(text).startsWith(key)) return null
  for (let end = 1; end <= text.length; end++) if (matchKey(text.slice(0, end)) === key) return end
  return null
}

/** The part of a cell that names its unit, where no unit is known by it: 环卫所 of 清河街道环卫所副所长. */
export function unitPart(text: string): string {
  const bare = text.trim().replace(street, '')
  const at = bare.search(
    /(?:党(?:总支|支部|委)|居委会|村委会)?(?:第一)?(?:副?(?:书记|主任|主席|[局所站科部院校处组队]长)|[一二三四]级|科员|委员|干部|工作人员|网格员|社区工作者|社工|负责人|办事员|队员|专干|会计|出纳|文员)/u,
  )
  const part = (at > 0 ? bare.slice(0, at) : bare).replace(separators, '').replace(/[（(【[]$/, '')
  return part === '' ? text.trim() : part
}
