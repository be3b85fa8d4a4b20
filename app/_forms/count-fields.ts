import { MOST_FIELDS } from './fields'

// As browsers send it, with the characters of RFC 2046. Parsers differ about everything else (a second boundary, an
// escaped one), and what is counted must be what is parsed.
const multipart = /^multipart\/form-data\s*;\s*boundary=(?:"([\w'()+,./:=?-]{1,70})"|([\w'+./-]{1,70}))\s*$/i

/** Whether the type of a body can be read in one way only. */
export function isOneWay(contentType: string): boolean {
  return !/^\s*multipart\//i.test(contentType) || multipart.test(contentType)
}

/**
 * The number of fields in a form, or at least MOST_FIELDS + 1 where there are more; 0 where the body is no form.
 * Counts separators, because parsing a form with too many fields is what costs.
 */
export function countFields(body: Buffer, contentType: string): number {
  const boundary = multipart.exec(contentType)
  if (boundary) return count(body, `--${boundary[1] ?? boundary[2]}`) - 1
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return count(body, '&') + 1
  return 0
}

function count(body: Buffer, separator: string): number {
  let found = 0
  for (let at = body.indexOf(separator); at >= 0; at = body.indexOf(separator, at + separator.length)) {
    found++
    if (found > MOST_FIELDS + 2) break
  }
  return found
}
