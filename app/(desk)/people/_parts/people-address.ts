/** The filters in the address of the list. */
export type Asked = { unit?: string; q?: string; tag?: string; on?: string; page?: string | number }

/** The address of the list with these filters; empty ones are left out. */
export function addressOf(asked: Asked): string {
  const parts = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '')
  const query = new URLSearchParams(parts.map(([name, value]) => [name, String(value)]))
  return query.size > 0 ? `/people?${query}` : '/people'
}
