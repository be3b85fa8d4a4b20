import { expect, test } from 'vitest'
import { offencesIn } from './built-css.mjs'

test.each([
  ['a cascade layer', '@layer base { a { color: red } }'],
  ['nesting', '.a { &:hover { color: red } }'],
  ['oklch without a fallback', '.a { color: oklch(0.7 0.1 200) }'],
  ['color-mix in a variable', ':root { --wash: color-mix(in oklab, red 10%, transparent) }'],
  [':is', ':is(.a, .b) c { color: red }'],
  [':where', ':where(.a) { color: red }'],
  [':has', '.a:has(input) { color: red }'],
  [':not with a list', '.a:not(.b, .c) { color: red }'],
  ['a container query', '@container (min-width: 10rem) { .a { color: red } }'],
  ['inset', '.a { inset: 0 }'],
  ['aspect-ratio', '.a { aspect-ratio: 1 }'],
  ['dvh', '.a { height: 100dvh }'],
  ['translate as a property', '.a { translate: 10px 0 }'],
  ['margin-inline', '.a { margin-inline: auto }'],
  ['a range in a media query', '@media (width >= 40rem) { .a { color: red } }'],
  ['overflow: clip', '.a { overflow: clip }'],
  ['an unknown selector in a list with a known one', '.a, .b::file-selector-button { color: red }'],
  ['a selector of tomorrow', '.a:heading { color: red }'],
  ['a selector behind another one that is known', '@supports selector(a > b) { .a:has(.b) { color: red } }'],
  ['a fallback that is as new', '.a { color: lab(50% 0 0); color: oklch(0.5 0 0) }'],
])('%s is an offence', (_, css) => {
  expect(offencesIn(css)).not.toEqual([])
})

test.each([
  ['a colour with its fallback before it', '.a { color: #123456; color: oklch(0.7 0.1 200) }'],
  [
    'what stands behind @supports',
    '@supports (color: color-mix(in lab, red, red)) { .a { color: color-mix(in lab, red, blue) } }',
  ],
  ['a selector behind @supports', '@supports selector(:has(a)) { .a:has(.b) { color: red } }'],
  ['vh before dvh', '.a { height: 100vh; height: 100dvh }'],
  ['an accent colour, which may be missing', '.a { accent-color: red }'],
  ['a file button in a rule of its own', '.b::file-selector-button { color: red }'],
  ['a chain of :not', '.a:not(.b):not(#\\#) { color: red }'],
  ['a class named after what is new', '.has-\\[a\\]\\:b { color: red }'],
  ['the foot of a printed page', '@page { @bottom-center { content: counter(page) } }'],
  ['a registered variable', '@property --x { syntax: "*"; inherits: false }'],
])('%s is none', (_, css) => {
  expect(offencesIn(css)).toEqual([])
})
