import { test as base, expect, type Page } from '@playwright/test'
import { type SheetCell, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import type { SignedInRole } from './routes'
import { sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

type Fixtures = {
  /** A copy of the small street of its own: what one journey writes would stand in the other's way. */
  street: Server
  /** Signs the page in as a role of the community 东埔, or of the whole street (`topAdministrator`). */
  signedIn: (role: SignedInRole) => Promise<void>
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs here
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

/** Chooses an .xlsx with these heads and rows under a title row on the page of an import, and sends it. */
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

export { expect }
