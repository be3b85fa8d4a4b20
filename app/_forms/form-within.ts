import { countFields } from './count-fields'

/** Fields of the form of an upload, the file included. */
const MOST_BESIDE_FILE = 50

/**
 * The form data, or null if the body exceeds the limit: counted while reading, because Content-Length cannot be
 * trusted.
 */
export async function formWithin(request: Request, most: number): Promise<FormData | null> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length
    if (size > most) {
      await reader?.cancel()
      return null
    }
    chunks.push(part.value)
  }
  const type = request.headers.get('content-type') ?? ''
  const body = Buffer.concat(chunks)
  if (countFields(body, type) > MOST_BESIDE_FILE) return new FormData()
  try {
    return await new Response(body, { headers: { 'content-type': type } }).formData()
  } catch {
    // The body is not form data.
    return new FormData()
  }
}
