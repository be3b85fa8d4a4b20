const KIB = 1024
const MIB = 1024 * KIB

/** Sign-in, the forms of the door and single marks and counts: some hundred bytes each. */
const SMALL = 16 * KIB
/** The form of a page. A pasted plan, the longest text that a field takes, has 0.6 MB. */
const FORM = MIB
/** A burst of the plan table: at most 1,000 changed cells. */
const TABLE = 2 * MIB
/** A file and the few fields around it; each address has the exact limit of its own files. */
const FILE = 21 * MIB

/** A zip of a folder, which is written to the disk as it arrives. */
const ARCHIVE = 101 * MIB

const limits: [path: RegExp, most: number][] = [
  [
    /^\/s(\/[^/]*)?$|^\/api\/(marks|heads|auth\/.*)$|^\/(sign-in(\/code)?|second-factor|change-password|first-run|accounts\/slips)$/,
    SMALL,
  ],
  [/^\/api\/plan-items$/, TABLE],
  [/^\/api\/(imports|presence|evidence)$/, FILE],
  [/^\/api\/imports\/folder$/, ARCHIVE],
  // Feeds, scripts, exports and whatever else only answers GET.
  [/^\/(api|feeds|_next)\/|\.\w+$|\/export$/, 0],
]

/** The most bytes that the body of a request to this path may have; GET and HEAD have none. */
export function mostBytes(method: string, path: string): number {
  if (method !== 'POST') return 0
  return limits.find(([pattern]) => pattern.test(path))?.[1] ?? FORM
}

/** Whether a file is sent to this path, so that a body that is too large is told as a file that is too big. */
export function takesFiles(path: string): boolean {
  return mostBytes('POST', path) >= FILE
}

export function isSmall(most: number): boolean {
  return most <= SMALL
}

/** Whether the body is read whole before it is passed on; a file is not, because its route reads it as it arrives. */
export function isReadWhole(most: number): boolean {
  return most < FILE
}
