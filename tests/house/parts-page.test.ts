import { expect, test } from 'vitest'
import { codeOf, files, places } from './source'

const shared = files(/^app\/(_ui|_forms)\/.*\.tsx$/).flatMap(file =>
  places(file, /(?<=^export (?:async )?(?:function|const) )[A-Z]\w*/m),
)
const page = files(/^app\/(.*\/)?ui\/.*\.tsx$/)
  .map(codeOf)
  .join('\n')

test('every shared part is shown at /ui', () => {
  const missing = shared.filter(place => !new RegExp(`<${nameIn(place)}\\b`).test(page))

  expect(shared.length).toBeGreaterThan(40)
  expect(missing, 'show it in each of its states, in a file of app/ui/_parts').toEqual([])
})

test('every file with a shared part has its heading at /ui', () => {
  const missing = [...new Set(shared.map(place => place.slice(0, place.indexOf(':'))))].filter(
    file => !page.includes(`file="${file}"`),
  )

  expect(missing, '<Part file="…"> in app/ui/_parts').toEqual([])
})

test('npm run dev and npm run demo alone let /ui be seen', () => {
  const callers = files(/^(app|lib|db|server)\/.*\.(ts|tsx|mjs)$|^(proxy|instrumentation)\.ts$/)
    .filter(file => file !== 'lib/core/parts-page.ts')
    .filter(file => /\bshowParts\b|xuefaShowsParts/.test(codeOf(file)))

  expect(callers).toEqual(['server/demo/start.ts', 'server/dev.ts'])
})

function nameIn(place: string): string {
  return place.slice(place.lastIndexOf(' ') + 1)
}
