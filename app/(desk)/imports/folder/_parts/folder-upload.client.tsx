'use client'
import { type DragEvent, type FormEvent, useEffect, useRef, useState } from 'react'
import { yearOfFolder } from '@/lib/import/path-year.rules'

type Word =
  | 'year'
  | 'yearHint'
  | 'folder'
  | 'files'
  | 'filesHint'
  | 'bounds'
  | 'drop'
  | 'send'
  | 'chosen'
  | 'sending'
  | 'resume'
  | 'broken'
  | 'nothing'
  | 'leftOut'
  | 'notTaken'
  | 'refused'
type Props = {
  /** Where no name says one. */
  year: number
  most: { files: number; bytes: number; atOnce: number }
  words: Record<Word, string>
  /** By the name of the reason, as the server gives it. */
  reasons: Record<string, string>
}

/** A file with its place in the folder. */
type Chosen = { path: string; file: File }
/** `key` is of the upload, so that its first file, sent again, makes no second folder. */
type State = { key: string; at: number; folderId: string; problem: string | null; isSending: boolean }
type Answer = { ok: boolean; folderId?: number | null; reason?: string; detail?: string }

const ADDRESS = '/api/imports/folder'
/** What is chosen anew is a folder of its own, sent from its first file on. */
const atStart: State = { key: '', at: 0, folderId: '', problem: null, isSending: false }
/** Times that a file is tried again while another import is being written. */
const TRIES = 8
const PATIENCE = 3000

/**
 * The form of a folder. Without script its files, or a zip, go at once; with script a folder can be chosen or dropped, and
 * its files go one after the other.
 */
export function FolderUpload({ year, most, words, reasons }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [hasScript, setScript] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const [dropped, setDropped] = useState<Chosen[]>([])
  const [chosen, setChosen] = useState<Chosen[]>([])
  const [state, setState] = useState(atStart)
  useEffect(() => setScript(true), [])

  const all = [...chosen, ...dropped]
  const proposed =
    all.length === 0
      ? ''
      : String(
          yearOfFolder(
            nameOf(all),
            all.map(each => each.path),
          ) ?? year,
        )
  const fits = all.filter(each => each.file.size <= most.atOnce)
  const problem = problemOf(fits, most, words.nothing, reasons)

  function choose() {
    setState(atStart)
    const inputs = [...(form.current?.querySelectorAll<HTMLInputElement>('input[type=file]') ?? [])]
    setChosen(
      inputs.flatMap(input =>
        [...(input.files ?? [])].map(file => ({ path: file.webkitRelativePath || file.name, file })),
      ),
    )
  }

  async function drop(event: DragEvent) {
    event.preventDefault()
    if (state.isSending) return
    const entries = [...event.dataTransfer.items].flatMap(item => item.webkitGetAsEntry() ?? [])
    const found: Chosen[] = []
    for (const entry of entries) await collect(entry, '', found, most.files)
    setState(atStart)
    setDropped(before => [...before, ...found])
  }

  async function send(event?: FormEvent) {
    event?.preventDefault()
    if (problem) return setState(before => ({ ...before, problem }))
    const sent = new FormData(form.current ?? undefined)
    const top = topOf(fits)
    const isWhole = fits.length === 1 && top === '' && /\.zip$/i.test(fits[0]?.path ?? '')
    const key = state.key || crypto.getRandomValues(new Uint32Array(4)).join('')
    const fields = { year: String(sent.get('year') ?? ''), name: nameOf(fits), idempotencyKey: key }
    let { at, folderId } = state
    setState({ key, at, folderId, problem: null, isSending: true })
    for (; at < fits.length; at++) {
      const answer = await post(fits[at] as Chosen, { top, isWhole }, { ...fields, folderId })
      if (!answer?.ok) {
        const why = filled(reasons[answer?.reason ?? ''] ?? words.notTaken, { detail: answer?.detail ?? '' })
        const problem = answer?.reason
          ? filled(words.refused, { name: fits[at]?.path ?? '', why })
          : words.broken
        return setState({ key, at, folderId, problem, isSending: false })
      }
      // What systems leave in a folder makes none.
      folderId = answer.folderId ? String(answer.folderId) : folderId
      setState({ key, at: at + 1, folderId, problem: null, isSending: true })
    }
    if (folderId === '') return setState({ key, at: 0, folderId, problem: words.nothing, isSending: false })
    location.assign(`/imports/folder/${folderId}`)
  }

  const { at, isSending } = state
  const left = all.length - fits.length
  return (
    <form
      ref={form}
      action={ADDRESS}
      method="post"
      encType="multipart/form-data"
      className="card max-w-2xl"
      onSubmit={event => void send(event)}
      onDragOver={event => event.preventDefault()}
      onDrop={event => void drop(event)}
    >
      <label htmlFor="folder-year" className="mb-1 block font-semibold">
        {words.year}
      </label>
      <input
        id="folder-year"
        name="year"
        type="number"
        inputMode="numeric"
        min={1900}
        max={2199}
        // Another folder is of another year, unless somebody said which.
        value={said ?? proposed}
        onChange={event => setSaid(event.target.value)}
        aria-describedby="folder-year-hint"
        className="field mb-1 max-w-40"
      />
      <p id="folder-year-hint" className="mb-4 text-ink-3 text-sm">
        {words.yearHint}
      </p>
      {hasScript && (
        <div className="mb-4">
          <label htmlFor="folder-folder" className="mb-1 block font-semibold">
            {words.folder}
          </label>
          <input
            id="folder-folder"
            type="file"
            multiple
            className="field"
            disabled={isSending}
            onChange={choose}
            {...{ webkitdirectory: '' }}
          />
          <p className="mt-1 text-ink-3 text-sm">{words.drop}</p>
        </div>
      )}
      <label htmlFor="folder-files" className="mb-1 block font-semibold">
        {words.files}
      </label>
      <p id="folder-files-hint" className="mb-1 text-ink-3 text-sm">
        {words.filesHint}
      </p>
      <input
        id="folder-files"
        name="file"
        type="file"
        multiple
        required={!hasScript}
        aria-describedby="folder-files-hint folder-bounds"
        className="field mb-2"
        disabled={isSending}
        onChange={choose}
      />
      <p id="folder-bounds" className="mb-4 text-ink-3 text-sm">
        {words.bounds}
      </p>
      <p role="status" className="mb-3">
        {isSending
          ? filled(words.sending, { done: at, count: fits.length, name: fits[at]?.path ?? '' })
          : all.length > 0 && filled(words.chosen, { count: fits.length })}
        {left > 0 && (
          <span className="block text-ochre">
            {filled(words.leftOut, { count: left, name: tooBig(all, most.atOnce) })}
          </span>
        )}
      </p>
      {isSending && (
        <progress className="mb-3 block w-full" max={fits.length} value={at} aria-label={words.send} />
      )}
      {state.problem && (
        <p role="alert" className="mb-3 text-cinnabar">
          {state.problem}
        </p>
      )}
      <button type="submit" className="btn btn-main" disabled={isSending}>
        {at > 0 && !isSending ? words.resume : words.send}
      </button>
    </form>
  )
}

function problemOf(
  fits: Chosen[],
  most: Props['most'],
  nothing: string,
  reasons: Props['reasons'],
): string | null {
  if (fits.length === 0) return nothing
  if (fits.length > most.files) return reasons.tooManyFiles ?? nothing
  return fits.reduce((sum, each) => sum + each.file.size, 0) > most.bytes
    ? (reasons.folderTooBig ?? nothing)
    : null
}

const tooBig = (all: Chosen[], most: number) =>
  all
    .filter(each => each.file.size > most)
    .slice(0, 3)
    .map(each => each.path)
    .join('、')

/** The one folder in which all of them lie; '' where there is none. */
function topOf(files: Chosen[]): string {
  const tops = new Set(files.map(each => (each.path.includes('/') ? each.path.split('/')[0] : '')))
  return tops.size === 1 ? ([...tops][0] ?? '') : ''
}

const nameOf = (files: Chosen[]) => topOf(files) || (files[0]?.path ?? '')

function filled(text: string, places: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(places[name] ?? ''))
}

/** Sends one file; null where no answer came. */
async function post(
  { path, file }: Chosen,
  { top, isWhole }: { top: string; isWhole: boolean },
  fields: Record<string, string>,
): Promise<Answer | null> {
  for (let tries = 1; ; tries++) {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    // The name of the folder is that of the whole; a zip alone is the whole.
    if (!isWhole) body.set('path', top === '' ? path : path.slice(top.length + 1))
    body.set('file', file)
    try {
      const answer = await fetch(ADDRESS, { method: 'POST', body, headers: { accept: 'application/json' } })
      const isLater = answer.status === 503 || answer.status === 429
      if (!isLater || tries === TRIES) return (await answer.json()) as Answer
    } catch {
      if (tries === TRIES) return null
    }
    await new Promise(resolve => setTimeout(resolve, PATIENCE))
  }
}

/** The files of what was dropped, folders within included. */
async function collect(entry: FileSystemEntry, above: string, found: Chosen[], most: number): Promise<void> {
  if (found.length > most) return
  const path = above === '' ? entry.name : `${above}/${entry.name}`
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      ;(entry as FileSystemFileEntry).file(resolve, reject)
    })
    found.push({ path, file })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return
    for (const each of some) await collect(each, path, found, most)
  }
}
