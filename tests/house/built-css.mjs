// Reads the CSS written by `next build` and reports everything that Chromium 86 does not support and that has
// no fallback before it. Such a browser drops only an unknown declaration, but the whole of a rule with an
// unknown selector, or of an unknown block.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import postcss from 'postcss'

const properties = {
  'inset|inset-(inline|block)(-start|-end)?': [87, 'write top, right, bottom and left'],
  '(margin|padding)-(inline|block)': [87, 'write the two sides (mx-, my- and px-, py- are compiled down)'],
  'border-(inline|block)(-width|-style|-color)?': [87, 'write the two sides'],
  'border-(start|end)-(start|end)-radius': [89, 'write border-top-left-radius …'],
  'aspect-ratio': [88, 'give both sizes'],
  'translate|rotate|scale': [104, 'write transform: [transform:translateX(-50%)]'],
  'container(-type|-name)?': [105, 'use a media query'],
  'mask(-image|-size|-position|-repeat)?': [120, 'write the -webkit- one before it'],
  'print-color-adjust': [136, 'write -webkit-print-color-adjust before it'],
  'box-decoration-break': [130, 'write the -webkit- one before it'],
  'text-emphasis(-.*)?': [99, 'write the -webkit- one before it'],
  'anchor-.*|position-(anchor|area|try.*)|animation-(timeline|range)|offset|grid-lanes': [108, 'do without'],
}

const values = {
  '\\b(oklch|oklab|lab|lch|color)\\(': [111, 'give a hex colour first'],
  '\\bcolor-mix\\(': [111, 'name the mixed colour as a token of its own'],
  '\\b(light-dark)\\(': [123, 'use prefers-color-scheme'],
  '\\bhwb\\(': [101, 'write the colour as hex'],
  '\\b(rgb|hsl)a?\\(\\s*from\\b': [119, 'write the colour as hex'],
  '\\d[dsl]v(h|w|min|max|i|b)\\b': [108, 'use vh with a min-height, or write the vh one first'],
  '\\d(cq(w|h|i|b|min|max)|r?lh|r?cap|r?ic)\\b': [109, 'use rem'],
  '\\b(round|mod|rem|sin|cos|tan|pow|sqrt|hypot|exp|log|abs|sign)\\(': [111, 'reckon it beforehand'],
  '\\binfinity\\b': [114, 'write 9999px'],
  '\\b(revert-layer|subgrid|anchor\\(|linear\\()': [99, 'do without'],
}

const valuesOf = { overflow: /\bclip\b/, 'overflow-x': /\bclip\b/, 'overflow-y': /\bclip\b/ }

// Ignored by browsers without support, with no loss of function.
const harmlessProperties = new Set(
  `accent-color text-wrap text-wrap-mode text-wrap-style text-underline-offset text-decoration-thickness field-sizing
  scrollbar-width scrollbar-color scrollbar-gutter forced-color-adjust hyphenate-character overflow-clip-margin
  view-transition-name interpolate-size white-space-collapse`.split(/\s+/),
)
// @property is supported since 85; without @starting-style only entry transitions are lost.
const knownAtRules = new Set(
  'media supports keyframes -webkit-keyframes font-face property charset page starting-style'.split(' '),
)

const knownPseudo = new Set(
  `hover focus focus-within focus-visible active visited link any-link checked disabled enabled required optional
  invalid valid in-range out-of-range indeterminate default placeholder-shown read-only read-write first-child
  last-child only-child nth-child nth-last-child first-of-type last-of-type only-of-type nth-of-type
  nth-last-of-type empty root host target lang not before after backdrop placeholder marker selection first-letter
  first-line fullscreen defined scope`.split(/\s+/),
)
// A rule with only these selectors may be dropped: they are specific to other browsers, or mere refinements.
const harmlessPseudo =
  /^(-moz-.*|file-selector-button|autofill|user-valid|user-invalid|open|popover-open|modal|details-content)$/

/** The violations in one style sheet, each as a line of text with its remedy. */
export function offencesIn(css) {
  const found = []
  postcss.parse(css).walk(node => {
    if (guarded(node)) return
    const what =
      node.type === 'decl'
        ? declarationOffence(node)
        : node.type === 'rule'
          ? ruleOffence(node)
          : atRuleOffence(node)
    if (what) found.push(`${placeOf(node)}: ${what}`)
  })
  return [...new Set(found)]
}

/** Inside `@supports` of a feature that 86 lacks, so 86 skips it. */
function guarded(node) {
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'atrule' && at.name === 'supports' && !/^\(?\s*not\b/.test(at.params)) {
      // `selector()` itself is known since 83.
      const selector = /^selector\((.*)\)$/.exec(at.params)?.[1]
      if (selector && selectorOffence(selector)) return true
      if (
        Object.keys(values).some(value => new RegExp(value).test(at.params)) ||
        /\bin (ok)?lab\b/.test(at.params)
      )
        return true
    }
  return false
}

function declarationOffence(decl) {
  if (decl.parent.type === 'atrule' && decl.parent.name === 'property') return
  const name = decl.prop.toLowerCase()
  if (harmlessProperties.has(name)) return
  const property = lookUp(properties, name, true)
  if (property && !hasFallback(decl, true)) return tell(decl.prop, property)
  if (valuesOf[name]?.test(decl.value) && !hasFallback(decl))
    return tell(`${name}: clip`, [90, 'write hidden first'])
  // Safari's pseudo-element of a date field, in Tailwind's base styles.
  if (/::-webkit-date-and-time-value/.test(decl.parent.selector ?? '')) return
  const value = lookUp(values, decl.value.replace(/"[^"]*"|'[^']*'|url\([^)]*\)/g, ''))
  if (value && !hasFallback(decl)) return tell(`${decl.prop}: ${decl.value}`, value)
}

function ruleOffence(rule) {
  if (rule.parent?.type === 'atrule' && /keyframes$/.test(rule.parent.name)) return
  for (let at = rule.parent; at; at = at.parent)
    if (at.type === 'rule')
      return tell('a nested rule', [112, 'check the order of plugins in postcss.config.mjs'])
  const verdicts = rule.selectors.map(selectorOffence)
  const bad = verdicts.find(verdict => verdict && verdict !== 'harmless')
  if (bad) return bad
  if (verdicts.includes('harmless') && verdicts.includes(undefined))
    return 'an unknown selector in a list takes the whole rule with it: give it a rule of its own'
}

function selectorOffence(selector) {
  const plain = selector.replace(/\\./g, 'x').replace(/"[^"]*"|'[^']*'/g, '')
  let harmless = false
  for (const [, name] of plain.matchAll(/::?(-?[a-zA-Z][\w-]*)/g)) {
    if (knownPseudo.has(name) || name.startsWith('-webkit-')) continue
    if (!harmlessPseudo.test(name))
      return `:${name} is not known to Chromium 86, which drops the rule: find another way to choose the element`
    harmless = true
  }
  for (const [, inner] of plain.matchAll(/:not\(((?:[^()]|\([^()]*\))*)\)/g))
    if (!/^(\*|[\w-]+|[.#][\w-]+|\[[^\]]*\]|::?[\w-]+(\([^()]*\))?)$/.test(inner.trim()))
      return `:not(${inner}) takes one simple selector before 88: write :not(.a):not(.b)`
  return harmless ? 'harmless' : undefined
}

function atRuleOffence(rule) {
  if (rule.type !== 'atrule') return
  // Margin boxes of a printed page: without them only the page number is missing.
  if (rule.parent?.type === 'atrule' && rule.parent.name === 'page') return
  if (!knownAtRules.has(rule.name))
    return `@${rule.name} is not known to Chromium 86, which drops the block: compile it down in postcss.config.mjs`
  if (rule.name === 'media' && /[<>]/.test(rule.params))
    return tell(`@media ${rule.params}`, [104, 'write min-width or max-width'])
}

function lookUp(table, text, whole = false) {
  for (const [pattern, verdict] of Object.entries(table))
    if (new RegExp(whole ? `^(?:${pattern})$` : pattern).test(text)) return verdict
}

/**
 * Whether the same rule has an earlier declaration of the property, or its prefixed form, with a value that 86
 * supports.
 */
function hasFallback(decl, prefixedOnly = false) {
  for (let at = decl.prev(); at; at = at.prev()) {
    if (at.type !== 'decl') continue
    if (at.prop === `-webkit-${decl.prop}`) return true
    if (!prefixedOnly && at.prop === decl.prop && !declarationOffence(at)) return true
  }
  return false
}

function tell(what, [since, advice]) {
  return `${what} is known only since Chromium ${since}: ${advice}`
}

function placeOf(node) {
  for (let at = node; at; at = at.parent)
    if (at.type === 'rule') return at.selector.replaceAll(':not(#\\#)', '')
  return `@${node.name ?? node.parent?.name ?? ''}`
}

if (process.argv[1] === import.meta.filename) {
  const built = path.resolve(import.meta.dirname, '../../.next/static')
  const all = existsSync(built) ? readdirSync(built, { recursive: true }) : []
  const files = all.filter(file => file.endsWith('.css'))
  if (files.length === 0) console.error('No CSS under .next/static: run `next build` first')
  const offences = files.flatMap(file => offencesIn(readFileSync(path.join(built, file), 'utf8')))
  for (const offence of offences) console.error(offence)
  console.log(`${files.length} style sheets, ${offences.length} offences against Chromium 86`)
  process.exitCode = files.length === 0 || offences.length > 0 ? 1 : 0
}
