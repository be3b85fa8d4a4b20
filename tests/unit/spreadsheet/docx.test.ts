import { expect, test } from 'vitest'
import { kindOf } from '@/lib/import/kinds.import'
import { planColumns } from '@/lib/plan/items/item.sheet'
import { type RawTable, readTable } from '@/lib/spreadsheet/formats/workbook'
import { fileIn } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'
import { docxOf } from '@/tests/fixtures/office-files'

const p = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
const tc = (text: string, facts = '') =>
  `<w:tc><w:tcPr>${facts}</w:tcPr>${text.split('/').map(p).join('')}</w:tc>`
const tr = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`
const row = (line: string) => tr(...line.split('|').map(text => tc(text.trim())))
const tbl = (...rows: string[]) => `<w:tbl>${rows.join('')}</w:tbl>`
const span = (columns: number) => `<w:gridSpan w:val="${columns}"/>`
const begins = '<w:vMerge w:val="restart"/>'
const goesOn = '<w:vMerge/>'

const heads = '序号|时间|学习内容|学习形式|学习对象'
const read = async (body: string) => readTable(docxOf(body), { fileName: '计划.docx' })

function rowsOf(table: RawTable) {
  const sheets = [{ name: '', isHidden: false, table }]
  return finished(fileIn(sheets, { columns: planColumns }, { answers: {}, remembered: new Map() }))
}

async function plan(body: string) {
  const sheet = rowsOf(await read(body))
  if (sheet.missing.length > 0) throw new Error(sheet.missing.join('、'))
  const { time, content, form, audience } = sheet.heads
  return {
    heads: [time, content, form, audience].join('|'),
    rows: sheet.rows.map(each =>
      [each.row, each.cells.time, each.cells.content, each.cells.form, each.cells.audience].join('|'),
    ),
    leftOut: sheet.leftOut.map(each => `${each.row} ${each.why} ${each.text}`),
  }
}

test('a table of a document is read as its cells show it', async () => {
  const found = await plan(
    p('演示街道2023年度机关学法安排') +
      tbl(
        row(heads),
        row('1|3月|学习宪法|集中学法|全体机关干部'),
        row('2|每月|中心组学习|中心组学习|中心组成员'),
      ),
  )

  expect(found).toEqual({
    heads: '时间|学习内容|学习形式|学习对象',
    rows: ['2|3月|学习宪法|集中学法|全体机关干部', '3|每月|中心组学习|中心组学习|中心组成员'],
    leftOut: [],
  })
})

test('a merged cell holds for all its rows, and for its columns', async () => {
  const found = await plan(
    tbl(
      tr(tc('演示街道学法安排', span(5))),
      row(heads),
      tr(tc('1'), tc('3月', begins), tc('学习宪法'), tc('集中学法/专题讲座', begins), tc('全体机关干部')),
      tr(tc('2'), tc('', goesOn), tc('学习民法典'), tc('', goesOn), tc('中心组成员')),
      tr(tc('3'), tc('4月', begins), tc('学习保密法'), tc('会议'), tc('党员')),
      tr(tc('注：时间以通知为准', span(5))),
    ),
  )

  expect(found.rows).toEqual([
    '3|3月|学习宪法|集中学法\n专题讲座|全体机关干部',
    '4|3月|学习民法典|集中学法\n专题讲座|中心组成员',
    '5|4月|学习保密法|会议|党员',
  ])
  expect(found.leftOut).toEqual(['6 note 注：时间以通知为准'])
})

test('borders dragged by a hair do not move a cell into the next column', async () => {
  const found = await plan(
    tbl(
      tr(tc('序号'), tc('时间', span(2)), tc('学习内容', span(2)), tc('学习形式'), tc('学习对象')),
      tr(tc('1'), tc('3月'), tc('学习宪法', span(3)), tc('集中学法'), tc('党员')),
      tr(tc('一、社区部分', span(7))),
      tr(tc('2', span(2)), tc('4月'), tc('学习民法典', span(2)), tc('会议'), tc('居民')),
    ),
  )

  expect(found.rows).toEqual(['2|3月|学习宪法|集中学法|党员', '4|4月|学习民法典|会议|居民'])
  expect(found.leftOut).toEqual(['3 section 一、社区部分'])
})

test('titles and notes over the whole width may be more than the rows', async () => {
  const found = await plan(
    tbl(
      tr(tc('演示街道学法计划', span(4))),
      tr(tc('填报时间：2023年1月', span(4))),
      tr(tc('时间'), tc('学习内容'), tc('学习形式'), tc('学习对象')),
      tr(tc('3月'), tc('学习宪法'), tc('集中学法'), tc('党员')),
      tr(tc('制表人：林静', span(4))),
    ),
  )

  expect(found.rows).toEqual(['4|3月|学习宪法|集中学法|党员'])
})

test('under tracked changes deleted text is skipped, and inserted text is read', async () => {
  const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`
  const deleted = (text: string) => `<w:del w:id="1"><w:r><w:delText>${text}</w:delText></w:r></w:del>`
  const moved = (text: string) => `<w:moveFrom w:id="2">${run(text)}</w:moveFrom>`
  const inserted = (text: string) => `<w:ins w:id="3">${run(text)}</w:ins>`
  const cell = `<w:tc><w:p>${run('学习')}${deleted('刑法')}${moved('税法')}${inserted('宪法')}</w:p></w:tc>`
  const found = await plan(
    tbl(
      row(heads),
      tr(tc('1'), tc('3月'), cell, tc('会议'), tc('党员')),
      `<w:tr><w:trPr><w:del w:id="4"/></w:trPr>${[2, '4月', '不再学', '会议', '党员'].map(each => tc(String(each))).join('')}</w:tr>`,
      `<w:tr><w:trPr><w:ins w:id="5"/></w:trPr>${[3, '5月', '新增', '会议', '党员'].map(each => tc(String(each))).join('')}</w:tr>`,
    ),
  )

  expect(found.rows).toEqual(['2|3月|学习宪法|会议|党员', '3|5月|新增|会议|党员'])
})

test('all tables with the heads are read one after the other, each by its own columns; the others are listed', async () => {
  const found = await plan(
    tbl(row('审批|领导签字'), row('意见|同意')) +
      p('一、机关') +
      tbl(row(heads), row('1|3月|学习宪法|集中学法|党员'), row(heads), row('2|4月|学习保密法|会议|党员')) +
      p('二、社区') +
      tbl(row('学习内容|时间|学习对象|学习形式'), row('学习民法典|5月|居民|宣传咨询活动')),
  )

  expect(found.rows).toEqual([
    '4|3月|学习宪法|集中学法|党员',
    '6|4月|学习保密法|会议|党员',
    '8|5月|学习民法典|宣传咨询活动|居民',
  ])
  expect(found.leftOut).toEqual(['1 otherTable 审批', '2 otherTable 意见', '5 repeatedHead 序号'])
})

test('a table that stands in a cell of another is found', async () => {
  const inner = tbl(row(heads), row('1|3月|学习宪法|集中学法|党员'))

  expect((await plan(tbl(`<w:tr><w:tc>${p('附件')}${inner}</w:tc></w:tr>`))).rows).toEqual([
    '3|3月|学习宪法|集中学法|党员',
  ])
})

test('lines, tabs and the fallback of a drawing; rows that only have their number', async () => {
  const box = (text: string) => `<w:txbxContent>${p(text)}</w:txbxContent>`
  const drawing = `<w:r><mc:AlternateContent><mc:Choice>${box('框')}</mc:Choice><mc:Fallback>${box('框')}</mc:Fallback></mc:AlternateContent></w:r>`
  const table = await read(
    tbl(
      row(heads),
      tr(
        tc('1'),
        '<w:tc><w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>3</w:t><w:tab/><w:t>月</w:t></w:r></w:p></w:tc>',
        '<w:tc><w:p><w:r><w:t>学习</w:t><w:br/><w:t>宪法 &amp; 民法典</w:t></w:r></w:p><w:p/></w:tc>',
        `<w:tc><w:p>${drawing}</w:p></w:tc>`,
        tc('党员'),
      ),
      row('2||||'),
    ),
  )
  const sheet = rowsOf(table)

  expect(table.rows[1]).toEqual(['1', '3 月', '学习\n宪法 & 民法典', '框', '党员'])
  expect(sheet.leftOut).toEqual([{ row: 3, lastRow: 3, why: 'blank', text: '' }])
})

test('the lines above a table are its titles; sentences, and what stands above another table, are not', async () => {
  const table = await read(
    [
      p('中心组学习签到表'),
      p('会议时间：2025年12月4日（星期四）14:00'),
      p('按照上级要求，由司法所负责，现将有关情况统计如下。'),
      tbl(row('姓名|单位|签到'), row('丁一凡|司法所|√')),
      p('应到1人，实到1人'),
      p('附：请假人员'),
      tbl(row('姓名|单位|原因'), tr(tc('邓文'), tc('司法所'), tc('病假/'))),
    ].join(''),
  )

  expect([table.rows.length, table.rowNumbers, table.above]).toEqual([
    4,
    [1, 2, 3, 4],
    [
      ['中心组学习签到表', '会议时间：2025年12月4日（星期四）14:00'],
      ['应到1人，实到1人', '附：请假人员'],
    ],
  ])
  const sheets = [{ name: '', isHidden: false, table }]
  const found = finished(
    fileIn(sheets, kindOf('attendance').columns({}), { answers: {}, remembered: new Map() }),
  )
  expect(found.rows[0]?.cells.date).toBe('2025年12月4日（星期四）14:00')
})

test('a form in paragraphs is a table of its labels; a letter is none', async () => {
  const form = await read(
    [
      '东埔社区普法活动记录',
      '一、活动主题：宪法进社区',
      '活动时间：2023年12月4日  活动地点：社区广场',
      '参加人数：80人',
      '活动内容：组织志愿者发放资料。',
      '现场解答咨询。',
    ]
      .map(p)
      .join(''),
  )

  expect(form.rows.map(each => each.join('|'))).toEqual([
    '活动主题|宪法进社区',
    '活动时间|2023年12月4日',
    '活动地点|社区广场',
    '参加人数|80人',
    '活动内容|组织志愿者发放资料。\n现场解答咨询。',
  ])
  expect(form.above).toEqual([['东埔社区普法活动记录']])
  const sheets = [{ name: '', isHidden: false, table: form }]
  const said = { answers: {}, remembered: new Map() }
  const { rows } = finished(fileIn(sheets, kindOf('activities').columns({}), said))
  expect(rows.map(each => [each.cells.title, each.cells.date, each.cells.place, each.cells.heads])).toEqual([
    ['宪法进社区', '2023年12月4日', '社区广场', '80人'],
  ])
  await expect(read(p('各社区：现将活动方案印发给你们。') + p('联系人：何明'))).rejects.toMatchObject({
    reason: 'noTable',
  })
})
