import { NotThere } from './_ui/not-there'

/** The 404 page of an unknown route, which has no frame around it. */
export default function NotFoundPage() {
  return (
    <main>
      <NotThere />
    </main>
  )
}
