/** Topics in one cell: 宪法、党内法规. Without duplicates; the marks of a book title (《》) are part of the topic. */
export function splitTopics(text: string): string[] {
  const names = text.split(/[、，,；;\n]+/).map(name => name.trim())
  return [...new Set(names.filter(name => name !== ''))]
}
