import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { type FolderItem, groupsOf, type ItemGroup } from '@/lib/import/folder/folder-items.rules'
import type { SheetSeen } from '@/lib/import/folder/folder-preview.queries'
import type { ToChoose } from '@/lib/import/preview/choosable.queries'
import { maySetAside, picksOf } from '../../../_parts/choices'
import { Pages } from '../../../_parts/pages'
import { saveFolderAnswers } from '../../actions'
import { AskedItem } from './asked-item'

/** Groups on one page, questions of one that are shown at once, and those before which the rest is folded away. */
const GROUPS = 8
const ITEMS = 40
const UNFOLDED = 3
/** Answered questions that are shown, to be changed. */
const GIVEN = 100

type Props = {
  say: Say
  folderId: number
  items: FolderItem[]
  seen: SheetSeen[]
  /** Names of what is there, to choose from. */
  there: ToChoose
  page: number
}

/** What is asked over all files, in groups that may be answered at once; below it what was answered. */
export function AskedForm({ say, folderId, items, seen, there, page: asked }: Props) {
  const { t } = say
  const { groups, later } = groupsOf(items, seen)
  const offered = items.filter(each => each.isOffer && !each.said)
  const given = items.filter(each => !each.isOpen && !offered.includes(each))
  // Answered groups are gone, and with them the last pages.
  const pages = Math.ceil(groups.length / GROUPS)
  const page = Math.max(1, Math.min(asked, pages))
  const shown = groups.slice((page - 1) * GROUPS, page * GROUPS)
  const now = groups.reduce((sum, each) => sum + each.items.length, 0)
  if (items.length === 0) return <p className="text-ink-2">{t('importFolder.asked.none')}</p>
  return (
    <Form action={saveFolderAnswers}>
      <input type="hidden" name="draftId" value={folderId} />
      <input type="hidden" name="back" value={page > 1 ? `asked=${page}` : ''} />
      {later.length > 0 && (
        <p className="mb-3 max-w-3xl">{t('importFolder.asked.lead', { count: now, later: later.length })}</p>
      )}
      {shown.map((group, at) => (
        <Group key={group.key} say={say} group={group} id={`g${at}`} there={there} />
      ))}
      {offered.length > 0 && (
        <details className="card mb-3">
          <summary className="min-h-11 py-2">
            {t('importFolder.asked.offered', { count: offered.length })}
          </summary>
          {offered.slice(0, GIVEN).map((item, at) => (
            <AskedItem key={item.key} say={say} item={item} id={`o${at}`} />
          ))}
        </details>
      )}
      {given.length > 0 && (
        <details className="card mb-3" open={now === 0 && given.length <= UNFOLDED}>
          <summary className="min-h-11 py-2">
            {t('importFolder.asked.given', { count: given.length })}
          </summary>
          {given.slice(0, GIVEN).map((item, at) => (
            <AskedItem key={item.key} say={say} item={item} id={`a${at}`} />
          ))}
        </details>
      )}
      <button type="submit" className="btn btn-main">
        {t('importFolder.asked.save')}
      </button>
      <Pages
        say={say}
        page={page}
        pages={pages}
        label={say.t('importFolder.pages')}
        hrefOf={of => `?asked=${of}#asked`}
      />
    </Form>
  )
}

type GroupProps = { say: Say; group: ItemGroup; id: string; there: ToChoose }

function Group({ say, group: { items, rows }, id, there }: GroupProps) {
  const { t } = say
  const [first] = items
  const shown = items.slice(0, ITEMS)
  const folded = shown.slice(shown.length > UNFOLDED + 1 ? UNFOLDED : shown.length)
  const alike = items.length > 1 ? commonPicks(say, shown) : []
  if (!first) return null
  const heading = headingOf(say, items)
  // Its file stands once above them.
  const isOfOne = new Set(items.flatMap(each => each.files.map(file => file.id))).size === 1
  return (
    <section className="card mb-3" aria-label={heading}>
      <h3 className="break-words text-base">{heading}</h3>
      {items.length > 1 && (
        <p className="text-ink-2 text-sm">
          {t(rows > 0 ? 'importFolder.asked.group' : 'importFolder.asked.groupOfFiles', {
            count: items.length,
            rows,
          })}
        </p>
      )}
      {alike.length > 0 && (
        <label className="my-2 block max-w-md text-sm">
          {t('importFolder.asked.alike', { count: shown.length })}
          <select name={`alike-${id}`} defaultValue="" className="field">
            <option value="">{t('importFolder.asked.apart')}</option>
            {alike.map(each => (
              <option key={each.value} value={each.value}>
                {each.label}
              </option>
            ))}
          </select>
        </label>
      )}
      {shown.slice(0, shown.length - folded.length).map((item, at) => (
        <AskedItem
          key={item.key}
          say={say}
          item={item}
          id={`${id}-${at}`}
          group={id}
          isBelowFile={isOfOne}
          there={there}
        />
      ))}
      {folded.length > 0 && (
        <details className="border-line border-t">
          <summary className="min-h-11 py-2">
            {t('importFolder.asked.rest', {
              count: folded.length,
              words: folded.flatMap(wordsOf).slice(0, ITEMS).join('、'),
            })}
          </summary>
          {folded.map((item, at) => (
            <AskedItem
              key={item.key}
              say={say}
              item={item}
              id={`${id}-${UNFOLDED + at}`}
              group={id}
              isBelowFile={isOfOne}
              there={there}
            />
          ))}
        </details>
      )}
      {items.length > shown.length && (
        <p className="text-ink-2 text-sm">
          {t('importFolder.asked.beyond', { count: items.length - shown.length })}
        </p>
      )}
    </section>
  )
}

const wordsOf = ({ texts, word, text }: FolderItem) =>
  texts.length > 0 ? texts.slice(0, 1) : [word ?? text].filter(Boolean)

/** The files and the column that a group is about. */
function headingOf({ t }: Say, items: readonly FolderItem[]): string {
  const [name = '', ...others] = new Set(items.flatMap(each => each.files.map(file => file.path)))
  const names =
    others.length > 0 ? t('importFolder.asked.files', { path: name, count: others.length + 1 }) : name
  return [names, items[0]?.head].filter(Boolean).join(' · ')
}

/** The answers that each question of a group has. */
function commonPicks(say: Say, items: readonly FolderItem[]): { value: string; label: string }[] {
  const [first, ...others] = items.map(item => picksOf(say, item))
  const common = (first ?? []).filter(pick =>
    others.every(picks => picks.some(each => each.value === pick.value && each.label === pick.label)),
  )
  const mayLeave = items.every(each => each.first.row > 0 && maySetAside(each))
  return mayLeave ? [...common, { value: 'aside', label: say.t('importFolder.asked.aside') }] : common
}
