import type { Activity } from './facts'
import { CONGRESS, CONSTITUTION, SPEECHES } from './meetings'
import { inUnits } from './street'

const quarters = [
  { name: '一季度', about: CONGRESS, topics: [CONGRESS] },
  { name: '二季度', about: '《民法典》', topics: [] },
  { name: '三季度', about: SPEECHES, topics: [SPEECHES] },
  { name: '四季度', about: CONSTITUTION, topics: [CONSTITUTION] },
] as const
const days: Record<string, readonly [string | null, string | null, string | null, string | null]> = {
  望江社区: ['2023-02-16', '2023-04-20', '2023-07-13', '2023-10-19'],
  柳堤社区: ['2023-02-23', '2023-04-27', '2023-07-27', '2023-10-26'],
  桥北社区: ['2023-03-02', '2023-05-11', '2023-08-03', '2023-11-02'],
  凤山社区: ['2023-03-09', '2023-05-25', '2023-08-10', '2023-11-09'],
  东埔社区: ['2023-03-16', '2023-05-18', null, '2023-11-16'],
  石井社区: ['2023-03-23', '2023-06-08', '2023-09-07', '2023-11-23'],
  湖滨社区: ['2023-03-23', '2023-06-15', '2023-09-14', null],
}
/** Exceptions: a sheet never handed in, a study postponed, one postponed without a new day. */
const exceptions: Record<string, Partial<Activity>> = {
  '凤山社区 二季度': { roll: undefined, remark: '签到表未交' },
  '柳堤社区 三季度': { oldDay: '2023-07-20', remark: '因防汛改期' },
  '桥北社区 二季度': { status: 'postponed', roll: undefined, remark: '因场地维修延期，时间另定' },
}

/** The item of the communities' plan that a community's quarterly study completes. */
export const quarterlyItem = (community: string) => `${community}干部职工季度集中学习`

export const communityStudies: readonly Activity[] = Object.entries(days).flatMap(
  ([community, dates], place) =>
    dates.flatMap((day, i): Activity[] => {
      const quarter = quarters[i]
      if (!day || !quarter) return []
      return [
        {
          code: null,
          day,
          name: `${quarter.name}集中学习（${quarter.about}）`,
          form: '集中学习',
          host: community,
          audience: inUnits(community),
          status: 'held',
          compulsory: true,
          public: false,
          starts: '15:00',
          ends: place % 2 ? '16:30' : '17:00',
          place: `${community}会议室`,
          topics: quarter.topics,
          targets: ['进社区'],
          hours: place % 2 ? 1.5 : 2,
          roll: 'rows',
          planItem: { content: quarterlyItem(community), how: i === 0 ? 'named' : 'fits' },
          ...exceptions[`${community} ${quarter.name}`],
        },
      ]
    }),
)

/** Studies that units outside the office hold for their own people. */
export const outsideStudies: readonly Activity[] = (
  [
    ['2023-05-31', '明桥实验小学', '《未成年人保护法》集中学习', ['进学校'], '实验小学教职工学法', 'named'],
    [
      '2023-06-29',
      '明桥柳堤物业服务有限公司',
      '《物业管理条例》集中学习',
      ['进企业'],
      '柳堤物业员工学法',
      'fits',
    ],
    ['2023-09-27', '明桥中学', '《教师法》集中学习', ['进学校'], '明桥中学教职工学法', 'fits'],
    ['2023-10-11', '明桥卫生服务中心', '《医师法》集中学习', ['进单位'], '卫生服务中心职工学法', 'fits'],
  ] as const
).map(([day, host, name, targets, content, how]) => ({
  code: null,
  day,
  name,
  form: '集中学习',
  host,
  audience: inUnits(host),
  status: 'held',
  compulsory: true,
  public: false,
  starts: '16:00',
  ends: '17:30',
  place: '本单位会议室',
  targets,
  hours: 1.5,
  roll: 'rows',
  planItem: { content, how },
}))
