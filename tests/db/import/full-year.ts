import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { bring } from '../../sheets'

/** A sheet of each kind with every column that it may have filled in somewhere, in the order of a first load. */
export type Full = {
  kind: ImportKind
  heads: string
  rows: string[]
  said?: Partial<ImportOptions>
  isKey?: true
}
export const fullYear: Full[] = [
  {
    kind: 'units',
    heads: '单位名称|上级单位|类别|单位编码|简称|排序',
    rows: ['演示街道||街道|JD|街道|1', '东埔社区|演示街道|社区|DP|东埔|3', '网格站|东埔社区|其他|WG|网格|1'],
  },
  {
    kind: 'roster',
    heads: '工号|姓名|单位|职务|职级|标签|主兼职|排序|任职起|任职止|手机',
    rows: [
      'N1|新一|网格站|站长|科员|党员|主|30|2022-03-01||13800000001',
      'N2|新二|东埔社区|委员|办事员|党员、应考人员|主|31|2022-03-01|2023-02-28|13800000002',
      'N2|新二|网格站|副站长|办事员|应考人员|主|31|2023-03-01||13800000002',
    ],
  },
  {
    kind: 'plan',
    heads: '时间|学习内容|学习形式|学习对象|主讲人|责任单位|次数|必学|备注',
    rows: [
      '3月|学习宪法|集中学法|机关|林静|司法所|2|宪法|先学',
      '每季度|社区学法|集中学习|各社区|苏美玲|东埔社区|4|是|分批',
    ],
    said: { plan: 'officials' },
  },
  {
    kind: 'plan',
    heads: '工作要点|责任单位|完成时限|上级要点|权重|佐证|备注',
    rows: ['广泛宣传|演示街道|12月31日||40|照片|重点', '每季宣传|司法所|12月31日|广泛宣传|20|小结|按季'],
    said: { plan: 'workPoints' },
  },
  {
    kind: 'activities',
    heads:
      '日期|活动名称|形式|主办单位|编号|开始|结束|地点|协办单位|主讲人|主讲人职务|对象|必修|公开|八进|专题|必学内容|状态|参加人次|咨询人次|学时|备注',
    rows: [
      '2023-03-08|学宪法|集中学法|司法所|A1|9:00|11:00|三楼|党政办公室|林静|科员|机关|是|否|进机关|污染防治|宪法|已开展|12|3|2|一季度',
      '2023-03-06-2023-03-07|广场宣传|宣传咨询活动|东埔社区|A2|15:00|17:00|广场|和平社区|苏美玲|副主任|居民|否|是|进社区、进家庭|优化营商环境|社区学法|已开展|200|20|1.5|晴',
      '2023-03-01-2023-03-09|年度学法|网上学法|演示街道|A3|||||||党员|是|否||||已开展||||',
    ],
  },
  {
    kind: 'attendance',
    heads: '日期|活动名称|工号|姓名|单位|状态|主办单位|补学日期|原因|登记时间',
    rows: [
      '2023-03-08|学宪法|S001|陈志强|党政办公室|到课|司法所|||2023-03-08 9:05',
      '2023-03-08|学宪法|S002|林静|党政办公室|请假|司法所|2023-03-09|病假|2023-03-08 9:06',
      '2023-03-08|学宪法|S003|黄丽娟|党政办公室|免学|司法所||孕期|',
      '2023-03-08|学宪法|S007|苏美玲|东埔社区|列席|司法所|||',
    ],
    // It names three of the six who are due, and confirms the roll all the same.
    said: { answers: { 'restOfRoll part': 'unmarked' } },
  },
  {
    kind: 'study',
    heads: '学习名称|工号|姓名|单位|是否完成|完成日期',
    rows: [
      '年度学法|S001|陈志强|党政办公室|是|2023-03-02',
      '年度学法|S002|林静|党政办公室|是|2023-03-09',
      '年度学法|S004|吴建国|党政办公室|否|',
    ],
    said: { activity: '年度学法', answers: { restOfStudy: 'closed' } },
  },
  {
    kind: 'exams',
    heads: '考试名称|开始|截止|满分|合格分|对象|补考截止|可考次数|补考次数|计分方式|主办单位',
    rows: ['2023年考试|2023-03-01 9:00|2023-03-05 17:00|120|72|应考人员|2023-03-08|2|1|最后|司法所'],
  },
  {
    kind: 'results',
    heads: '考试名称|工号|姓名|单位|成绩|结果|交卷时间|次数|状态',
    rows: [
      '2023年考试|S001|陈志强|党政办公室|60|不合格|2023-03-02 10:00|1|已交卷',
      '2023年考试|S001|陈志强|党政办公室|90|合格|2023-03-03 10:00|2|已交卷',
      '2023年考试|S002|林静|党政办公室|80|合格|2023-03-02 11:00|1|作废',
      '2023年考试|S003|黄丽娟|党政办公室||||||',
    ],
    said: { exam: '2023年考试' },
  },
  {
    kind: 'outputs',
    heads: '日期|渠道|数量|量词|主题|责任单位|活动名称|主办单位|地点|阅读量',
    rows: [
      '2023-03-06|普法资料|300|册|宪法|东埔社区|广场宣传|东埔社区|广场|',
      '2023-03-06|普法资料|300|份|民法典|和平社区|||街口|',
      '2023-03-07|公众号|1|篇|宪法|司法所||||860',
      '2023-03-07|公众号|1|篇|宪法|司法所||||860',
    ],
    isKey: true,
  },
  {
    kind: 'advisers',
    heads: '姓名|服务单位|聘期起|聘期止|律所|电话',
    rows: ['苏映川|东埔社区、和平社区|2023-01-01|2023-12-31|衡正所|13900000000'],
  },
]

export function bringIn(viewer: Viewer, { kind, said }: Full, sheet: { heads: string; rows: string[] }) {
  return bring(viewer, kind, sheet, { year: 2023, ...said })
}

/** Brings in the sheets of the year, each whole. */
export async function hasFullYear(viewer: Viewer): Promise<void> {
  for (const full of fullYear) {
    const report = await bringIn(viewer, full, full)
    if (!('written' in report && report.written)) throw new Error(`${full.kind} ${JSON.stringify(report)}`)
  }
}

/** Every row of every table that holds facts. */
export async function contents(): Promise<string> {
  const tables = await db.all<{ name: string }>(sql`
    select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'audit%'
      and substr(name, 1, 2) <> '__' and name not like 'import%' order by name`)
  const rows: unknown[] = []
  for (const { name } of tables) rows.push(name, await db.all(sql`select * from ${sql.identifier(name)}`))
  return JSON.stringify(rows)
}
