import { addDays, type Day, firstOfMonth } from '@/lib/core/time'
import { cadreNo } from './accounts'
import { workday } from './diary'
import type { Activity } from './facts'
import type { Told } from './held'
import type { Office } from './office'
import type { ExamTold, StudyTold } from './sat'
import { allCommunities, inUnits, officials, officialsAndMembers, residents } from './street'

/**
 * Activities outside the plan, so that there is a yesterday, a today and a tomorrow on whatever day the demo is
 * loaded.
 */
export function aroundToday(today: Day, { unitId }: Office): Told[] {
  const told = (
    day: Day,
    datedBefore: number,
    facts: Omit<Activity, 'day' | 'code' | 'status'>,
    more = {},
  ): Told => ({
    facts: { code: null, status: 'held', remark: '计划外', ...facts },
    day,
    datedOn: addDays(day < today ? day : today, -datedBefore),
    hostUnitId: unitId(facts.host),
    occurrenceId: null,
    topicIds: [],
    set: {},
    ...more,
  })
  const before = (days: number) =>
    workday(addDays(today, -days), addDays(today, -days - 12), addDays(today, -1))
  const after = (days: number) =>
    workday(addDays(today, days), addDays(today, days - 2), addDays(today, days + 12))

  return [
    told(before(13), 12, study('机关干部集中学习（《行政复议法》）', '党政办公室', officials), {
      set: { [cadreNo]: 'leave' },
    }),
    told(before(6), 10, study('社区工作者集中学习（《信访工作条例》）', '综合治理办公室', allCommunities), {
      left: 'half',
    }),
    told(
      workday(today, today, addDays(today, 20)),
      9,
      study('机关干部、社区党员集中学习（《民法典》）', '明桥司法所', officialsAndMembers),
      { left: 'untaken' },
    ),
    told(after(6), 3, study('社区干部学法（《人民调解法》）', '望江社区', inUnits('望江社区'))),
    told(after(11), 2, study('机关干部集中学习（《保守国家秘密法》）', '党政办公室', officials)),
    told(addDays(today, -9), 12, stall('社区普法宣传咨询（反诈骗、防非法集资）', '湖滨社区', '湖滨社区广场')),
    told(addDays(today, 8), 5, stall('社区普法宣传咨询（物业管理与邻里纠纷）', '望江社区', '望江广场')),
  ]
}

function study(name: string, host: string, audience: Activity['audience']) {
  return {
    name,
    form: '集中学习',
    host,
    audience,
    starts: '15:00',
    ends: '16:30',
    hours: 1.5,
    place: host.endsWith('社区') ? `${host}会议室` : '街道三楼会议室',
    targets: [host.endsWith('社区') ? '进社区' : '进机关'],
    compulsory: true,
    public: false,
    roll: 'rows' as const,
  }
}

function stall(name: string, host: string, place: string) {
  return {
    name,
    form: '宣传咨询活动',
    host,
    place,
    audience: residents,
    starts: '9:00',
    ends: '11:00',
    hours: 2,
    targets: ['进社区', '进家庭'],
    heads: 130,
    consultations: 17,
    compulsory: false,
    public: true,
  }
}

/** An exam that is open now and one that is announced. */
export function examsAroundToday(today: Day): ExamTold[] {
  const name = `${Number(today.slice(0, 4))}年第${Math.ceil(Number(today.slice(5, 7)) / 3)}季度`
  return [
    {
      title: `${name}应知应会法律知识测试`,
      host: '党政办公室',
      audience: '应考人员',
      opens: addDays(today, -6),
      closes: addDays(today, 8),
      makeUpCloses: addDays(today, 22),
      attempts: 2,
      without: cadreNo,
    },
    {
      title: '网格化治理法律知识测试',
      host: '综合治理办公室',
      audience: '全体社区',
      opens: addDays(today, 12),
      closes: addDays(today, 24),
      makeUpCloses: addDays(today, 38),
      attempts: 1,
    },
  ]
}

/** An online study that is running, added where none of the plan's is. */
export function studyAroundToday(today: Day, planned: readonly StudyTold[], { unitId }: Office): StudyTold[] {
  if (planned.some(each => each.from < today && today <= each.to)) return []
  const from = firstOfMonth(Number(today.slice(0, 4)), Number(today.slice(5, 7)))
  return [
    {
      title: '国家工作人员法治网络培训',
      form: '网络培训',
      hostUnitId: unitId('党政办公室'),
      occurrenceId: null,
      audience: '应考人员',
      from: from < addDays(today, -9) ? from : addDays(today, -20),
      to: addDays(today, 24),
      hours: 8,
    },
  ]
}
