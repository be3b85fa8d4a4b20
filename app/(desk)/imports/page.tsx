import { notFound } from 'next/navigation'
import type { Say } from '@/app/_i18n/messages'
import { saidUnder } from '@/app/_i18n/said-under'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { dayOf, timeOf } from '@/lib/core/time'
import { foldersOf } from '@/lib/import/folder/folder-draft.queries'
import { headsOf, importsOf, mayImport, subjectsOf } from '@/lib/import/import.queries'
import { recentRuns } from '@/lib/import/undo/run.queries'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { planKinds } from '@/lib/plan/plan.rules'
import { type ImportKind, importKinds } from '@/lib/spreadsheet/importer.rules'
import { AnySheetForm } from './_parts/any-sheet-form'
import { FolderEntry } from './_parts/folder-entry'
import { RunRows } from './_parts/run-rows'
import { UploadForm } from './_parts/upload-form'

export const generateMetadata = titled('import.list.title')

type Search = { kind?: string; plan?: string; activity?: string; refused?: string; detail?: string }

export default async function ImportsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'administrator')) notFound()
  const say = await saying()
  const { t } = say
  const { kind: asked, plan, activity, refused, detail } = await searchParams
  const open = importKinds.filter(kind => mayImport(viewer, kind))
  const kind = open.find(each => each === asked)
  if (kind) {
    const [subjects, units] = await Promise.all([
      subjectsOf(viewer, kind),
      kind === 'plan' ? unitsFor(viewer, 'organiser', 'administrator') : [],
    ])
    const chosen = planKinds.find(each => each === plan)
    const options = kind === 'plan' ? { plan: chosen ?? 'officials' } : { activity }
    return (
      <>
        <PageHead
          title={t('import.form.title', { kind: t(`import.kind.${kind}`) })}
          above={<Link href="/imports">{t('import.list.title')}</Link>}
          below={t(`import.about.${kind}`)}
        />
        {refused && (
          <Alert tone="error" role="alert" className="mb-4 max-w-2xl">
            {refusalText(say, refused, detail)}
          </Alert>
        )}
        <UploadForm
          say={say}
          kind={kind}
          heads={headsOf(kind, chosen)}
          options={options}
          names={{ units: units.map(each => each.name), subjects }}
        />
      </>
    )
  }
  const [earlier, runs] = await Promise.all([importsOf(viewer), recentRuns(viewer)])
  return (
    <>
      <PageHead title={t('import.list.title')} below={t('import.list.lead')} />
      {refused && (
        <Alert tone="error" role="alert" className="mb-4">
          {refusalText(say, refused, detail)}
        </Alert>
      )}
      <AnySheetForm say={say} />
      <FolderEntry say={say} folders={await foldersOf(viewer)} />
      <ol className="card mb-8 px-5 py-1">
        {importKinds.map((each, at) => (
          <KindRow key={each} number={at + 1} kind={each} say={say} isOpen={open.includes(each)} />
        ))}
      </ol>
      <RunRows say={say} runs={runs} />
      <h2 className="mb-2">{t('import.list.earlier')}</h2>
      {earlier.length === 0 ? (
        <Empty text={t('import.list.none')} />
      ) : (
        <ul className="card px-5 py-1">
          {earlier.map(each => (
            <li
              key={each.id}
              className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-line border-t py-3 first:border-t-0"
            >
              <Link
                href={`/imports/${each.id}`}
                className="inline-flex desk:min-h-0 min-h-11 min-w-0 items-center break-all"
              >
                {each.fileName}
              </Link>
              <span className="text-ink-2 text-sm">{t(`import.kind.${each.kind}`)}</span>
              <span className="text-ink-3 text-sm">
                {dayOf(each.createdAt)} {timeOf(each.createdAt)}
              </span>
              {each.outcome ? (
                <span className="text-ink-2 text-sm">{t('import.list.outcome', each.outcome)}</span>
              ) : (
                <Tag tone="soon">{t('import.list.open')}</Tag>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** An address can hold anything; only known messages are shown. */
function refusalText(say: Say, refused: string, detail = ''): string {
  const text = saidUnder(say, ['import.refused', 'common.form'], refused, { heads: detail, detail })
  return text ?? say.t('import.refused.badField')
}

type RowProps = { number: number; kind: ImportKind; say: Say; isOpen: boolean }

function KindRow({ number, kind, say: { t }, isOpen }: RowProps) {
  return (
    <li className="grid desk:grid-cols-[2rem_1fr_auto] grid-cols-[2rem_1fr] items-center gap-x-3 gap-y-2 border-line border-t py-3 first:border-t-0">
      <span className="text-ink-3">{number}</span>
      <div>
        <p className="font-semibold">{t(`import.kind.${kind}`)}</p>
        <p className="text-ink-2 text-sm">{t(`import.about.${kind}`)}</p>
        <p className="text-ink-3 text-sm">
          {t('common.form.labelled', {
            label: t('import.form.required'),
            text: headsOf(kind).required.join('、'),
          })}
        </p>
      </div>
      <div className="col-start-2 desk:col-start-3 flex gap-2">
        {isOpen ? (
          <>
            <Link href={`/imports/example?kind=${kind}`} className="btn btn-plain">
              {t('import.list.example')}
            </Link>
            <Link href={`/imports?kind=${kind}`} className="btn">
              {t('import.list.choose')}
            </Link>
          </>
        ) : (
          <span className="text-ink-3 text-sm">{t('import.list.notYours')}</span>
        )}
      </div>
    </li>
  )
}
