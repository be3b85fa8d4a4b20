import { test as base, expect, type Page } from '@playwright/test'
import { type SheetCell, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { fileOf } from '../shapes/programs'
import type { Shape } from '../shapes/shape'
import type { SignedInRole } from './routes'
import { sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

type Fixtures = {
  /** Each journey has its own copy of the small street, because its changes would affect another. */
  street: Server
  /** Signs the page in as a role of community 东埔, or of the whole street (`topAdministrator`). */
  signedIn: (role: SignedInRole) => Promise<void>
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
  street: async ({}, use) => {
    const server = await startServer({ communities: true, now: communitiesNow })
    await use(server)
    await server.stop()
  },
  baseURL: async ({ street }, use) => use(street.url),
  signedIn: async ({ context, street }, use) =>
    use(async role => {
      const cookie = await sessionCookie(street.folder, role)
      await context.addCookies([{ ...cookie, url: street.url, httpOnly: true, sameSite: 'Lax' }])
    }),
})

/** Selects an .xlsx with these heads and rows under a title row on an import page, and submits it. */
export async function uploadSheet(page: Page, name: string, heads: string[], rows: SheetCell[][]) {
  const bytes = await writeWorkbook({
    sheetName: name,
    title: name,
    columns: heads.map(head => ({ head, width: 16, kind: 'text' })),
    rows,
  })
  await page.getByLabel('文件').setInputFiles({
    name: `${name}.xlsx`,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(bytes),
  })
  await page.getByRole('button', { name: '上传并核对' }).click()
}

/** Uploads a workbook without saying what it is: lines of cells between `|`, by the name of their sheet. */
export async function uploadAny(page: Page, name: string, sheets: Record<string, string>) {
  const { bytes, fileName } = fileOf({ name, program: 'excel', sheets } as Shape)
  await page.goto('/imports')
  await page.getByLabel('选一张表，由系统认是哪一种').setInputFiles({
    name: fileName,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(bytes),
  })
  await page.getByRole('button', { name: '上传并核对' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(fileName)
}

export { expect }
