import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/** A link that is fetched when it is pressed and not before: a list has hundreds of them, and each page is a query. */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink {...props} prefetch={false} />
}
