import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { isUnnamed, REMEMBER_HEADS } from '@/lib/import/asked.rules'
import { mayImport, meetingsOf, subjectsOf } from '@/lib/import/import.queries'
import { comesFirst } from '@/lib/import/preview/comes-first.rules'
import type { PreviewPage } from '@/lib/import/preview/preview.queries'
import { crossOf } from '@/lib/import/preview/preview-lines.rules'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { importKinds } from '@/lib/spreadsheet/importer.rules'
import { textOfChoice, textOfRemark } from '@/lib/spreadsheet/preview.rules'
import { unusedOf } from '@/lib/spreadsheet/unused-columns.rules'
import { MeetingsRead } from '../../_parts/meetings-read'
import { savePreview } from '../../actions'
import { CellsPart } from './cells-part'
import { type Columns, ColumnsForm } from './columns-form'
import { Dock, NextDock } from './dock'
import { FirstThings } from './first-things'
import { Head } from './head'
import { KeepTyped } from './keep-typed.client'
import { KindForm } from './kind-form'
import { KnownWords } from './known-words'
import { goTo, type Looked, queryOf } from './look'
import { NeedsForm } from './needs-form'
import { OptionsForm } from './options-form'
import { Outcomes } from './outcomes'
import { PageButtons } from './page-buttons'
import { Section } from './section'
import { SheetsForm } from './sheets-form'
import { marksOf, type Step, Steps, stepIds } from './steps'
import { UnreadColumns } from './unread-columns'
import { WordsForm } from './words-form'

type Props = { say: Say; viewer: Viewer; preview: PreviewPage; look: Looked; isInFolder: boolean }

/** How a file was read, what is asked about it, and what would be written: five steps on one page. */
export async function Previewed({ say, viewer, preview, look, isInFolder }: Props) {
  const { t } = say
  const { draft, judgement, sheets, fields, asked, known, there, fresh, aside } = preview
  const [subjects, units, meetings] = await Promise.all([
    subjectsOf(viewer, draft.kind),
    draft.kind === 'plan' ? unitsFor(viewer, 'organiser', 'administrator') : [],
    draft.kind === 'attendance' ? meetingsOf(viewer) : null,
  ])
  const read = sheets.filter(each => each.isRead)
  const cross = draft.kind === 'attendance' ? crossOf(read) : null
  const unit = t(cross ? 'importPreview.unit.cells' : 'importPreview.unit.rows')
  const proposed = read.flatMap(each => each.columns).filter(each => each.how === 'guessed')
  const guessed = proposed.length
  const { missing, asksSheets } = judgement.reading
  const answers = draft.options.answers ?? {}
  const back = queryOf(look)
  const columns: Columns = {
    fields,
    answers,
    meetings,
    remember: answers[REMEMBER_HEADS] !== 'no',
    year: {
      said: draft.options.year ?? (Number(answers.year) || undefined),
      titled: [...new Set(read.flatMap(each => each.title.year ?? []))],
      now: yearOf(dayOf(now())),
      isOpen: asked.year?.isOpen === true,
    },
  }
  const unnamed = asked.ofSheet.filter(isUnnamed).length
  const changed = judgement.ok ? judgement.counts.changed : 0
  const steps: Step[] = [
    {
      id: 'sheets',
      isOpen: asksSheets || unnamed > 0,
      said: t('importPreview.steps.count', { count: read.length }),
    },
    {
      id: 'columns',
      isOpen: missing.length > 0 || guessed > 0 || columns.year.isOpen,
      said:
        missing.length > 0
          ? t('importPreview.steps.missing', { count: missing.length })
          : columns.year.isOpen
            ? t('importPreview.steps.year')
            : guessed > 0
              ? t('importPreview.steps.look', { count: guessed })
              : t('importPreview.steps.settled'),
    },
    { id: 'words', isOpen: asked.many.open > 0, said: judgement.ok ? saidOf(say, asked.many) : '' },
    { id: 'cells', isOpen: asked.single.open > 0, said: judgement.ok ? saidOf(say, asked.single) : '' },
    { id: 'after', isOpen: false, said: t('importPreview.steps.changes', { count: changed }) },
  ]
  const marks = marksOf(steps, judgement.ok)
  const next = stepIds.find(id => marks[id] === 'here') ?? 'after'
  const open =
    asked.many.open +
    asked.single.open +
    guessed +
    (asksSheets ? 1 : 0) +
    (unnamed > 0 ? 1 : 0) +
    (columns.year.isOpen ? 1 : 0)
  const notes = judgement.ok ? judgement.judged.notes : []
  const unused = unusedOf(judgement.reading)
  return (
    <>
      <KeepTyped draftId={draft.id} query={back} />
      <Head
        say={say}
        preview={preview}
        open={open}
        cross={cross}
        guessed={proposed.map(({ head, guess }) =>
          t('importPreview.head.guess', {
            head,
            field: fields.find(each => each.field === guess)?.head ?? '',
          }),
        )}
      />
      <FirstThings
        say={say}
        viewer={viewer}
        first={judgement.ok ? comesFirst(judgement.judged.faults, draft.kind) : []}
      />
      <KindForm say={say} draft={draft} kinds={importKinds.filter(kind => mayImport(viewer, kind))} />
      {look.isHeld && (
        <Alert tone="note" role="status" className="mb-4">
          {t('importPreview.dock.held')}
        </Alert>
      )}
      <Steps say={say} steps={steps} marks={marks} />
      <Form action={savePreview}>
        <input type="hidden" name="draftId" value={draft.id} />
        <input type="hidden" name="back" value={back} />
        {/* What Enter in a field presses: it saves, and settles nothing else. */}
        <button type="submit" hidden={true} />
        <Section
          id="sheets"
          number={1}
          mark={marks.sheets}
          title={t('importPreview.steps.sheets')}
          about={t('importPreview.sheets.about', { all: sheets.length, read: read.length })}
        >
          <SheetsForm
            say={say}
            kind={draft.kind}
            sheets={sheets}
            isOpen={asksSheets || missing.length > 0 || unnamed > 0}
            asks={asksSheets}
          />
          <OptionsForm
            say={say}
            draft={draft}
            names={{
              units: units.map(each => each.name),
              subjects,
              fresh: fresh.map(each => ({ value: each.value, label: textOfChoice(say, each) })),
            }}
            unnamed={unnamed}
            isOpen={unnamed > 0 || notes.some(each => each.reason === 'countsFrom')}
          />
        </Section>
        <Section
          id="columns"
          number={2}
          mark={marks.columns}
          title={t('importPreview.steps.columns')}
          about={`${t('importPreview.columns.about')} ${t('importPreview.columns.later')}`}
        >
          <ColumnsForm say={say} sheets={sheets} columns={columns} />
        </Section>
        <Section
          id="words"
          number={3}
          mark={marks.words}
          title={t('importPreview.steps.words')}
          about={t('importPreview.words.about')}
        >
          <KnownWords say={say} words={known} />
          {(asked.many.all > 0 || known.length === 0) && (
            <WordsForm say={say} words={asked.words} fields={fields} there={there} />
          )}
          <PageButtons
            say={say}
            page={asked.words.page}
            pages={asked.words.pages}
            label={t('importPreview.steps.words')}
            pressOf={words => goTo(look, { words }, 'words')}
          />
        </Section>
        <Section
          id="cells"
          number={4}
          mark={marks.cells}
          title={t('importPreview.steps.cells')}
          about={t('importPreview.cells.about')}
        >
          <CellsPart say={say} preview={preview} asked={asked} look={look} fields={fields} there={there} />
        </Section>
        <Section
          id="after"
          number={5}
          mark={marks.after}
          title={t('importPreview.steps.after')}
          about={t('importPreview.after.about')}
        >
          {judgement.ok && <UnreadColumns say={say} unused={unused} fields={fields} />}
          {judgement.ok && judgement.judged.meetings && (
            <div className="mb-4">
              <MeetingsRead say={say} meetings={judgement.judged.meetings} />
            </div>
          )}
          {notes.length > 0 && (
            <Alert tone="note" className="mb-4">
              <ul>
                {notes.map(({ reason, places }) => (
                  <li key={`${reason} ${JSON.stringify(places)}`}>
                    {textOfRemark(say, reason, places)}
                    {reason === 'countsFrom' && (
                      <Link href="#options" className="ml-2 inline-flex desk:min-h-0 min-h-11 items-center">
                        {t('importPreview.after.on')}
                      </Link>
                    )}
                  </li>
                ))}
              </ul>
            </Alert>
          )}
          <Outcomes say={say} preview={preview} look={look} aside={aside} />
          <NeedsForm say={say} draft={draft} faults={asked.ofSheet} unit={unit} />
        </Section>
        <button type="submit" name="press" value="drop" className="btn btn-plain mt-6">
          {t('importPreview.dock.drop')}
        </button>
        {judgement.ok ? (
          <Dock
            say={say}
            counts={judgement.counts}
            aside={draft.mending.aside.length}
            unit={unit}
            unread={unused.length}
            isAsking={asksSheets}
            isInFolder={isInFolder}
            next={next}
          />
        ) : (
          <NextDock say={say} next={next} />
        )}
      </Form>
    </>
  )
}

function saidOf({ t }: Say, { open, all }: { open: number; all: number }): string {
  if (open > 0) return t('importPreview.steps.open', { count: open })
  return t(all > 0 ? 'importPreview.steps.settled' : 'importPreview.steps.none')
}
