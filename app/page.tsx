import { redirect } from 'next/navigation'
import { viewerSeen } from '@/lib/access/session'

export default async function RootPage() {
  redirect((await viewerSeen()) ? '/home' : '/sign-in')
}
