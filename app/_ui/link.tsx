import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/** A link without prefetch: a list has hundreds of them, and each page costs a query. */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink {...props} prefetch={false} />
}
