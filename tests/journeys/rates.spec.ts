import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, sidewaysScroll, test } from './fixtures'

/** The two numbers of the first fraction in a text. */
async function fractionIn(text: Promise<string | null>): Promise<[number, number]> {
  const found = /([\d,]+)\s*\/\s*([\d,]+)/.exec((await text) ?? '')
  if (!found) throw new Error(`No fraction in “${await text}”`)
  return [Number(found[1]?.replace(',', '')), Number(found[2]?.replace(',', ''))]
}

/** The row counts on the tabs: all, in the numerator, only in the denominator. */
async function sides(page: Page) {
  const links = await page.getByRole('navigation', { name: '哪些行' }).getByRole('link').allTextContents()
  const count = (word: string) => Number(links.find(each => each.startsWith(word))?.slice(word.length) ?? 0)
  return { all: count('全部'), numerator: count('计入分子'), rest: count('只在分母') }
}

async function sumOf(page: Page) {
  return fractionIn(page.getByText(/这些行加起来/).textContent())
}

/** From the rate of the year to its rows, to a person, to that person's rows; checks the sums on each page. */
async function drillDown(page: Page): Promise<string[]> {
  await page.goto('/rates?year=2023')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('2023年参学情况')
  const rate = page.getByTitle(/^集中学法参学率/)
  const shown = await rate.textContent()
  const ofYear = await fractionIn(page.locator('dl > div').filter({ has: rate }).textContent())

  await rate.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('集中学法参学率（人次）')
  expect(await sumOf(page)).toEqual(ofYear)
  await expect(page.getByText(shown ?? '', { exact: true }).first()).toBeVisible()
  const whole = await sides(page)
  expect([whole.numerator, whole.numerator + whole.rest]).toEqual(ofYear)
  expect(whole.rest, 'somebody missed something').toBeGreaterThan(0)
  const rows = page.url()

  await page.getByRole('link', { name: `只在分母 ${whole.rest}` }).click()
  await expect(page.getByRole('link', { name: `只在分母 ${whole.rest}` })).toHaveAttribute(
    'aria-current',
    'page',
  )
  const person = page.getByRole('row').nth(1).getByRole('link').first()
  const name = (await person.textContent()) ?? ''
  await person.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${name}的2023年`)
  const own = page.locator('dl > div').filter({ hasText: '集中学法参学率' })
  const ofPerson = await fractionIn(own.textContent())
  expect(ofPerson[0]).toBeLessThan(ofPerson[1])
  const personPage = page.url()
  await own.getByRole('link').last().click()
  expect(await sumOf(page)).toEqual(ofPerson)
  const ownSides = await sides(page)
  expect([ownSides.numerator, ownSides.numerator + ownSides.rest]).toEqual(ofPerson)
  await expect(page.getByRole('row')).toHaveCount(ownSides.all + 1)
  return [rows, personPage, page.url()]
}

test('the rate of the year opens to its rows, to one person, to that person’s rows', async ({
  page,
  signedIn,
}) => {
  await signedIn('leader')
  for (const address of await drillDown(page)) {
    await page.goto(address)
    await expectAccessible(page)
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
  }
})

/** From home to one person's mark: 统计, 未完成人员, the activity. */
async function toOneMark(page: Page): Promise<string> {
  await page.goto('/home')
  await page.getByRole('link', { name: '统计', exact: true }).filter({ visible: true }).click()
  await page.getByRole('link', { name: '未完成人员：会议、网上学法、考试' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('未完成人员')
  const undone = page.url()
  // Of what the street holds a community's leader sees the person and opens no sheet.
  const row = page
    .locator('table')
    .last()
    .getByRole('row')
    .filter({ has: page.getByRole('link').nth(1) })
    .first()
  const name = (await row.getByRole('link').first().textContent()) ?? ''
  await row.getByRole('link').nth(1).click()
  await expect(page).toHaveURL(/\/activities\/\d+\/sheet\/\d+$|\/exams\/\d+\/\d+$/)
  await expect(page.locator('main')).toContainText(name)
  return undone
}

test('a leader comes from home to one person’s mark in three presses', async ({ page, signedIn }) => {
  await signedIn('leader')
  const undone = await toOneMark(page)

  await page.goto(undone)

  await expectAccessible(page)
  expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
})

test('the unit to speak to first opens to as many rows as its sentence says, and offers the whole', async ({
  page,
  signedIn,
}) => {
  await signedIn('leader')
  await page.goto('/rates/undone')
  const line = (await page.locator('#units > p').first().textContent()) ?? ''
  const [, people, count] = /(\d+) 人有 (\d+) 项/.exec(line) ?? []

  await page.locator('#units tbody tr').first().getByRole('link').click()

  await expect(page.getByText(/^这里只列/)).toContainText(`${people} 人，${count} 项`)
  await expect(page.locator('table').last().locator('tbody tr')).toHaveCount(Number(count))
  await expect(page.getByRole('textbox', { name: '可以复制的通知' })).toHaveValue(/最迟|尽快/)
  await page.getByRole('link', { name: '看全部单位、全部类别' }).click()
  await expect(page.getByText(/^这里只列/)).toHaveCount(0)
})

test('the people of the year add up to the whole', async ({ page, signedIn }) => {
  await signedIn('leader')
  await page.goto('/rates?year=2023&view=person')
  const fractions = await Promise.all(
    (await page.getByRole('row').all()).slice(1).map(async row => {
      const cell = await row.getByRole('cell').nth(1).textContent()
      return (
        /(\d+)\/(\d+)/
          .exec(cell ?? '')
          ?.slice(1)
          .map(Number) ?? [0, 0]
      )
    }),
  )
  const [whole, ...people] = fractions
  expect(people.length).toBeGreaterThan(3)
  expect([0, 1].map(at => people.reduce((sum, each) => sum + (each[at] ?? 0), 0))).toEqual(whole)
})

/** Bytes of the page with a matrix of 30 units × 12 months, as a proxy sends it. */
const MOST_BYTES = 60_000

test('thirty units × twelve months fit into 60 kB, each cell written once', async ({
  page,
  signedIn,
  isMobile,
}) => {
  test.skip(isMobile, 'the same page at every width')
  await signedIn('topAdministrator')

  const html = await (await page.request.get('/rates?year=2023')).text()

  const matrices = [...html.matchAll(/<table class="matrix.*?<\/table>/gs)].map(([table]) => table)
  const cells = [...(matrices[0] ?? '').matchAll(/<td/g)].length
  const march = [...html.matchAll(/<a href="[^"]*code=participationRate[^"]*month=2023-03/g)].length
  const bytes = gzipSync(html).length
  console.log(`${cells} cells, ${bytes} bytes`)
  expect(matrices).toHaveLength(1)
  expect(cells).toBeGreaterThanOrEqual(30 * 12)
  expect(march).toBeLessThanOrEqual(cells / 13)
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('the figures open all the same', async ({ page, signedIn }) => {
    await signedIn('leader')
    await drillDown(page)
  })

  test('a leader comes from home to one mark all the same', async ({ page, signedIn }) => {
    await signedIn('leader')
    await toOneMark(page)
  })
})
