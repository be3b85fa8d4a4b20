// Tailwind emits cascade layers, nesting, oklch, color-mix, :is and :where, and Chromium 86 drops every rule
// with them. postcss-preset-env compiles most of it down, the two plugins below the rest.
// tests/house/built-css.mjs checks the result and reports what is left.

// A rule whose selectors are entirely :where(…) has no specificity, so it loses to everything in its layer; a
// layer nested inside has the same effect and can be compiled down. Any other :where becomes :is, which can be
// compiled down too.
const whereToLayers = {
  postcssPlugin: 'where-to-layers',
  Rule(rule, { AtRule }) {
    if (!rule.selector.includes(':where(')) return
    const weightless = rule.selectors.every(isAllWhere)
    rule.selector = rule.selector.replaceAll(':where(', ':is(')
    if (!weightless) return
    const layer = new AtRule({ name: 'layer', params: 'weightless' })
    rule.replaceWith(layer)
    layer.append(rule)
  },
}

const insetToSides = {
  postcssPlugin: 'inset-to-sides',
  Declaration: {
    inset(decl) {
      const [top, right = top, bottom = top, left = right] = decl.value.match(
        /(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/g,
      )
      for (const [prop, value] of Object.entries({ top, right, bottom, left }))
        decl.cloneBefore({ prop, value })
      decl.remove()
    },
  },
}

function isAllWhere(selector) {
  if (!selector.startsWith(':where(')) return false
  let depth = 0
  for (let at = 6; at < selector.length; at++) {
    if (selector[at] === '(') depth++
    if (selector[at] === ')' && --depth === 0) return at === selector.length - 1
  }
  return false
}

// Not under `npm run dev`: a developer's browser supports all of it, and compiling it down would take most of the
// time of a rebuild.
const forOldBrowsers = [
  whereToLayers,
  insetToSides,
  [
    'postcss-preset-env',
    {
      browsers: 'chrome 86',
      stage: 1,
      enableClientSidePolyfills: false,
      // Chromium 52 supports font-variant-numeric; the fallback declarations added next to it would not be
      // reset by it.
      features: { 'font-variant-property': false },
    },
  ],
]

export default {
  plugins: [['@tailwindcss/postcss', {}], ...(process.env.NODE_ENV === 'development' ? [] : forOldBrowsers)],
}
