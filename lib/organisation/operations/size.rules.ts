const UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

/** A size as file managers write it: 1.2 MB, and 500 KB without a decimal. */
export function sizeText(bytes: number): string {
  let [value, at] = [bytes, 0]
  while (value >= 1024 && at < UNITS.length - 1) {
    value /= 1024
    at++
  }
  return `${at === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${UNITS[at]}`
}
