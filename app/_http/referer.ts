/** The address of the page that the form was on; null where the browser sends none, or one that cannot be read. */
export function refererOf(headers: Headers): URL | null {
  const referer = headers.get('referer') ?? ''
  return URL.canParse(referer) ? new URL(referer) : null
}
