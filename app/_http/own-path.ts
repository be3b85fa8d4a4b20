/**
 * The target of a redirect, whatever was typed into it: a path of ours and never another host, in characters that a
 * header can carry (RFC 9110, 5.5).
 */
export function ownPath(to: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a header that holds one cannot be sent
  const path = `/${to.replace(/[\u0000-\u001f\u007f]/g, '').replace(/^[/\\]+/, '')}`
  const { pathname, search, hash } = new URL(`http://-${path}`)
  // `/..//x` is resolved to `//x`, which is another host.
  return pathname.replace(/^\/+/, '/') + search + hash
}
