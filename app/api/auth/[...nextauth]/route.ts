import NextAuth from 'next-auth'
import { authOptions } from '@/lib/access/session'

async function handler(request: Request, context: unknown) {
  const answer: Response = await NextAuth(authOptions())(request as never, context as never)
  // Redirects only to paths: an absolute address built from a header would be an open redirect.
  const location = answer.headers.get('location')
  if (location && URL.canParse(location)) {
    const to = new URL(location)
    answer.headers.set('location', to.pathname + to.search)
  }
  return answer
}

export { handler as GET, handler as POST }
