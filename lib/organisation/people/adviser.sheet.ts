import type { Columns } from '@/lib/spreadsheet/heads.rules'

const adviserHeads: Record<string, string[]> = {
  name: ['姓名', '法律顾问', '顾问姓名', '律师姓名'],
  unit: ['服务单位', '单位', '服务社区', '社区'],
  from: ['聘期起', '聘期开始', '起聘日期'],
  to: ['聘期止', '聘期结束', '止聘日期'],
  firm: ['律所', '律师事务所', '所在律所'],
  phone: ['电话', '联系电话', '手机'],
}

/** 法律顾问: a row is one person at one unit for one term. */
export const adviserColumns: Columns<string> = {
  columns: Object.entries(adviserHeads).map(([field, heads]) => ({ field, heads })),
  required: ['name', 'unit', 'from'],
}
