import type { ImportKind } from '@/lib/spreadsheet/importer.rules'

type Row = Record<string, string>

/** Two example rows of each kind of sheet, by field; all invented. */
const rows: Record<Exclude<ImportKind, 'plan'> | 'officials' | 'communities' | 'workPoints', Row[]> = {
  units: [
    { name: '某某街道', kind: '街道', code: '01', position: '1' },
    { name: '和平社区', parent: '某某街道', kind: '社区', code: '0101', shortName: '和平', position: '2' },
  ],
  roster: [
    {
      name: '张三',
      unit: '党政办公室',
      staffNo: '001',
      post: '主任',
      rankBand: '一级主任科员',
      tags: '中心组成员、党员',
      from: '2021-03-01',
      phone: '13800000000',
    },
    {
      name: '李四',
      unit: '和平社区',
      post: '社区工作者',
      tags: '应考人员',
      from: '2022-07-01',
      to: '2023-05-31',
    },
  ],
  officials: [
    {
      time: '3月',
      content: '学习宪法',
      form: '集中学法',
      audience: '全体机关干部',
      lecturer: '街道领导',
      unit: '党政办公室',
      mustLearn: '宪法',
    },
    {
      time: '每月',
      content: '党工委理论学习中心组学习',
      form: '中心组学习',
      audience: '中心组成员',
      unit: '党建办公室',
      mustLearn: '否',
    },
  ],
  communities: [
    { time: '每季度', content: '社区干部集中学习', form: '集中学习', audience: '各社区', unit: '和平社区' },
    {
      time: '12月1日-12月7日',
      content: '宪法宣传周',
      form: '宣传咨询活动',
      audience: '居民',
      unit: '司法所',
      times: '1',
    },
  ],
  workPoints: [
    { content: '广泛开展法治宣传教育', unit: '司法所', time: '12月31日', weight: '20' },
    {
      content: '每季度宣传不少于1次',
      unit: '和平社区、东湖社区',
      time: '12月31日',
      parent: '广泛开展法治宣传教育',
      weight: '40',
      evidence: '照片、小结',
    },
  ],
  activities: [
    {
      date: '2023-03-08',
      title: '学习宪法',
      form: '集中学法',
      host: '党政办公室',
      start: '15:00',
      end: '17:00',
      place: '三楼会议室',
      lecturer: '张三',
      audience: '全体机关干部',
      topics: '宪法',
      status: '已开展',
      hours: '2',
    },
    {
      date: '2023-12-04',
      title: '宪法宣传',
      form: '宣传咨询活动',
      host: '和平社区',
      place: '社区广场',
      audience: '居民',
      public: '是',
      targets: '进社区',
      status: '已开展',
      heads: '200',
      consultations: '20',
    },
  ],
  attendance: [
    {
      date: '2023-03-08',
      title: '学习宪法',
      staffNo: '001',
      name: '张三',
      unit: '党政办公室',
      state: '到课',
    },
    {
      date: '2023-03-08',
      title: '学习宪法',
      name: '李四',
      unit: '和平社区',
      state: '病假',
      madeUpOn: '2023-03-20',
    },
  ],
  study: [
    {
      title: '2023年度网上学法',
      staffNo: '001',
      name: '张三',
      unit: '党政办公室',
      done: '是',
      completedOn: '2023-09-12',
      hours: '40',
    },
    { title: '2023年度网上学法', name: '李四', unit: '和平社区', done: '否' },
  ],
  exams: [
    {
      title: '2023年度网上学法考试',
      opens: '2023-10-16 09:00',
      closes: '2023-10-31 17:30',
      full: '100',
      pass: '60',
      audience: '应考人员',
      makeUpCloses: '2023-11-15',
      attempts: '2',
      counting: '最高',
      host: '党政办公室',
    },
  ],
  results: [
    {
      staffNo: '001',
      name: '张三',
      unit: '党政办公室',
      score: '92',
      submittedAt: '2023-10-20 10:15',
      state: '已交卷',
    },
    { name: '李四', unit: '和平社区', state: '缺考' },
  ],
  outputs: [
    {
      date: '2023-03-08',
      channel: '普法资料',
      quantity: '300',
      unitWord: '份',
      topic: '宪法',
      unit: '和平社区',
      place: '社区广场',
    },
    {
      date: '2023-03-08',
      channel: '公众号',
      quantity: '1',
      unitWord: '篇',
      topic: '宪法',
      unit: '司法所',
      reads: '860',
    },
  ],
  advisers: [
    {
      name: '王五',
      unit: '和平社区',
      from: '2023-01-01',
      to: '2023-12-31',
      firm: '某某律师事务所',
      phone: '13900000000',
    },
  ],
  works: [
    {
      date: '2023-03-08',
      adviser: '王五',
      unit: '和平社区',
      kind: '调解',
      matter: '物业费纠纷调解',
      paper: '调解协议书',
    },
    {
      date: '2023-06-05',
      leader: '张三',
      unit: '某某街道',
      kind: '听取汇报',
      matter: '听取法治建设工作汇报',
    },
  ],
}

export function exampleRows(
  kind: ImportKind,
  plan: 'officials' | 'communities' | 'workPoints' = 'officials',
): Row[] {
  return rows[kind === 'plan' ? plan : kind]
}
