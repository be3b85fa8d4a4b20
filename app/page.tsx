import { redirect } from 'next/navigation'
import { currentViewer } from '@/lib/access/session'

export default async function RootPage() {
  redirect((await currentViewer()) ? '/home' : '/sign-in')
}
