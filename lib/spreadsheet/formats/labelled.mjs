/** A longer line is no title. */
export const LONGEST_LINE = 60

/** Lines that begin with a label, from which on a text without a table is a form: 时间：…, 地点：…, 参加人数：… */
const LEAST_LABELS = 3
const MOST_ABOVE = 12
const label =
  /^(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）]?[、.．]?)?\s*(\p{Script=Han}[\p{Script=Han}\s]{0,9}\p{Script=Han})\s*[:：]\s*(.*)$/u
const beforeLabel = /\s{1,40}(?=\p{Script=Han}{2,8}[:：])/u

/** A form in paragraphs as a table of labels and values; lines without a label go on with the value above; null where it is none. */
export function labelled(text) {
  const form = []
  form.above = []
  for (const line of tidy(text).split('\n')) {
    const [first, ...more] = line.split(beforeLabel)
    for (const piece of [first, ...more]) {
      const [, name, value] = label.exec(piece) ?? []
      if (name !== undefined) form.push([name.replace(/\s/g, ''), value])
      else if (form.length > 0) form.at(-1)[1] += `\n${piece}`
      else if (form.above.length < MOST_ABOVE && piece.length <= LONGEST_LINE) form.above.push(piece)
    }
  }
  if (new Set(form.map(([name]) => name)).size < LEAST_LABELS) return null
  const cell = each => ({ text: tidy(each), isStruck: false, width: 1, vertical: null })
  const rows = form.map(pair => ({ before: 0, cells: pair.map(cell), isDeleted: false }))
  return Object.assign(rows, { above: form.above })
}

/** Lines trimmed, empty ones dropped. */
export function tidy(text) {
  return text
    .split('\n')
    .map(line => line.replace(/^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/g, ''))
    .filter(Boolean)
    .join('\n')
}
