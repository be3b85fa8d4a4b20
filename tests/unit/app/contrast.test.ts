import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (file: string) => readFileSync(new URL(`../../../app/${file}`, import.meta.url), 'utf8')
const sunlit = /\.sunlit \{([^}]*)\}/.exec(read('_ui/sheet.css'))?.[1] ?? ''
/** The colours of a page in sunlight mode. */
const tokens = { ...colours(read('globals.css')), ...colours(sunlit) }

test.each([
  ['ink', 'paper'],
  ['ink-2', 'paper'],
  ['ink-2', 'sheet'],
  ['ink-2', 'sunk'],
  ['ink-2', 'indigo-wash'],
  ['ink-3', 'indigo-wash'],
  ['indigo', 'paper'],
  ['indigo', 'indigo-wash'],
  ['pine', 'pine-wash'],
  ['pine', 'indigo-wash'],
  ['ochre', 'ochre-wash'],
  ['ochre', 'indigo-wash'],
  ['cinnabar', 'cinnabar-wash'],
  ['cinnabar', 'indigo-wash'],
  ['white', 'pine'],
  ['white', 'ochre'],
  ['white', 'cinnabar'],
  ['white', 'ink-2'],
  ['white', 'indigo'],
])('in the sun %s on %s is read at 7:1', (text, ground) => {
  expect(contrast(tokens[text] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(7)
})

function colours(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--color-([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  )
}

/** WCAG 2.2, 1.4.3. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(share => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
