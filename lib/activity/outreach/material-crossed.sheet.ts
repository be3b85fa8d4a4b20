import { measuredHead } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { matchKey } from '@/lib/spreadsheet/match.rules'
import { isLikeUnit } from '@/lib/spreadsheet/unit-name.rules'
import { channelFields, channelSaid, materialColumns, wideMaterialColumns } from './material.sheet'

const headsOf = (of: string) => materialColumns.columns.find(({ field }) => field === of)?.heads ?? []

const wideOf = (
  fields: Record<string, string[]>,
  required: Columns<string>['required'],
): Columns<string> => ({
  ...wideMaterialColumns,
  columns: wideMaterialColumns.columns.map(({ field, heads }) => ({
    field,
    heads: [...(fields[field] ?? []), ...heads],
  })),
  required,
})

/** 12.4宣传情况统计: a row a unit, a column a channel; its day stands above, or is asked. */
export const materialsByUnit: Columns<string> = wideOf(
  {
    unit: [
      '单位',
      '部门',
      '科室',
      '村居',
      '村',
      '社区名称',
      '村社区',
      '填报单位',
      '报送单位',
      '各社区',
      '名称',
    ],
  },
  ['unit'],
)

const corners = [
  '项目',
  '内容',
  '类别',
  '名称',
  '形式',
  '渠道',
  '宣传形式',
  '宣传项目',
  '宣传内容',
  '统计项目',
  '指标',
]
const across = ['单位', '社区', '部门', '村居', '科室']
/** 项目＼单位: what stands down and what across. */
const crossedHeads = corners
  .slice(0, 5)
  .flatMap(down =>
    across.flatMap(over =>
      ['', '\\', '/'].flatMap(between => [down + between + over, over + between + down]),
    ),
  )

/** The same turned: a row a channel, a column a unit. */
export const materialsByChannel: Columns<string> = {
  columns: [
    {
      field: 'channel',
      heads: [...headsOf('channel'), ...corners, ...headsOf('item'), ...crossedHeads],
    },
    { field: 'unitWord', heads: ['量词', '计量单位', '单位'] },
    { field: 'date', heads: ['日期'] },
    { field: 'remark', heads: headsOf('remark') },
  ],
  required: ['channel'],
}

/** The unit of a column; 合计 and 备注 are none. */
export function unitAcross(head: string): Record<string, string> | null {
  const isWhole = /^(?:街道)?(?:本级|机关|本部)$|^街道$/.test(matchKey(head))
  return isWhole || isLikeUnit(head) ? { unit: head } : null
}

/** 悬挂横幅（条） in a cell: the channel with its unit of measure. */
export function channelInCell(cells: Record<string, string>): Record<string, string> {
  const { channel = '', unitWord = '' } = cells
  const measure = measuredHead(channel)
  if (!measure) return channelSaid(cells)
  const { channel: meant = measure.bare, ...more } = channelFields(channel) ?? {}
  return { ...more, channel: meant, unitWord: unitWord || measure.unit }
}

const ofOthers = /^(?:人次?|名|位|户|场次?|起|件次)$/
const occasions =
  /(?:人数|人次|场次|户数|次数)$|^(?:开展|举办|组织)|(?:活动|讲座|咨询|培训|走访|入户)(?:数|情况)?$/

/** Whether a row counts people or occasions, which are no output: 参与人数（人）. */
export function countsNoMaterial({ channel = '', unitWord = '' }: Record<string, string>): boolean {
  return channel !== '' && (ofOthers.test(unitWord) || occasions.test(matchKey(channel)))
}
