import { events } from './events'
import type { Adviser, Material } from './facts'
import { STREET, unitsOf } from './street'

/** What each public event put up and handed out: 横幅, 普法资料, and what else by channel. */
const atEvents: Record<
  string,
  readonly [banners: number, leaflets: number, ...more: [string, number, string, number?][]]
> = {
  'MQX-01': [6, 480, ['LED', 2, '次']],
  'MQX-02': [4, 260],
  'MQX-03': [4, 320],
  'MQX-04': [5, 350],
  'MQX-05': [8, 520, ['公众号', 1, '篇', 862]],
  'MQX-06': [3, 150],
  'MQX-07': [5, 460],
  'MQX-08': [6, 420],
  'MQX-09': [4, 240],
  'MQX-10': [5, 310],
  'MQX-11': [5, 380],
  'MQX-12': [3, 180],
  'MQX-13': [3, 160, ['公众号', 1, '篇', 415]],
  'MQX-15': [4, 230],
  'MQX-16': [9, 640, ['LED', 4, '次'], ['公众号', 2, '篇', 1306]],
  'MQX-17': [1, 70],
  'MQX-18': [1, 80],
}

const [wangjiang, liudi, qiaobei, fengshan, dongpu, shijing, hubin] = unitsOf('community').map(
  unit => unit.name,
)
type Other = [
  day: string,
  channel: string,
  quantity: number,
  measure: string,
  theme: string,
  unit: string | undefined,
  place?: string,
  reads?: number,
]
const others: readonly Other[] = [
  ['2023-01-12', '短信', 1500, '条', '平安建设', '综合治理办公室'],
  ['2023-01-18', '标语', 8, '条', '烟花爆竹安全管理', wangjiang, '各小区出入口'],
  ['2023-02-06', '横幅', 6, '条', '保障农民工工资支付', '经济服务办公室', '各工地'],
  ['2023-02-20', '宣传栏', 7, '期', '党的二十大精神', STREET, '各社区'],
  ['2023-03-10', '普法资料', 180, '份', '反家庭暴力', qiaobei, '入户'],
  ['2023-03-20', '短信', 2000, '条', '普法宣传', '综合治理办公室'],
  ['2023-03-27', '标语', 10, '条', '扫黑除恶常态化', fengshan, '主要路口'],
  ['2023-04-10', '大型广告', 2, '块', '国家安全', STREET, '明桥大道'],
  ['2023-04-17', '普法资料', 210, '份', '国家安全', liudi, '入户'],
  ['2023-05-08', '横幅', 2, '条', '扫黑除恶常态化', fengshan, '凤山路'],
  // Two streets with two banners each give two equal rows: these are two facts.
  ['2023-05-08', '横幅', 2, '条', '扫黑除恶常态化', fengshan, '凤山路'],
  ['2023-05-16', '普法资料', 197, '份', '民法典', hubin, '入户'],
  ['2023-05-22', '短信', 1500, '条', '普法宣传', '明桥司法所'],
  ['2023-06-01', '标语', 9, '条', '安全生产', shijing, '石井工业小区'],
  ['2023-06-09', 'LED', 6, '次', '安全生产', '应急管理办公室', '便民服务中心'],
  ['2023-06-12', '短信', 1500, '条', '平安建设', '综合治理办公室'],
  ['2023-06-26', '宣传栏', 7, '期', '禁毒', STREET, '各社区'],
  ['2023-07-10', '横幅', 7, '条', '防范非法集资', '经济服务办公室', '商圈、市场'],
  ['2023-07-24', '普法资料', 160, '份', '防汛与安全', dongpu, '入户'],
  ['2023-08-07', '标语', 12, '条', '污染防治', dongpu, '河道沿线'],
  ['2023-09-04', '普法资料', 190, '份', '未成年人保护', '社会事务办公室', '各学校'],
  ['2023-09-18', '短信', 2000, '条', '平安建设', '综合治理办公室'],
  ['2023-10-09', '横幅', 8, '条', '优化营商环境', '经济服务办公室', '便民服务中心'],
  ['2023-10-12', '大型广告', 1, '块', '优化营商环境', STREET, '明桥大道'],
  ['2023-11-06', '标语', 11, '条', '消防安全', shijing, '各厂区'],
  ['2023-11-20', '资料', 170, '份', '人民调解', qiaobei, '入户'],
  ['2023-12-01', '短信', 1500, '条', '普法宣传', '明桥司法所'],
  ['2023-12-01', '横幅', 12, '条', '宪法宣传周', wangjiang, '各小区出入口'],
  ['2023-12-04', '宣传栏', 7, '期', '宪法', STREET, '各社区'],
  ['2023-12-05', '公众号', 1, '篇', '宪法宣传周综述', '党政办公室', undefined, 538],
  ['2023-12-11', '普法资料', 180, '份', '宪法', hubin, '入户'],
]

/** The ledger of material put up, handed out and sent, by day. */
export const outputs: readonly Material[] = [
  ...events.flatMap((event): Material[] => {
    const counts = event.code ? atEvents[event.code] : undefined
    if (!counts || !event.code) return []
    const [banners, leaflets, ...more] = counts
    const base = {
      day: event.day,
      theme: event.name,
      unit: event.host,
      activity: event.code,
      place: event.place,
    }
    return [
      { ...base, channel: '横幅', quantity: banners, measure: '条' },
      { ...base, channel: '普法资料', quantity: leaflets, measure: '份' },
      ...more.map(([channel, quantity, measure, reads]) => ({ ...base, channel, quantity, measure, reads })),
    ]
  }),
  ...others.map(([day, channel, quantity, measure, theme, unit = STREET, place, reads]) => ({
    day,
    channel,
    quantity,
    measure,
    theme,
    unit,
    place,
    reads,
  })),
].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))

const firm = '衡正律师事务所（演示）'
const other = '江畔律师事务所（演示）'
/** At the end of the year every community has one; 东埔社区 had none in June. */
export const advisers: readonly Adviser[] = [
  { name: '贺文澜', unit: STREET, from: '2022-01-01', to: '2024-12-31', firm },
  { name: '苏映川', unit: '望江社区', from: '2022-03-01', to: '2025-02-28', firm },
  { name: '苏映川', unit: '柳堤社区', from: '2022-03-01', to: '2025-02-28', firm },
  { name: '纪怀瑾', unit: '桥北社区', from: '2023-01-01', to: '2023-12-31', firm: other },
  { name: '纪怀瑾', unit: '凤山社区', from: '2023-01-01', to: '2023-12-31', firm: other },
  { name: '骆青原', unit: '东埔社区', from: '2021-06-01', to: '2023-05-31', firm: other },
  { name: '骆青原', unit: '东埔社区', from: '2023-07-01', to: '2026-06-30', firm: other },
  { name: '祝时雨', unit: '石井社区', from: '2022-09-01', to: null, firm },
  { name: '祝时雨', unit: '湖滨社区', from: '2022-09-01', to: null, firm },
]
