import { NotThere } from './_ui/not-there'

/** No frame stands around an address that no route knows. */
export default function NotFoundPage() {
  return (
    <main>
      <NotThere />
    </main>
  )
}
