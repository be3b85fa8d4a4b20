import { NotThere } from '@/app/_ui/not-there'

export default function NotFoundPage() {
  return <NotThere />
}
