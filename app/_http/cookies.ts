/**
 * The cookies of a request. Those set by us need no decoding; of two with the same name the first is used, which has
 * the more specific path.
 */
export function cookiesIn(text: string): Map<string, string> {
  const pairs = text.split(';').map(each => each.trim().split(/=(.*)/s))
  return new Map(pairs.reverse().map(([name = '', value = '']) => [name, value]))
}
