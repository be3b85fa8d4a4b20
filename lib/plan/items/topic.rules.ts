/** Topics as an office writes them in one cell: 宪法、党内法规. Each once; the marks of a book title belong to it. */
export function splitTopics(text: string): string[] {
  const names = text.split(/[、，,；;\n]+/).map(name => name.trim())
  return [...new Set(names.filter(name => name !== ''))]
}
