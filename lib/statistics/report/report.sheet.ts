import { fitAll, fitText } from '@/lib/core/text'
import { titleLines } from '@/lib/plan/papers/document.rules'
import {
  type Docx,
  FOOTER,
  fontOf,
  type fonts,
  footers,
  LINE,
  MARGIN,
  PAGE,
  pack,
  SIZE,
} from '@/lib/plan/papers/official.sheet'
import { type Line, type ParagraphKind, titleOf } from './template.rules'

// One character of 3号 in twips.
const CHARACTER = SIZE.body * 10
// 28 characters of 16 pt are 448 pt, the line is 442: each is set a quarter of a point closer.
const CLOSER = -5

/** The report as a .docx (GB/T 9704-2012), with the title and pages of the plan's papers. */
export async function writeReport(given: Line[], author: string): Promise<Uint8Array> {
  const lines = fitAll(given)
  // Imported lazily: half a megabyte that nothing else in the server needs.
  const docx = await import('docx')
  const title = titleOf(lines)
  const document = new docx.Document({
    creator: fitText(author),
    lastModifiedBy: fitText(author),
    title,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { ...fontOf('body'), size: SIZE.body },
          paragraph: { spacing: { line: LINE, lineRule: docx.LineRuleType.EXACT } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { ...PAGE, orientation: docx.PageOrientation.PORTRAIT },
            margin: { ...MARGIN, footer: FOOTER },
          },
          grid: { type: docx.DocumentGridType.DEFAULT, linePitch: LINE },
        },
        footers: footers(docx),
        children: lines.flatMap((line, at) => paragraphsOf(docx, line, lines, at)),
      },
    ],
  })
  return pack(docx, document)
}

const fontOfKind: Partial<Record<ParagraphKind, keyof typeof fonts>> = {
  title: 'title',
  part: 'head',
  heading: 'kai',
}

function paragraphsOf(docx: Docx, { kind, text }: Line, lines: Line[], at: number) {
  const { AlignmentType, Paragraph, TextRun } = docx
  const isTitle = kind === 'title'
  const paragraph = (words: string, placed: Placed = {}) =>
    new Paragraph({
      spacing: { line: LINE, lineRule: docx.LineRuleType.EXACT },
      // A line at the end of a page goes with the next: no heading and no signature stands alone.
      keepNext: kind === 'part' || kind === 'heading' || kind === 'signature',
      ...(placed.indent && { indent: placed.indent }),
      ...(placed.alignment && { alignment: placed.alignment }),
      children: words
        ? [
            new TextRun({
              text: words,
              ...fontOf(fontOfKind[kind] ?? 'body'),
              size: isTitle ? SIZE.title : SIZE.body,
              ...(!isTitle && { characterSpacing: CLOSER }),
            }),
          ]
        : [],
    })
  const blank = () => paragraph('')
  const twoIn = { indent: { firstLine: 2 * CHARACTER } }
  switch (kind) {
    case 'title':
      return [
        blank(),
        blank(),
        ...brokenTitle(text).map(each => paragraph(each, { alignment: AlignmentType.CENTER })),
        blank(),
      ]
    case 'addressee':
      return [paragraph(text)]
    case 'annex':
      return [blank(), paragraph(text, twoIn)]
    case 'signature':
    case 'date': {
      const placed = { alignment: AlignmentType.RIGHT, indent: { right: rightOf(kind, lines) } }
      const isFirst = kind === 'signature' || lines[at - 1]?.kind !== 'signature'
      return [...(isFirst ? [blank(), blank()] : []), paragraph(text, placed)]
    }
    default:
      return [paragraph(text, { ...twoIn, alignment: AlignmentType.BOTH })]
  }
}

type Placed = {
  indent?: { firstLine?: number; right?: number }
  alignment?: typeof import('docx')['AlignmentType'][keyof typeof import('docx')['AlignmentType']]
}

/** The unit, what is reported, and what comes next on lines of their own, where each fits. */
function brokenTitle(title: string): string[] {
  const [, ...lines] = /^(.+?)(关于.+?及)(.+)$/.exec(title) ?? []
  const isFit = lines.length > 0 && lines.every(line => titleLines(line, 20).length === 1)
  return isFit ? lines : titleLines(title, 20)
}

/** The date ends four characters from the right, and the signature is centred above it (7.3.5.1). */
function rightOf(kind: 'signature' | 'date', lines: Line[]): number {
  const widthOf = (of: ParagraphKind) =>
    [...(lines.find(each => each.kind === of)?.text ?? '')].reduce(
      (sum, letter) => sum + (/[ -~]/.test(letter) ? 0.5 : 1),
      0,
    )
  const [signature, date] = [widthOf('signature'), widthOf('date')]
  const ofSignature = Math.max(0, 4 + (date - signature) / 2)
  const ofDate = ofSignature + (signature - date) / 2
  const isAlone = signature === 0 || date === 0
  return Math.round((isAlone ? 4 : kind === 'signature' ? ofSignature : ofDate) * CHARACTER)
}
