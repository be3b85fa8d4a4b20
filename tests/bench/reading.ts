// How long 10,000 rows of twelve cells take, as .xlsx and .xls, against the same by hucre, turn about in one run; and the
// memory that a read in the worker takes. Fails above twice hucre's time. `npm exec -- node --import tsx
// tests/bench/reading.ts`
import { readXls, readXlsx, writeXlsx } from 'hucre/xlsx'
import { openFile } from '@/lib/spreadsheet/formats/open-file.mjs'
import { readTable } from '@/lib/spreadsheet/formats/workbook'
import { biffOf } from '@/tests/fixtures/office-files'
import { writeCfb } from '../../node_modules/hucre/dist/xlsx/crypto/cfb.mjs'

const ROWS = 10_000
const TURNS = 5
const heads = '工号 姓名 单位 职务 日期 成绩 状态 手机 备注 学时 完成日期 是否完成'.split(' ')
const texts = (n: number) => [`MQ${n}`, `何晓${n}`, `望江社区${n % 50}`, '委员']
const rest = (n: number) => ['√', `138000${n}`, `备注${n}`, '1.5', `2023-3-${1 + (n % 28)}`, '是']
const rows = Array.from({ length: ROWS }, (_, n) => n)

const xlsx = await writeXlsx({
  sheets: [
    {
      name: '台账',
      columns: heads.map((_, at) =>
        at === 4 ? { numFmt: 'yyyy"年"m"月"d"日"' } : at === 5 ? { numFmt: '0.0' } : {},
      ),
      rows: [heads, ...rows.map(n => [...texts(n), 44986 + (n % 300), 60 + (n % 41), ...rest(n)])],
    },
  ],
})
const xls = writeCfb([
  {
    name: 'Workbook',
    data: biffOf([
      heads,
      ...rows.map(n => [
        ...texts(n),
        { number: 44986 + (n % 300), format: 14 },
        { number: 60 + (n % 41), format: 2 },
        ...rest(n),
      ]),
    ]),
  },
])

async function ours(bytes: Uint8Array) {
  const { sheets } = await openFile(bytes)
  return sheets[0].read()
}

for (const [name, bytes, theirs] of [
  ['.xlsx', xlsx, readXlsx],
  ['.xls', xls, readXls],
] as const) {
  const taken: Record<'ours' | 'hucre', number[]> = { ours: [], hucre: [] }
  for (let turn = 0; turn < TURNS; turn++) {
    taken.hucre.push(await timed(() => theirs(bytes)))
    taken.ours.push(await timed(() => ours(bytes)))
  }
  const ratio = middle(taken.ours) / middle(taken.hucre)
  console.log(
    `${name} (${Math.round(bytes.length / 1024)} kB): ours ${Math.round(middle(taken.ours))} ms, hucre ${Math.round(middle(taken.hucre))} ms, ratio ${ratio.toFixed(2)}`,
  )
  if (ratio > 2) process.exitCode = 1
  const before = process.memoryUsage().rss
  let highest = before
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss)
  }, 5)
  const took = await timed(() => readTable(bytes, { fileName: `a${name}` }))
  clearInterval(watch)
  console.log(
    `${name} in the worker: ${Math.round(took)} ms, ${Math.round((highest - before) / 1024 / 1024)} MB more at the highest`,
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function middle(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
