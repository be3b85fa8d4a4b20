import { stemOf } from '@/lib/import/path-facts.rules'
import { dayIn } from '@/lib/spreadsheet/day-said.rules'
import { yearNamed } from '@/lib/spreadsheet/doubt.rules'
import type { Choice } from '@/lib/spreadsheet/importer.rules'
import { newSubject } from '@/lib/spreadsheet/new-subject.rules'
import { cleanText } from '@/lib/spreadsheet/text.rules'
import { street, unitBegun } from '@/lib/spreadsheet/unit-name.rules'

export type SubjectField = 'exam' | 'activity'

const nouns = {
  exam: { word: '学法考试', fits: /考试|测试|测验|考核|竞赛|答题/ },
  activity: { word: '网上学法', fits: /学法|学习|课程|培训|网课|讲堂|学院/ },
} as const
const tail =
  /(?:[-_—\s]|成绩|得分|分数|结果|完成|人员|名单|进度|统计|汇总|登记|明细|公示|导出|情况|一览|数据|表|单|册)+$/u
const version = /\s*[（(][^（）()]*[)）]\s*|\d{6,}|[-_—]?(?:最终|终稿|定稿|修改|新|副本|v\d)(?:版|稿)?$/giu

/**
 * What an exam or study is called that is made with its sheet: as the first line says, else the name of the file, with its
 * year. Whose sheet it is, is no part of the name: each community sends one of the same exam.
 */
export function titleForNew(
  field: SubjectField,
  { path, lines, year }: { path: string; lines: readonly string[]; year: number | undefined },
): string {
  const { word, fits } = nouns[field]
  const [found = word] = [...lines, stemOf(path)].flatMap(line => {
    const title = bareTitle(line)
    return title.length >= 4 && title.length <= LONGEST && fits.test(title) ? [title] : []
  })
  return year === undefined || /(?<!\d)20\d\d(?!\d)/.test(found) ? found : `${year}年${found}`
}

const LONGEST = 60

function bareTitle(line: string): string {
  const dated = cleanText(line).replace(/^附[件表]\s*\d*\s*[:：]?\s*/, '')
  const plain = (dayIn(dated)?.rest ?? dated).replace(version, '')
  const [, year = '', rest = ''] = /^((?:20\d\d年?度?)?)(.*)$/su.exec(plain) ?? []
  const unit = unitBegun(rest)
  const behindStreet = rest.replace(street, '')
  const own = unit === undefined ? behindStreet : behindStreet.slice(unit.length)
  return /[:：]/.test(plain) ? '' : `${year}${own}`.replace(tail, '').trim()
}

/** To make it with the sheet: then it is asked for whom it is, or for whom words of the office mean. */
export function choicesForNew(field: SubjectField, title: string, audiences: readonly string[]): Choice[] {
  const choice = field === 'exam' ? 'newExam' : 'newStudy'
  return [
    { value: newSubject(title), choice, places: { title } },
    ...audiences.map(words => ({
      value: newSubject(title, words),
      choice: `${choice}Of`,
      places: { title, words },
    })),
  ]
}

/** The titles that a sheet of that year may be about: one that names another year is another one. */
export function titlesOfYear(titles: readonly string[], year: number | undefined): string[] {
  return titles.filter(title => year === undefined || (yearNamed(title) ?? year) === year)
}
