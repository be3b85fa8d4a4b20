import { describe, expect, test } from 'vitest'
import { isListOf, isMeetingOf, type Meeting, meetingMeant } from '@/lib/attendance/meeting.rules'

type Given = Partial<Meeting> & { title: string }

const held = (given: Given): Meeting => ({
  form: '集中学法',
  day: '2025-05-28',
  lastDay: given.day ?? '2025-05-28',
  originalDay: null,
  status: 'held',
  isPublic: false,
  ...given,
})
const campaign = held({
  title: '民法典宣传月',
  form: '宣传咨询活动',
  day: '2025-05-06',
  lastDay: '2025-05-30',
  isPublic: true,
})
const session = held({ title: '二季度会前学法' })
const lecture = held({ title: '民法典专题讲座', form: '专题讲座' })
const stall = held({ title: '广场宣传', form: '宣传咨询活动', isPublic: true })
const training = held({ title: '法治培训班', form: '培训', day: '2025-05-27', lastDay: '2025-05-29' })
const online = held({ title: '网上学法', form: '网上学法', day: '2025-05-28', lastDay: '2025-11-30' })
const off = held({ title: '二季度会前学法', status: 'cancelled' })
const moved = held({
  title: '安全生产法',
  day: '2025-06-03',
  lastDay: '2025-06-03',
  originalDay: '2025-05-28',
})
const other = held({ title: '民法典学习', day: '2025-05-26' })

const forms = ['集中学法', '中心组学习', '专题讲座', '宣传咨询活动', '会议', '培训', '网上学法']
const meant = (name: string, of: Meeting[], headline = '') => {
  const found = meetingMeant({ day: '2025-05-28', name, headline }, of, forms)
  const titles = (all: Meeting[]) => all.map(each => each.title).join(' ')
  return [titles(found.sure), titles(found.likely)]
}

describe('a day alone', () => {
  test.each<[string, Meeting[], string, string]>([
    ['means the one session of that day', [session], '二季度会前学法', ''],
    ['never a campaign of several days', [campaign], '', '民法典宣传月'],
    ['nor one where a session is on it', [campaign, session], '二季度会前学法', ''],
    ['never a public activity', [stall], '', '广场宣传'],
    ['never a training of several days', [training], '', '法治培训班'],
    ['never an online study', [online], '', ''],
    ['of two sessions is asked', [session, lecture], '二季度会前学法 民法典专题讲座', ''],
    ['passes one that was cancelled', [off, lecture], '民法典专题讲座', ''],
    ['means what was moved away from it', [moved], '安全生产法', ''],
    ['of which nothing is known means nothing', [], '', ''],
  ])('%s', (_, of, sure, likely) => {
    expect(meant('', of)).toEqual([sure, likely])
  })

  test.each([
    ['党工委理论学习中心组学习签到表', '', '民法典专题讲座'],
    ['2025年专题讲座签到表', '民法典专题讲座', ''],
    ['会议签到表', '民法典专题讲座', ''],
    ['民法典专题讲座培训签到', '民法典专题讲座', ''],
    ['2025年会前学法考勤统计表', '民法典专题讲座', ''],
  ])('under “%s” only what that does not contradict', (headline, sure, likely) => {
    expect(meant('', [lecture], headline)).toEqual([sure, likely])
  })
})

describe('a day with a name', () => {
  test.each<[string, string, Meeting[], string, string]>([
    ['its title', '二季度会前学法', [session, lecture], '二季度会前学法', ''],
    ['its title with other signs', '二季度 会前学法', [session], '二季度会前学法', ''],
    ['its form', '集中学法', [session, lecture], '二季度会前学法', ''],
    ['its topic', '民法典', [session, lecture], '民法典专题讲座', ''],
    ['its topic in full', '《中华人民共和国民法典》', [lecture], '民法典专题讲座', ''],
    ['a stall by its form', '宣传咨询活动', [stall], '广场宣传', ''],
    ['a topic that a campaign has too', '民法典', [campaign], '', '民法典宣传月'],
    [
      'another topic is asked, the sessions of the day first',
      '消防法',
      [campaign, session],
      '',
      '二季度会前学法 民法典宣传月',
    ],
    ['a training on its second day', '法治培训班', [training], '', '法治培训班'],
    ['the same topic two days before', '民法典', [campaign, other], '', '民法典学习 民法典宣传月'],
    ['two of one topic', '民法典', [lecture, held({ title: '民法典测验' })], '', '民法典专题讲座 民法典测验'],
  ])('%s', (_, name, of, sure, likely) => {
    expect(meant(name, of)).toEqual([sure, likely])
  })

  test.each([
    ['党工委理论学习中心组学习签到表', '《中华人民共和国宪法》', '中心组学习（五月）'],
    ['2025年会前学法考勤统计表', '信访工作条例', '会前学法'],
    ['签到表', '信访工作条例', ''],
    ['党工委理论学习中心组学习签到表', '民法典', '中心组学习（五月）'],
  ])('under “%s” with %s is %s', (headline, name, sure) => {
    const centre = held({ title: '中心组学习（五月）', form: '中心组学习' })
    const before = held({ title: '会前学法', form: '集中学法' })
    const found = meetingMeant({ day: '2025-05-28', name, headline }, [centre, before, lecture], forms)

    expect(found.sure.map(each => each.title).join(' ')).toBe(sure)
  })

  test('a sheet that names other people than the list is of another meeting', () => {
    const list = new Set(['林静', '郑晓燕', '蔡文辉'])

    expect([
      isListOf(['林静', '郑晓燕', '谢勇'], list),
      isListOf(['林静', '谢勇'], list),
      isListOf(['林静', '谢勇', '傅明'], list),
      isListOf(['林静'], new Set()),
    ]).toEqual([true, true, false, false])
  })

  test('a training of several days is sure by its name and first day', () => {
    const first = meetingMeant({ day: '2025-05-27', name: '法治培训班', headline: '' }, [training], forms)

    expect(first.sure).toEqual([training])
  })
})

describe('a meeting of the day and name of a sheet is its own', () => {
  const whose = { list: new Set(['刘敏', '丁文']), ofHost: new Set(['林静']) }
  const known = new Set(['刘敏', '丁文', '林静', '白云', '洪青', '邓文'])

  test.each<[string, string[], boolean]>([
    ['where the people are due', ['刘敏', '丁文'], true],
    ['where they are of its host', ['林静'], true],
    ['where half of them are either', ['刘敏', '林静', '白云', '洪青'], true],
    ['never with people of another unit', ['白云', '洪青', '邓文'], false],
    ['nor with one of its own among many others', ['刘敏', '白云', '洪青', '邓文'], false],
    ['where of its people one is known and the others are to be entered', ['刘敏', '新来的', '另一人'], true],
    ['where it names nobody', [], true],
  ])('%s', (_, names, is) => {
    expect(isMeetingOf(names, { ...whose, known })).toBe(is)
  })
  test('not where nobody is on its list nor of its host', () => {
    expect(isMeetingOf(['白云'], { list: new Set(), ofHost: new Set(), known })).toBe(false)
  })
})
