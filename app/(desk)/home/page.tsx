import { PageHead } from '@/app/_ui/page-head'
import { requireViewer } from '@/lib/access/session'

export default async function HomePage() {
  const viewer = await requireViewer()
  return <PageHead title={viewer.name} />
}
