// Tailwind writes cascade layers, nesting, oklch, color-mix, :is and :where; Chromium 86 drops all of that whole.
// postcss-preset-env compiles most of it down, and the two plugins here what it leaves. tests/house/built-css.mjs
// reads the result and names what is left over.

// An unweighted :where(…) loses to everything in its layer, and so does a layer inside it: the layer says the same
// in a way that can be compiled down. Any other :where becomes :is, which can be too.
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

// A developer's browser reads all of it, and compiling it down would take most of what a change waits for.
const forOldBrowsers = [
  whereToLayers,
  insetToSides,
  [
    'postcss-preset-env',
    {
      browsers: 'chrome 86',
      stage: 1,
      enableClientSidePolyfills: false,
      // Chromium 52 knows font-variant-numeric; the settings written beside it would not be undone by it.
      features: { 'font-variant-property': false },
    },
  ],
]

export default {
  plugins: [['@tailwindcss/postcss', {}], ...(process.env.NODE_ENV === 'development' ? [] : forOldBrowsers)],
}
