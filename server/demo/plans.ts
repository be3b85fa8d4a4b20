import type { Audience, PlanItem, WorkPoint } from './facts'
import { CONGRESS, CONSTITUTION, PARTY_RULES, SPEECHES } from './meetings'
import {
  allCommunities,
  communityMembers,
  inUnits,
  officials,
  officialsAndMembers,
  outsideUnits,
  pupils,
  residents,
  STREET,
  tagged,
  traders,
  unitsOf,
} from './street'
import { quarterlyItem } from './studies'

type Item = [
  time: string,
  content: string,
  form: string,
  audience: Audience,
  unit: string,
  more?: Partial<PlanItem>,
]
const items = (plan: PlanItem['plan'], rows: readonly Item[]): PlanItem[] =>
  rows.map(([time, content, form, audience, unit, more]) => ({
    plan,
    time,
    content,
    form,
    audience,
    unit,
    ...more,
  }))

/** 《机关学法安排》 */
export const officialsPlan: readonly PlanItem[] = items('officials', [
  [
    '每月',
    '党工委理论学习中心组学习',
    '中心组学习',
    tagged('中心组成员'),
    '党建办公室',
    { lecturer: '街道领导' },
  ],
  ['2月', '研究部署全年法治政府建设工作', '领导小组全体会议', tagged('领导小组成员'), '综合治理办公室'],
  ['3月', `集中学习${CONGRESS}`, '集中学法', officialsAndMembers, '综合治理办公室', { topics: [CONGRESS] }],
  ['3月1日-11月30日', '街道工作人员网上学法', '网上学法', tagged('应考人员'), '党政办公室'],
  ['每季度', '法治建设工作例会', '会议', tagged('领导小组成员'), '明桥司法所'],
  ['5月', '民法典专题讲座', '法治专题讲座', officials, '明桥司法所', { lecturer: '法律顾问', times: 1 }],
  ['5月15日-6月15日', '政府信息公开条例网络培训', '网络培训', officials, '党政办公室'],
  [
    '6月',
    `集中学习${PARTY_RULES}`,
    '集中学法',
    officialsAndMembers,
    '综合治理办公室',
    { topics: [PARTY_RULES] },
  ],
  ['7月', '行政执法人员业务培训', '培训', tagged('行政执法人员'), '综合执法队', { times: 1 }],
  ['8月', '新入职人员法律知识培训', '培训', officials, '党建办公室', { remark: '视招录情况安排' }],
  ['9月', `集中学习${SPEECHES}`, '集中学法', officialsAndMembers, '综合治理办公室', { topics: [SPEECHES] }],
  ['10月16日-10月31日', '2023年度网上学法考试', '网上学法考试', tagged('应考人员'), '党政办公室'],
  ['11月', '依法行政专题讲座', '法治专题讲座', officials, '明桥司法所', { lecturer: '挂钩区领导', times: 1 }],
  ['11月', '总结全年法治政府建设工作', '领导小组全体会议', tagged('领导小组成员'), '综合治理办公室'],
  [
    '12月',
    `集中学习${CONSTITUTION}`,
    '集中学法',
    officialsAndMembers,
    '综合治理办公室',
    { topics: [CONSTITUTION] },
  ],
  ['12月', '领导干部年度述法', '会议', tagged('领导干部'), '党政办公室'],
])

/** 《社区、企事业单位学法安排》 */
export const communitiesPlan: readonly PlanItem[] = items('communities', [
  ...unitsOf('community').map(
    ({ name }): Item => ['每季度', quarterlyItem(name), '集中学习', inUnits(name), name],
  ),
  ['1月', '“110宣传日”法治宣传', '宣传咨询活动', residents, '综合治理办公室'],
  ['1月', '“法治迎新春”宣传', '宣传咨询活动', residents, '望江社区'],
  ['3月', '妇女权益保障法宣传', '宣传咨询活动', residents, '社会事务办公室'],
  ['3月', '消费者权益保护法宣传', '宣传咨询活动', traders, '经济服务办公室'],
  ['4月', '国家安全法宣传', '宣传咨询活动', residents, '综合治理办公室'],
  ['4月', '企业合规与劳动用工培训', '培训', outsideUnits, '经济服务办公室'],
  ['5月', '突发事件应对法宣传', '宣传咨询活动', pupils, '应急管理办公室'],
  ['5月', '民法典宣传', '宣传咨询活动', residents, '明桥司法所'],
  ['5月', '老年人防骗法律知识讲座', '法律知识讲座', residents, '湖滨社区'],
  ['3月1日-5月31日', '实验小学教职工学法', '集中学习', inUnits('明桥实验小学'), '明桥实验小学', { times: 2 }],
  ['6月', '环境保护法宣传', '宣传咨询活动', residents, '城市管理办公室'],
  ['6月', '安全生产法宣传', '宣传咨询活动', residents, '应急管理办公室'],
  ['6月', '禁毒法宣传', '宣传咨询活动', pupils, '柳堤社区'],
  ['6月', '柳堤物业员工学法', '集中学习', inUnits('明桥柳堤物业服务有限公司'), '明桥柳堤物业服务有限公司'],
  ['6月5日-6月20日', '社区工作者民法典知识测试', '网上学法考试', allCommunities, '综合治理办公室'],
  ['7月', '防范非法集资宣传', '宣传咨询活动', traders, '经济服务办公室'],
  ['8月', '生态文明法治宣传', '宣传咨询活动', residents, '凤山社区'],
  ['8月', '社区党员学习党内法规', '集中学习', communityMembers, '党建办公室', { topics: [PARTY_RULES] }],
  [
    '9月',
    '校园法治工作培训',
    '培训',
    inUnits('明桥实验小学', '明桥中学', '明桥中心幼儿园'),
    '社会事务办公室',
  ],
  ['9月', '网络安全法宣传', '宣传咨询活动', residents, '东埔社区'],
  ['9月', '明桥中学教职工学法', '集中学习', inUnits('明桥中学'), '明桥中学'],
  ['10月', '反食品浪费法宣传', '宣传咨询活动', residents, '湖滨社区'],
  ['10月', '老年人权益保障法律知识讲座', '法律知识讲座', residents, '望江社区'],
  ['10月', '网格员矛盾纠纷调解培训', '培训', tagged('网格员'), '明桥司法所'],
  ['10月', '卫生服务中心职工学法', '集中学习', inUnits('明桥卫生服务中心'), '明桥卫生服务中心'],
  ['11月', '消防法宣传', '宣传咨询活动', residents, '石井社区'],
  ['11月', '东埔食品员工学法', '集中学习', inUnits('明桥东埔食品有限公司'), '明桥东埔食品有限公司'],
  ['12月', '“宪法宣传周”宣传', '宣传咨询活动', residents, '明桥司法所'],
])

const brokenDown = [STREET, ...unitsOf('community').map(unit => unit.name)]
const children = (parent: string, content: string, until: string, weight: number, evidence: string) =>
  brokenDown.map((unit): WorkPoint => ({ content, unit, until, parent, weight, evidence }))

/** 《普法依法治理工作要点》, three of its points broken down to the office and the seven communities. */
export const workPoints: readonly WorkPoint[] = [
  {
    content: '加强党对法治建设的领导，落实第一责任人职责',
    unit: '党政办公室',
    until: '12月31日',
    weight: 15,
  },
  { content: '落实领导干部学法用法制度', unit: '党建办公室', until: '12月31日', weight: 15 },
  { content: '广泛开展法治宣传教育', unit: '综合治理办公室', until: '12月31日', weight: 20 },
  ...children('广泛开展法治宣传教育', '每季度开展法治宣传不少于1次', '12月31日', 40, '方案、照片、小结'),
  { content: '完善矛盾纠纷多元化解机制', unit: '综合治理办公室', until: '11月30日', weight: 20 },
  ...children('完善矛盾纠纷多元化解机制', '每月排查化解矛盾纠纷并建档', '11月30日', 40, '调解卷宗、台账'),
  { content: '落实一社区一法律顾问制度', unit: '明桥司法所', until: '6月30日', weight: 10 },
  ...children('落实一社区一法律顾问制度', '聘请法律顾问并公示', '6月30日', 20, '聘书、公示照片'),
  { content: '规范行政执法，落实行政执法公示制度', unit: '综合执法队', until: '10月31日', weight: 10 },
  { content: '持续优化法治化营商环境', unit: '经济服务办公室', until: '12月31日', weight: 10 },
]
