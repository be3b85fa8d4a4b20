// The command that starts the server and the bundle of the page have module state of their own; only globalThis is
// shared. A setting of the environment or of the database could be there under `npm start` too.
const shared = globalThis as typeof globalThis & { xuefaShowsParts?: true }

/** For `npm run dev` and `npm run demo` alone: this process serves /ui. */
export function showParts(): void {
  shared.xuefaShowsParts = true
}

/** Whether /ui exists in this process; elsewhere it answers as an unknown address does. */
export function showsParts(): boolean {
  return shared.xuefaShowsParts === true
}
