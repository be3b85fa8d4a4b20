// `node --import tsx tests/bench/imports.ts`: the longest turn of the event loop while a roster of 20,000 rows and
// two ledgers of 10,000 are uploaded, previewed twice and committed, in milliseconds of processor time of the main
// thread (so that other processes count for nothing), and relative to one calibrated unit of work in the same run.
// It prints only and asserts nothing; it is not part of `npm test`.
import { answerQuestions } from '@/lib/import/answer.commands'
import { commitDraft, draftImport, setFaultyAside } from '@/lib/import/import.commands'
import { previewOf, previewPageOf } from '@/lib/import/preview/preview.queries'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import { closeWorld, hasActivity, openWorld, type World } from '../world'

const ROSTER = 20_000
const LEDGER = 10_000
const encoder = new TextEncoder()
const places = ['党政办公室', '司法所', '东埔社区', '和平社区']
const letters = [
  ...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎',
]
const nameOf = (n: number) =>
  `${letters[n % 47]}${letters[Math.floor(n / 47) % 47]}${letters[Math.floor(n / 2209) % 47]}`

const sheets: [name: string, kind: ImportKind, heads: string, row: (n: number) => string[], count: number][] =
  [
    [
      'roster, new',
      'roster',
      '姓名,工号,单位,职务,手机,标签,任职起,主兼职',
      n => [
        nameOf(n),
        `A${10_000 + n}`,
        places[n % 4] ?? '',
        '科员',
        `${13_000_000_000 + n}`,
        '党员',
        '2022-01-01',
        '主',
      ],
      ROSTER,
    ],
    [
      'roster, again',
      'roster',
      '姓名,工号,单位,职务,手机,标签,任职起,主兼职',
      n => [
        nameOf(n),
        `A${10_000 + n}`,
        places[n % 4] ?? '',
        n % 3 ? '科员' : '主任',
        `${13_000_000_000 + n}`,
        '党员',
        '2022-01-01',
        '主',
      ],
      ROSTER,
    ],
    [
      'roster, no numbers',
      'roster',
      '姓名,单位,职务',
      n => [`${nameOf(n)}某`, places[n % 4] ?? '', '科员'],
      ROSTER,
    ],
    [
      'attendance, unknown',
      'attendance',
      '日期,活动名称,姓名,单位,状态',
      n => [
        '2023-03-10',
        '集中学法：民法典',
        `${nameOf(n)}${n % 7 ? '' : '错'}`,
        places[n % 4] ?? '',
        '出席',
      ],
      LEDGER,
    ],
    [
      'ledger, all in doubt',
      'activities',
      '日期,活动名称,活动形式,主办单位,学习对象,人次',
      n => [
        `${1 + (n % 12)}月${1 + (n % 28)}日`,
        `法治讲座第${n}讲`,
        `没有的形式${n}`,
        `没有的社区${n}`,
        '',
        `约${n}`,
      ],
      LEDGER,
    ],
    [
      'ledger of activities',
      'activities',
      '日期,活动名称,活动形式,主办单位,学习对象,人次',
      n => [dayOf(n), `法治讲座第${n}讲`, '集中学法', places[n % 4] ?? '', '', '20'],
      LEDGER,
    ],
    [
      'ledger of materials',
      'outputs',
      '日期,渠道,数量,责任单位,主题',
      n => [
        dayOf(n),
        ['横幅', '展板', '普法资料'][n % 3] ?? '',
        String(1 + (n % 90)),
        places[n % 4] ?? '',
        `第${n}期`,
      ],
      LEDGER,
    ],
  ]

function dayOf(n: number): string {
  return new Date(Date.UTC(2023, 0, 1 + (n % 360))).toISOString().slice(0, 10)
}

async function bench() {
  const world = await openWorld()
  try {
    const unit = calibrated()
    console.log(`one unit of work: ${unit.toFixed(1)} ms`)
    await hasActivity(world.viewers.organiser, { audienceWords: '全街道' })
    for (const sheet of sheets) await one(world, unit, sheet)
  } finally {
    await closeWorld()
  }
}

async function one(
  { viewers }: World,
  unit: number,
  [name, kind, heads, row, count]: (typeof sheets)[number],
) {
  const viewer = kind === 'roster' ? viewers.administrator : viewers.organiser
  const lines = Array.from({ length: count }, (_, n) => row(n).join(','))
  const bytes = encoder.encode([heads, ...lines].join('\n'))
  const told = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const { answer, longest, took } = await watched(work)
    console.log(
      `${name.padEnd(22)}${what.padEnd(16)}${longest.toFixed(0).padStart(6)} ms  ${(longest / unit).toFixed(1).padStart(6)} × the unit  ${(took / 1000).toFixed(1).padStart(6)} s in all`,
    )
    return answer
  }
  const made = await told('upload', () =>
    draftImport(viewer, { kind, fileName: `${kind}.csv`, bytes, options: { year: 2023, aliases: {} } }),
  )
  if (!made.ok) throw new Error(made.reason)
  const { draftId } = made
  const { judgement } = await told('preview', () => previewOf(viewer, draftId))
  const look = { state: 'all', field: '', page: 1, words: 1 } as const
  const page = await told('preview again', () => previewPageOf(viewer, draftId, look))
  await told('another page', () => previewPageOf(viewer, draftId, { ...look, page: 7, words: 2 }))
  if ('asked' in page && page.asked.single.open + page.asked.many.open > 0) {
    const shown = [
      ...page.asked.words.shown,
      ...page.asked.cells.tables.flatMap(each => each.lines.flatMap(line => line.items)),
    ]
    const decisions = shown.map(({ key, first }) => ({
      key,
      pick: first.choices?.[0] ? `answer:${first.choices[0].value}` : 'aside',
      typed: '',
      remember: true,
    }))
    await told(`${decisions.length} answers`, () => answerQuestions(viewer, { draftId, back: '', decisions }))
    await told('looked at', () => previewPageOf(viewer, draftId, look))
    await told('all aside', () => setFaultyAside(viewer, { draftId }))
    await told('looked at', () => previewPageOf(viewer, draftId, look))
  }
  if (judgement?.ok && judgement.counts.faulty > 0) console.log(judgement.counts, judgement.judged.faults[0])
  const answer = await told('commit', () => commitDraft(viewer, { draftId }))
  if (!answer.ok) console.log(answer)
}

/** Runs `work`, and beside it a timer of 5 ms: the longest turn is the most processor time between two of its calls. */
async function watched<T>(work: () => Promise<T>) {
  const used = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let longest = 0
  let last = used()
  const look = () => {
    const at = used()
    longest = Math.max(longest, at - last)
    last = at
  }
  const timer = setInterval(look, 5)
  const began = performance.now()
  const answer = await work()
  look()
  clearInterval(timer)
  return { answer, longest, took: performance.now() - began }
}

/** The time in which this machine writes and reads a list of 20,000 small objects as JSON, the median of nine. */
function calibrated(): number {
  const rows = Array.from({ length: 20_000 }, (_, n) => ({
    row: n,
    cells: { name: nameOf(n), unit: places[n % 4] },
  }))
  const took = Array.from({ length: 9 }, () => {
    const before = process.threadCpuUsage()
    JSON.parse(JSON.stringify(rows))
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  })
  return took.sort((a, b) => a - b)[4] ?? Number.NaN
}

await bench()
