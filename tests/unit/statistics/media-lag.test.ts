import { expect, test } from 'vitest'
import { lagWords, mediaLags } from '@/lib/statistics/media-lag.rules'

const day = (name: string, fromDay: string, topic = '', toDay = fromDay) => ({ name, topic, fromDay, toDay })
const occasions = [
  day('全民国家安全教育日', '2023-04-15', '国家安全法'),
  day('民法典宣传月', '2023-05-01', '民法典', '2023-05-31'),
  day('国际禁毒日', '2023-06-26', '禁毒法'),
  day('消防日', '2023-11-09', '消防法'),
  day('国家宪法日', '2023-12-04', '宪法'),
]

test('an occasion that was taken up is followed by new media after so many days, or not at all', () => {
  const held = [
    { day: '2023-04-14', words: '全民国家安全教育日宣传' },
    { day: '2023-06-20', words: '《禁毒法》进社区' },
    { day: '2023-12-04', words: '国家宪法日' },
  ]
  const media = [
    { day: '2023-04-27', words: '国家安全法解读' },
    { day: '2023-04-29', words: '国家安全法问答' },
    { day: '2023-04-20', words: '民法典 宣传' },
    { day: '2023-12-04', words: '国家宪法日' },
  ]

  const lags = mediaLags(occasions, held, media, '2023-11-30')

  expect(lags.map(({ name, firstOn, lag }) => [name, firstOn, lag])).toEqual([
    ['全民国家安全教育日', '2023-04-27', 12],
    ['民法典宣传月', '2023-04-20', 0],
    ['国际禁毒日', null, null],
  ])
  expect(lagWords(lags)).toBe('“国际禁毒日”没有新媒体推送，“全民国家安全教育日”12天后才有新媒体推送')
  expect(lagWords(lags.filter(each => each.lag === 0))).toBe('')
})

test('an entry of another season is not of the occasion', () => {
  const media = [{ day: '2023-09-01', words: '全民国家安全教育日' }]

  expect(mediaLags(occasions, [], media, '2023-12-31')).toEqual([])
})
