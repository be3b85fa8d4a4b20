import type { Known } from '@/lib/organisation/lookup/known.sql'
import type { Channel } from '@/lib/organisation/settings/setting.queries'
import { type Asking, termAsked } from '@/lib/spreadsheet/doubt.rules'
import { ask, type Cells } from '@/lib/spreadsheet/importer.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { channelNamed, isPrinted } from './material.sheet'

type Context = { known: Known; channels: Channel[] }

/** A new channel needs a medium: it is made in the settings, and never by a sheet. */
export function channelMeant({ known, channels }: Context, word: string, asking: Asking) {
  const own = channelNamed(known.meaningOf('channel', word, 'channel'), channels)
  if (own || word === '') return own
  const terms = channels.map(each => each.name)
  const meant = termAsked(asking, 'channel', word, { reason: 'unknownChannel', terms, mayBeNew: false })
  return channels.find(each => each.name === meant)
}

/** What it was stands in its topic, unless that is the channel itself: 民法典读本 among 普法资料. */
export function topicOf(channel: Channel, topic: string, item: string): string | null {
  const isSaid = item === '' || matchKey(item) === matchKey(channel.name) || topic.includes(item)
  if (topic !== '' && channelNamed(item, [channel])) return topic
  if (isSaid) return topic || null
  return topic === '' ? item : `${topic}（${item}）`
}

/**
 * The channel of a row that names what it was alone: the one of that name, else asked, once for all that is printed and
 * once for all other things.
 */
export function channelOfItem(
  { known, channels }: Context,
  cells: Cells['cells'],
  { faults, options, row }: Asking,
) {
  const { channel: word = '', item = '', unitWord = '' } = cells
  if (word !== '' || item === '') return undefined
  const own = channelNamed(known.meaningOf('channel', item, 'item'), channels)
  if (own) return own
  const printed = isPrinted(item, unitWord)
  const likely = printed ? channelNamed('普法资料', channels) : undefined
  const names = channels.map(each => each.name)
  const answer = ask(faults, options, {
    row,
    field: 'item',
    reason: 'channelOfItem',
    isDoubt: true,
    places: { text: item },
    alike: printed ? 'printed' : 'things',
    choices: [...new Set([...(likely ? [likely.name] : []), ...names])].map(value => ({
      value,
      label: value,
    })),
  })
  return channels.find(each => each.name === answer)
}
