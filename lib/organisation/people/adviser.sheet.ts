import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { endsOf } from '@/lib/spreadsheet/moments.rules'

const adviserHeads: Record<string, string[]> = {
  name: ['姓名', '法律顾问', '顾问姓名', '律师姓名', '法律顾问姓名', '律师', '顾问'],
  unit: [
    '服务单位',
    '单位',
    '服务社区',
    '社区',
    '受聘单位',
    '聘用单位',
    '所服务社区',
    '村社区',
    '服务村社区',
  ],
  from: ['聘期起', '聘期开始', '起聘日期', '聘期开始日期', '开始日期', '聘任日期', '受聘日期', '合同起'],
  term: ['聘期', '聘用期限', '聘任期限', '聘用期', '服务期限', '合同期限', '聘期起止'],
  to: ['聘期止', '聘期结束', '止聘日期', '聘期结束日期', '结束日期', '到期日期', '合同止'],
  firm: ['律所', '律师事务所', '所在律所', '执业机构', '所属律所', '工作单位'],
  phone: ['电话', '联系电话', '手机', '联系方式', '手机号', '手机号码'],
}

/** 法律顾问: a row is one person at one unit for one term. */
export const adviserColumns: Columns<string> = {
  columns: Object.entries(adviserHeads).map(([field, heads]) => ({ field, heads })),
  required: ['name', 'unit', [['from'], ['term']]],
}

/** Both ends of a term of which the sheet has one column. */
export function termInOne({ term, from }: Record<string, string>): Record<string, string> {
  if (!term || from !== undefined) return {}
  const ends = endsOf(term)
  return ends ?? { from: term }
}
