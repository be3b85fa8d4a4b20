import { plainOf, type Values } from './mark.rules'
import type { Paragraph } from './template.rules'

type Written = { paragraphs: Paragraph[]; figures: Values }

export type Differences = {
  /** As printed; empty where the paragraph is not in that version, or not written. */
  paragraphs: { key: string; before: string; after: string }[]
  /** Figures of both whose number differs. */
  figures: { mark: string; before: string; after: string }[]
}

/** What differs between two versions of a report, in the order of the later one. */
export function differencesOf(before: Written, after: Written): Differences {
  const printed = ({ paragraphs, figures }: Written) =>
    new Map(paragraphs.map(each => [each.key, each.isLeft ? '' : plainOf(each.text, figures)]))
  const [was, is] = [printed(before), printed(after)]
  const keys = [...new Set([...is.keys(), ...was.keys()])]
  return {
    paragraphs: keys
      .map(key => ({ key, before: was.get(key) ?? '', after: is.get(key) ?? '' }))
      .filter(each => each.before !== each.after),
    figures: Object.entries(after.figures).flatMap(([mark, { code, exact }]) => {
      const old = before.figures[mark]
      return code && old && old.exact !== exact ? [{ mark, before: old.exact, after: exact }] : []
    }),
  }
}
