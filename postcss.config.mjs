// Tailwind writes cascade layers, nesting, oklch and color-mix; Chromium 86 drops all of that whole.
export default {
  plugins: {
    '@tailwindcss/postcss': {},
    'postcss-preset-env': { browsers: 'chrome 86', stage: 1, enableClientSidePolyfills: false },
  },
}
