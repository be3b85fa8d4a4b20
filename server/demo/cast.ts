import type { Day } from './facts'

export interface More {
  name?: string
  from?: Day
  to?: Day
  /** Overrides the random tags. */
  tags?: readonly string[]
  remark?: string
}
/**
 * People with a special role in the demo, by unit and position in it: namesakes, rare characters, those who
 * join, leave or move.
 */
export const cast: Record<string, More & { leaves?: string }> = {
  '党政办公室 2': { name: '王伟' },
  '党政办公室 3': {
    name: '林晓岚',
    to: '2023-05-14',
    tags: ['党员', '应考人员'],
    leaves: '望江社区',
    remark: '下派望江社区',
  },
  '党政办公室 5': { from: '2023-09-01', remark: '新录用' },
  '党建办公室 3': { name: '龚䶮' },
  '综合治理办公室 4': { to: '2023-10-20', remark: '调离' },
  '综合治理办公室 5': { from: '2023-03-20', remark: '调入' },
  '经济服务办公室 3': { name: '欧阳雪晴' },
  '社会事务办公室 2': { name: '李静' },
  '社会事务办公室 3': { from: '2023-10-25', remark: '新录用' },
  '综合执法队 3': {
    name: '郑卫东',
    to: '2023-05-31',
    tags: ['党员', '应考人员', '行政执法人员'],
    leaves: '应急管理办公室',
    remark: '调应急管理办公室',
  },
  '综合执法队 6': { to: '2023-08-31', remark: '辞职' },
  '便民服务中心 2': { name: '阿依古丽·买买提' },
  '望江社区 9': { name: '王伟' },
  '望江社区 11': { from: '2023-04-01', remark: '新聘' },
  '柳堤社区 5': { name: '陈𠮷祥' },
  '桥北社区 9': { to: '2023-06-30', tags: [] },
  '凤山社区 3': { name: '吴丽娟' },
  '凤山社区 8': { name: '许志强', to: '2023-08-31', tags: ['党员'], remark: '调柳堤社区' },
  '东埔社区 12': { to: '2023-06-15', remark: '离职' },
  '石井社区 6': { name: '李静' },
  '石井社区 10': { from: '2023-07-15', remark: '新聘' },
  '湖滨社区 4': { to: '2023-11-12', remark: '离职' },
  '湖滨社区 8': { name: '古丽娜尔·艾山' },
  '明桥东埔食品有限公司 车间主任': { from: '2023-08-01' },
}

export const leaders = [
  ['党工委书记', '正科级'],
  ['党工委副书记、办事处主任', '正科级'],
  ['人大工委主任', '正科级'],
  ['党工委副书记', '副科级'],
  ['党工委副书记、政法委员', '副科级'],
  ['党工委委员、纪工委书记', '副科级'],
  ['党工委委员、武装部部长', '副科级'],
  ['党工委委员、组织委员', '副科级'],
  ['党工委委员、宣传委员', '副科级'],
  ['办事处副主任', '副科级'],
  ['办事处副主任', '副科级'],
  ['办事处副主任', '副科级'],
] as const
export const departmentSizes = [
  ['党政办公室', 8],
  ['党建办公室', 6],
  ['综合治理办公室', 8],
  ['经济服务办公室', 6],
  ['社会事务办公室', 6],
  ['城市管理办公室', 6],
  ['综合执法队', 9],
  ['应急管理办公室', 4],
  ['便民服务中心', 5],
  ['明桥司法所', 3],
] as const
export const communitySizes = [
  ['望江社区', 18],
  ['柳堤社区', 17],
  ['桥北社区', 17],
  ['凤山社区', 16],
  ['东埔社区', 17],
  ['石井社区', 16],
  ['湖滨社区', 18],
] as const
export const institutionPosts = [
  '副职负责人',
  '办公室主任',
  '普法联络员',
  '财务人员',
  '教职医护代表',
  '保卫人员',
  '工会主席',
  '职员',
]
export const enterprisePosts = [
  '副总经理',
  '办公室主任',
  '普法联络员',
  '人事专员',
  '安全员',
  '车间主任',
  '职工代表',
  '职员',
]
