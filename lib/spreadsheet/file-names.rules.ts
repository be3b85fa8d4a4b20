import type { FileKind } from './formats/workbook'

/** How files of each kind that is read are named; what a file is, is told by what it holds (formats/open-file.mjs). */
const extensions: Record<FileKind, readonly string[]> = {
  xlsx: ['.xlsx', '.xlsm', '.xltx'],
  // .et of WPS is the same container with the same records.
  xls: ['.xls', '.xlt', '.et'],
  csv: ['.csv', '.tsv', '.txt'],
  html: ['.html', '.htm'],
  mhtml: ['.mht', '.mhtml'],
  xml2003: ['.xml'],
  docx: ['.docx', '.docm'],
}

/** The files that a field for a sheet lets choose. */
export const SHEET_FILES = Object.values(extensions).flat().join(',')
