import type { FigureCode } from '@/lib/statistics/rates/rate.rules'
import { hasLoneBracket, markName, marksIn, plainOf, sentencesIn, type Values } from './mark.rules'

/** `point` is numbered 一是, 二是 among its neighbours that are written. */
export const paragraphKinds = [
  'title',
  'addressee',
  'part',
  'heading',
  'text',
  'point',
  'annex',
  'signature',
  'date',
] as const
export type ParagraphKind = (typeof paragraphKinds)[number]

export type Paragraph = {
  /** Stable while the report is edited. */
  key: string
  kind: ParagraphKind
  text: string
  /** 不写: set aside by hand, and can be taken again. */
  isLeft?: true
}

export type ForUnit = 'street' | 'community'

/** What a template depends on. */
export type Occasion = {
  of: ForUnit
  /** Whole years have parts that a shorter span has not. */
  isYear: boolean
  passRate: 'passRate' | 'passRateOfSat'
  /** Titles of the exams of the span: where there are several, each is told by itself. */
  exams?: string[]
}

/** The paragraphs with which a report begins: the prose of an office, its figures as marks. */
export function templateFor(occasion: Occasion): Paragraph[] {
  const texts = occasion.of === 'street' ? streetTexts(occasion) : communityTexts(occasion)
  return texts.map(([kind, text], at) => ({ key: `p${at + 1}`, kind, text }))
}

type Texts = [ParagraphKind, string][]

const of = (code: FigureCode) => `〔${markName(code)}〕`
const online = `〔${markName('onlineStudyRate')}〕`
const participation = `〔${markName('participationRate')}〕`
/** One rate over several exams is the rate of none. */
function examsSaid({ passRate, exams = [] }: Occasion): string {
  const name = markName(passRate)
  if (exams.length < 2) return `组织学法考试，合格率〔${name}〕。`
  return `组织学法考试：${exams.map(title => `“${title}”合格率〔${name}·考试=${title}〕`).join('，')}。`
}

const publicity =
  '共举办法律法规宣传咨询活动〔宣传咨询活动〕、法律知识讲座〔法律知识讲座〕，悬挂和张贴法治宣传横幅标语〔横幅标语·多〕，发放普法资料〔普法资料·多〕，发送“平安建设”“普法宣传”等内容短信〔短信·万〕。公开活动受众〔受众人次·多〕，解答群众咨询〔解答咨询人次·多〕。'

/** Proposed from 短板: each stands only where the rows say it, and can be set aside. */
const weaknesses: Texts = [
  [
    'point',
    '学法参与还不够均衡。各单位集中学法参学率最高的是〔参学率最高的单位〕，最低的是〔参学率最低的单位〕。',
  ],
  ['point', '少数人员学法不够自觉。〔一次都没有参学〕没有参加过一次集中学法。'],
  ['point', '宣传形式比较单一。公开活动中〔最多的形式〕，新的形式用得不多。'],
  [
    'point',
    '宣传载体仍以纸质材料和宣传牌为主。只用纸质材料或宣传牌的公开活动占〔只用纸质或宣传牌·比例和分数〕。',
  ],
  ['point', '新媒体运用不够及时。〔新媒体滞后〕。'],
  ['point', '普法对象还有空白。法律“八进”中，〔没有走进的对象〕还没有开展活动。'],
  ['point', '个别工作没有按计划开展。计划内〔到期未开展〕学习宣传到期没有开展。'],
]

function streetTexts(occasion: Occasion): Texts {
  const { isYear } = occasion
  return [
    [
      'title',
      isYear
        ? '〔单位〕关于〔年度〕年法治政府建设情况及〔次年〕年推进法治政府建设工作要点的报告'
        : '〔单位〕关于〔起止〕法治宣传教育工作情况的小结',
    ],
    ['addressee', '〔上级〕：'],
    [
      'text',
      '〔起止〕，〔单位〕认真落实法治政府建设和普法依法治理的各项部署，把干部学法、群众普法和依法办事结合起来推进。现将有关情况报告如下：',
    ],
    ['part', isYear ? '一、〔年度〕年推进法治政府建设的主要情况' : '一、主要情况'],
    ['heading', '（一）强化领导，健全机制'],
    [
      'text',
      isYear
        ? '〔年初印发〕〔印发的计划〕，年终逐项对照，计划完成率（按次）〔计划完成率（次）·比例和分数〕，做到〔年初有计划〕、年终有总结。年度普法目标：〔目标完成〕。'
        : '按照〔印发的计划〕推进工作，计划完成率（按次）〔计划完成率（次）·比例和分数〕。',
    ],
    ['text', '召开法治政府建设工作领导小组全体会议〔全体会议〕。'],
    ['heading', '（二）围绕中心，服务大局'],
    ['text', `1.营造法治宣传氛围。年内，${publicity}`],
    [
      'text',
      `2.深化学法用法工作。街道中心学习组〔每月一次·中心组学习〕学习活动，共〔中心组学习〕。认真组织街道工作人员网上学法，参学率${online}。${examsSaid(occasion)}举办法治专题讲座〔法治专题讲座〕，组织党员干部集中学法〔集中学法〕。集中学法参学率（按人次）${participation}。`,
    ],
    ['text', '3.推动法律走进各类对象。围绕“八进”，各类学法普法活动〔走进的对象〕。'],
    ['heading', '（三）全面推进，依法行政'],
    [
      'text',
      `1.落实法律顾问制度。街道和社区聘请专职法律顾问${of('fullTimeAdvisers')}。辖区内〔法律顾问覆盖〕〔全覆盖·法律顾问〕。法律顾问参与重大决策、应诉案件、调解等工作${of('adviserWork')}。`,
    ],
    ['text', '2.自觉接受监督。〔填报的数字·依法行政〕。'],
    ['heading', '（四）依法有效，化解矛盾'],
    [
      'text',
      '坚持和发展新时代“枫桥经验”，发挥人民调解的基础作用，把矛盾纠纷化解在萌芽、化解在基层。〔填报的数字·化解矛盾〕。',
    ],
    ...(isYear
      ? ([
          ['heading', '（五）党政主要负责人履行推进法治建设第一责任人职责情况'],
          [
            'text',
            `专题研究法治建设工作${of('leaderStudies')}，听取汇报${of('leaderHearings')}。会前学法${of('lawBeforeMeetings')}。旁听庭审${of('trialsAttended')}，出庭应诉${of('courtAppearances')}。述法${of('leaderAccounts')}。`,
          ],
          ['text', '××（补充党政主要负责人推进法治建设的具体做法）。'],
        ] satisfies Texts)
      : []),
    ['part', '二、存在的问题和困难'],
    ['text', '工作取得了一定成效，对照要求还有差距，主要表现在：'],
    ...weaknesses,
    ['part', '三、下阶段工作重点'],
    ['text', isYear ? '〔次年〕年，重点做好以下工作：' : '下一阶段，重点做好以下工作：'],
    ['text', `落实已经印发的〔次年计划〕。${isYear ? '〔次年〕年的普法目标：〔次年目标〕。' : ''}`],
    [
      'text',
      '（一）提升学法普法的质量。按计划的时间和对象开展，到期逐项检查；增加法治文艺、调解观摩等形式，用好微信等新媒体，补上“八进”中的空白。',
    ],
    ['text', '（二）健全科学决策机制。完善重大行政决策程序，发挥法律顾问在决策、合同和应诉中的作用。'],
    ['text', '（三）加大信息公开力度。依法公开政务信息，落实规范性文件备案审查，接受各方面监督。'],
    ['text', '（四）提升基层治理水平。健全矛盾纠纷多元化解机制，把纠纷解决在当地、解决在初起。'],
    ['annex', '附件：〔起止〕数据附表'],
    ['signature', '〔落款〕'],
    ['date', '〔今天〕'],
  ]
}

function communityTexts(occasion: Occasion): Texts {
  const { isYear } = occasion
  return [
    ['title', isYear ? '〔单位〕〔年度〕年普法依法治理工作总结' : '〔单位〕〔起止〕普法依法治理工作小结'],
    ['addressee', '〔上级〕：'],
    ['text', '〔起止〕，我社区按照街道的部署开展学法普法和依法治理工作。现将情况报告如下：'],
    ['part', '一、主要情况'],
    ['heading', '（一）组织学法'],
    [
      'text',
      `组织社区工作人员和党员集中学法〔集中学法〕，法治专题讲座〔法治专题讲座〕。集中学法参学率（按人次）${participation}。网上学法参学率${online}。${examsSaid(occasion)}`,
    ],
    ['heading', '（二）面向居民普法'],
    ['text', publicity],
    ['text', '围绕“八进”，各类学法普法活动〔走进的对象〕。'],
    ['heading', '（三）法律服务和矛盾化解'],
    ['text', '社区聘有法律顾问〔法律顾问·姓名〕。'],
    ['text', '〔填报的数字〕。'],
    ['part', '二、存在的问题和困难'],
    ['text', '对照街道的要求，我社区还有以下不足：'],
    ...weaknesses.slice(1),
    ['part', '三、下阶段工作重点'],
    [
      'text',
      '一是按街道的计划组织学法，逐次登记考勤，缺学的及时补学；二是结合居民的需要开展普法，多用新媒体和以案释法等形式；三是请法律顾问参与调解和公约修订，把矛盾化解在社区。〔次年〕年的普法目标：〔次年目标〕。',
    ],
    ['annex', '附件：〔起止〕数据附表'],
    ['signature', '〔落款〕'],
    ['date', '〔今天〕'],
  ]
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 一, 十一, 二十. */
function inWords(at: number): string {
  const [tens, ones] = [Math.floor(at / 10), at % 10]
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${DIGITS[ones]}`
}

const OWN_NUMBER = /^（[一二三四五六七八九十]+）/

/** A paragraph as it is printed. */
export type Line = { kind: ParagraphKind; text: string }
type Printed = Line & { key: string; opening: string }

/**
 * The paragraphs that are printed: none that is set aside or left out, and no heading under which nothing stands. Each with
 * what stands before its text: points are numbered as they are written (一是), and the headings of a part count on where
 * one of them is not printed, in place of their own number.
 */
function printedOf(paragraphs: Paragraph[], values: Values): Printed[] {
  const written = paragraphs.flatMap(({ key, kind, text, isLeft }) => {
    const plain = isLeft ? '' : plainOf(text, values)
    return plain === '' ? [] : [{ key, kind, text: plain }]
  })
  const printed = written.filter(({ kind }, at) => {
    const next = written[at + 1]?.kind
    if (kind === 'heading') return next === 'text' || next === 'point'
    return kind !== 'part' || next === 'text' || next === 'point' || next === 'heading'
  })
  let [headings, points] = [0, 0]
  return printed.map(({ kind, text, ...line }) => {
    if (kind === 'part') headings = 0
    points = kind === 'point' ? points + 1 : 0
    if (kind === 'point') return { ...line, kind, text, opening: `${inWords(points)}是` }
    if (kind !== 'heading' || !OWN_NUMBER.test(text)) return { ...line, kind, text, opening: '' }
    return { ...line, kind, text: withoutNumber(text), opening: `（${inWords(++headings)}）` }
  })
}

/** What stands before the text of each paragraph that is printed, by its key; of headings, in place of their own number. */
export function openingsOf(paragraphs: Paragraph[], values: Values): Map<string, string> {
  return new Map(printedOf(paragraphs, values).map(each => [each.key, each.opening]))
}

export const withoutNumber = (heading: string) => heading.replace(OWN_NUMBER, '')

/** The report as printed. */
export function linesOf(paragraphs: Paragraph[], values: Values): Line[] {
  return printedOf(paragraphs, values).map(({ kind, opening, text }) => ({ kind, text: `${opening}${text}` }))
}

/** The texts with marks of what is written: sentences that are left out are not among them. */
export function writtenTexts(paragraphs: Paragraph[], values: Values): string[] {
  return paragraphs
    .filter(each => !each.isLeft)
    .flatMap(each => sentencesIn(each.text, values))
    .filter(each => !each.isLeftOut)
    .map(each =>
      each.pieces.map(piece => (piece.mark === undefined ? piece.text : `〔${piece.mark}〕`)).join(''),
    )
}

/** The name of a report's file, which tells a draft from what was sent. */
export function fileNameOf(
  lines: Line[],
  shown: { number: number; state: 'draft' | 'final' } | null,
): string {
  if (!shown) return `${titleOf(lines)}（草稿）`
  return `${titleOf(lines)}（第${shown.number}稿${shown.state === 'final' ? '定稿' : '草稿'}）`
}

export const titleOf = (lines: Line[]) => lines.find(each => each.kind === 'title')?.text ?? ''

export type Unfinished = { key: string; why: 'blank' | 'unknown' | 'bracket'; text: string }

/** What still stands open in the text: a place to fill in, a mark that means nothing, half a mark. It keeps 定稿 away. */
export function unfinishedIn(paragraphs: Paragraph[], values: Values): Unfinished[] {
  return paragraphs
    .filter(each => !each.isLeft)
    .flatMap(({ key, text }): Unfinished[] => {
      const unknown = marksIn(text).filter(mark => !values[mark.body])
      const plain = plainOf(text, values)
      return [
        ...unknown.map(({ body }): Unfinished => ({ key, why: 'unknown', text: `〔${body}〕` })),
        ...(hasLoneBracket(text) ? [{ key, why: 'bracket' as const, text: text.slice(0, SHOWN) }] : []),
        ...(plain.includes('××') ? [{ key, why: 'blank' as const, text: plain.slice(0, SHOWN) }] : []),
      ]
    })
}

/** Characters of a paragraph by which it is known again. */
const SHOWN = 24
