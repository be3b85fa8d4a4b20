'use client'
import { useRouter } from 'next/navigation'
import { type ChangeEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { fileOutbox, type Queue } from '@/app/_offline/file-outbox.client'
import { isLasting, numberOfItsOwn, type WaitingFile } from '@/app/_offline/store.client'
import { watch } from '@/app/_offline/watch.client'
import { drawnPhoto, type Stamp } from './draw-photo.client'

type Props = {
  /** The account that owns the queue. */
  account: number
  /** Form fields sent with each file: kind, activity or item. */
  fields: Record<string, string>
  /** The caption on a photo; null if none is offered. */
  stamp: Stamp | null
  /** Whether only photos are asked for, or also documents, which may be PDF. */
  photosOnly: boolean
  words: Record<string, string>
  /** The plain form, rendered without script. */
  children: ReactNode
}

const RETRY = 10_000

/**
 * Takes photos and documents and queues them until the server has stored them: while offline they stay in this
 * browser. Without script the plain form below does the same, but needs the network.
 */
export function SendFiles({ account, fields, stamp, photosOnly, words, children }: Props) {
  const router = useRouter()
  const [ready, setReady] = useState(false)
  const [lasting, setLasting] = useState(true)
  const [preparing, setPreparing] = useState(0)
  const [unread, setUnread] = useState<string[]>([])
  const [stamped, setStamped] = useState(true)
  const [queue, setQueue] = useState<Queue>({ rows: [], away: null, signedOut: false })
  const [saved, setSaved] = useState(0)
  const outbox = useRef<ReturnType<typeof fileOutbox>>(null)

  useEffect(() => {
    outbox.current ??= fileOutbox(account, {
      changed: setQueue,
      saved() {
        setSaved(before => before + 1)
        // Renders the surrounding page again, which lists the attachments.
        router.refresh()
      },
    })
    watch(account, words)
    const out = outbox.current
    setReady(true)
    void isLasting().then(setLasting)
    const go = () => void out.retry()
    go()
    const timer = setInterval(go, RETRY)
    window.addEventListener('online', go)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', go)
    }
  }, [account, router, words])

  async function take({ target }: ChangeEvent<HTMLInputElement>) {
    const files = [...(target.files ?? [])]
    target.value = ''
    setPreparing(files.length)
    setUnread([])
    for (const file of files) {
      try {
        const drawn = file.type === 'application/pdf' ? null : await drawnPhoto(file, stamped ? stamp : null)
        await outbox.current?.add({
          nonce: numberOfItsOwn(),
          fields,
          at: Date.now(),
          ...(drawn ?? {
            name: file.name,
            mediaType: file.type,
            bytes: await file.arrayBuffer(),
            thumb: null,
          }),
        })
      } catch {
        // A file that the phone cannot read (moved, or still in its cloud storage) must not block the others.
        setUnread(before => [...before.filter(name => name !== file.name), file.name])
      }
      setPreparing(left => left - 1)
    }
  }

  if (!ready) return children
  const accept = photosOnly ? 'image/*' : 'image/*,application/pdf'
  // The file input covers its button, so that the whole button is the target.
  const cover = 'absolute inset-0 h-full w-full cursor-pointer opacity-0'
  const pick =
    'btn relative min-h-14 flex-1 cursor-pointer focus-within:outline-3 focus-within:outline-indigo'
  return (
    <div>
      <div className="flex flex-wrap gap-2">
        <label className={`${pick} btn-main`}>
          {words.camera}
          <input type="file" accept="image/*" capture="environment" onChange={take} className={cover} />
        </label>
        <label className={pick}>
          {photosOnly ? words.album : words.choose}
          <input type="file" accept={accept} multiple onChange={take} className={cover} />
        </label>
      </div>
      {stamp && (
        <label className="mt-2 flex min-h-14 items-center gap-3">
          <input
            type="checkbox"
            checked={stamped}
            onChange={event => setStamped(event.target.checked)}
            className="h-6 w-6"
          />
          {words.stamp}
        </label>
      )}
      {!lasting && <p className="mt-2 text-cinnabar">{words.notLasting}</p>}
      <ul aria-live="polite" className="mt-2">
        {unread.map(name => (
          <li key={name} className="py-2 text-cinnabar">
            {(words.unread ?? '').replace('{name}', name)}
          </li>
        ))}
        {preparing > 0 && <li className="py-2">{words.preparing}</li>}
        {queue.rows.map(row => (
          <Line key={row.nonce} row={row} text={stateOf(row, queue, words)}>
            {row.refused !== null && (
              <span className="flex basis-full gap-2">
                <button type="button" className="btn" onClick={() => void outbox.current?.again(row)}>
                  {words.retry}
                </button>
                <button type="button" className="btn" onClick={() => void outbox.current?.discard(row)}>
                  {words.discard}
                </button>
              </span>
            )}
          </Line>
        ))}
        {saved > 0 && (
          <li className="py-2 font-semibold text-pine">
            {(words.saved ?? '').replace('{count}', String(saved))}
          </li>
        )}
      </ul>
    </div>
  )
}

function stateOf(row: WaitingFile, { away, signedOut }: Queue, words: Record<string, string>): string {
  if (row.refused !== null) {
    const why = words[`refused.${row.refused}`] ?? words['refused.other'] ?? ''
    return (words.refused ?? '').replace('{why}', why)
  }
  if (away === row.nonce) return words.sending ?? ''
  return (signedOut ? words.signedOut : words.waiting) ?? ''
}

type LineProps = { row: WaitingFile; text: string; children: ReactNode }

function Line({ row, text, children }: LineProps) {
  return (
    <li className="flex flex-wrap items-center gap-3 border-line border-b py-2">
      {row.thumb ? (
        // biome-ignore lint/performance/noImgElement: a small data: picture of a file that no server has yet
        <img src={row.thumb} alt="" className="h-14 w-14 rounded object-cover" />
      ) : (
        <span className="h-14 w-14 rounded bg-sunk" />
      )}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{row.name}</span>
        <span className="block">{text}</span>
      </span>
      {children}
    </li>
  )
}
