import { describe, expect, test } from 'vitest'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import { attendedAsked, heldAsked, newDayIn, statusAsked } from '@/lib/activity/activity-held.import'
import { doubtIn, remarkInTitle } from '@/lib/activity/status-words.rules'
import type { Day } from '@/lib/core/time'
import type { Fault } from '@/lib/spreadsheet/importer.rules'

test.each<[string, ActivityStatus | null]>([
  ['因下雨取消', 'cancelled'],
  ['临时取消，未通知', 'cancelled'],
  ['疫情停办', 'cancelled'],
  ['不再举办', 'cancelled'],
  ['改期', 'postponed'],
  ['因天气原因推迟', 'postponed'],
  ['延期至9月', 'postponed'],
  ['改到3月20日', 'postponed'],
  ['调整为10.15', 'postponed'],
  ['择日再办', 'postponed'],
  ['改到下周三', 'postponed'],
  ['改至六月二十五日', 'postponed'],
  ['改为线上', null],
  ['未开展', 'scheduled'],
  ['因故未能如期举行', 'scheduled'],
  ['没有办', 'scheduled'],
  ['计划开展', 'scheduled'],
  ['未举办（讲师有事）', 'scheduled'],
  ['', null],
  ['照片另附', null],
  ['已开展', null],
  ['学习《关于取消一批行政许可事项的决定》', null],
  ['民法典宣传月', null],
  ['视频分会场7个', null],
  ['从未开展过的新形式', null],
  ['发放未成年人保护法读本', null],
])('“%s” says %s', (text, doubt) => {
  expect(doubtIn(text)).toBe(doubt)
})

test.each([
  ['法治讲座（取消）', '取消'],
  ['法治讲座(因雨改期) ', '因雨改期'],
  ['（一）法治讲座', ''],
  ['法治讲座', ''],
])('the title %s ends with “%s”', (title, remark) => {
  expect(remarkInTitle(title)).toBe(remark)
})

describe('whether an activity of a ledger was held', () => {
  const asked = (
    cells: Record<string, string>,
    status: ActivityStatus | '' = '',
    before: { remark: string | null; day?: string } | null = null,
    answers: Record<string, string> = {},
  ) => {
    const faults: Fault[] = []
    const from = '2025-06-11' as Day
    const standing = before && { ...before, day: (before.day ?? from) as Day }
    const said = { status, moved: null }
    const is = heldAsked({ faults, options: { answers }, row: 2 }, cells, said, from, standing)
    return [
      is && (is.moved ? `${is.status} ${is.moved}` : is.status),
      faults.map(each => [each.field, each.alike, each.choices?.[0]?.value]),
    ]
  }

  test.each([
    [
      'a remark against it is asked',
      [{ remark: '因下雨取消' }],
      [null, [['remark', '因下雨取消', 'cancelled']]],
    ],
    ['so is a title', [{ title: '讲座（改期）' }], [null, [['title', '改期', 'postponed']]]],
    [
      'though its status says held',
      [{ remark: '未开展' }, 'held'],
      [null, [['remark', '未开展', 'scheduled']]],
    ],
    ['a status that says so too is not', [{ remark: '因雨取消' }, 'cancelled'], ['cancelled', []]],
    ['nor a remark that stands already', [{ remark: '因雨取消' }, '', { remark: '因雨取消' }], ['', []]],
    [
      'a remark that names the new day is asked with it',
      [{ remark: '延期至6月25日' }],
      [null, [['remark', '延期至6月25日 2025-06-25', 'moved 2025-06-25']]],
    ],
    [
      'and so it is where the status says postponed alone',
      [{ remark: '推迟到下周三' }, 'postponed'],
      [null, [['remark', '推迟到下周三 2025-06-18', 'moved 2025-06-18']]],
    ],
    [
      'its answer moves it',
      [{ remark: '改到7月' }, '', null, { 'saidMoved remark 改到7月 2025-07-31': 'moved 2025-07-31' }],
      ['postponed 2025-07-31', []],
    ],
    [
      'what was moved so keeps its day',
      [{ remark: '延期至6月25日' }, 'held', { remark: '延期至6月25日', day: '2025-06-25' }],
      ['held 2025-06-25', []],
    ],
    ['a sheet that has the new day already is not asked', [{ remark: '改到6月11日' }, 'held'], ['held', []]],
    ['nor a remark of other things', [{ remark: '照片另附' }], ['', []]],
    [
      'an answer holds for all that say the same',
      [{ remark: '因雨取消' }, '', null, { 'saidNotHeld remark 因雨取消': 'cancelled' }],
      ['cancelled', []],
    ],
  ] as [string, Parameters<typeof asked>, unknown][])('%s', (_, given, expected) => {
    expect(asked(...given)).toEqual(expected)
  })

  test.each([
    ['已举行', 'held', 0],
    ['', '', 0],
    ['否', null, 1],
    ['因雨取消', null, 1],
    ['延期至6月25日', null, 1],
  ])('a status “%s” is %s', (text, status, questions) => {
    const faults: Fault[] = []

    expect(statusAsked({ faults, options: {}, row: 2 }, text, null)?.status ?? null).toBe(status)
    expect(faults).toHaveLength(questions)
  })
})

test.each([
  ['6月25日', '2025-06-25'],
  ['下周三', '2025-06-18'],
  ['25日', '2025-06-25'],
  ['7月', 'monthOnly'],
  ['待定', 'notADay'],
])('新日期 %s is %s', (text, expected) => {
  const read = newDayIn(text, '2025-06-11' as Day, undefined)
  expect(read.ok ? read.day : read.reason).toBe(expected)
})

describe('实到人数', () => {
  const read = (cells: Record<string, string>, isPublic: boolean, answers: Record<string, string> = {}) => {
    const [faults, offers]: Fault[][] = [[], []]
    const heads = attendedAsked(
      { faults: faults ?? [], offers: offers ?? [], options: { answers }, row: 2 },
      cells,
      isPublic,
    )
    return [heads, faults?.map(each => each.reason), offers?.map(each => each.choices?.[0]?.value)]
  }

  test.each([
    ['of a meeting is no audience', { attended: '9' }, false, {}, [null, [], ['none']]],
    ['of a public event is asked', { attended: '60' }, true, {}, [undefined, ['attendedPublic'], []]],
    [
      'counts where that is said',
      { attended: '60人' },
      true,
      { 'attendedPublic attended column': 'heads' },
      [60, [], []],
    ],
    ['counts nowhere beside a column of heads', { attended: '9', heads: '60' }, true, {}, [null, [], []]],
    ['that is empty says nothing', { attended: '—' }, true, {}, [null, [], []]],
  ])('%s', (_, cells, isPublic, answers, expected) => {
    expect(read(cells, isPublic, answers)).toEqual(expected)
  })
})
