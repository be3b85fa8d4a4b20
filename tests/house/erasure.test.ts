import { expect, test } from 'vitest'
import { freeTexts } from '@/lib/organisation/accounts/free-texts.sql'
import { tables } from './schema'

const code = 'a word of the program, a hash or a random number'
const list =
  'a word of the lists of the office, which count: shown on the page of 注销, and changed in the settings'
const others = 'the name of somebody or something else'

/** Text columns in which 注销 replaces no name, and why. */
const without: Record<string, string> = {
  'account.password_hash': 'replaced by the hash of nothing',
  'account.email': 'emptied',
  'activity.uid': code,
  'activity.form': list,
  'activity.code_secret': code,
  'activity_target.target': list,
  'adviser.name': others,
  'adviser.firm': others,
  'adviser.phone': others,
  'adviser.contract': others,
  'attendance.form': list,
  'attendance.leave_kind': list,
  'audit.action': code,
  'audit.subject': code,
  'audit.subject_id': 'an id, a path or the name of a file',
  'audit.before': 'no text: ids, days, numbers and words of the program',
  'audit.after': 'the same',
  'audit_seal.previous': code,
  'audit_seal.sha256': code,
  'audit_text.actor': 'cleared with its salt (clearTexts)',
  'audit_text.reason': 'the same',
  'audit_text.before': 'the same',
  'audit_text.after': 'the same',
  'bound_device.device': code,
  'campaign_day.rule': code,
  'channel.name': list,
  'channel.unit_word': list,
  'digest_layout.layout': code,
  'digest_layout.definitions': code,
  'digest_layout.seal': code,
  'erased_person.files': code,
  'evidence.hash': code,
  'evidence.media_type': code,
  'evidence.nonce': code,
  'exam.uid': code,
  'feed.token_hash': 'the row goes',
  'feed.shown': code,
  'holiday.name': others,
  'import_change.table_name': code,
  'import_change.key_json': 'the rows of an import that name the person are deleted (erasure.commands.ts)',
  'import_change.before_json': 'the same',
  'import_change.after_json': 'the same',
  'import_draft.kind': code,
  'import_profile.kind': code,
  'leave_request.kind': list,
  'figure_correction.moved': 'figures alone; kept as reported',
  'locked_figure.figures': 'figures alone; kept as reported',
  'locked_figure.month': code,
  'locked_year.as_of': code,
  'locked_year.figures': 'figures alone; kept as reported',
  'other_figure.value': 'the figure as typed',
  'output.unit_word': list,
  'person.staff_no': 'replaced by #n',
  'person.name': 'replaced by 已注销人员 #n',
  'person.initials': 'emptied',
  'person.post': 'emptied',
  'person.rank_band': 'emptied',
  'person.phone': 'emptied',
  'plan_item.form': list,
  'recovery_code.hash': 'the row goes',
  'report_version.as_of': code,
  'request_key.key': code,
  'row_digest.scope': code,
  'second_factor.secret': 'the row goes',
  'session.id': 'the row goes',
  'setting.name': code,
  'sign_in.device': code,
  'sign_in.reason': code,
  'sign_in_failure.name_hash': 'the row goes',
  'sign_in_failure.source': 'the row goes',
  'tag.name': list,
  'term_alias.kind': code,
  'term_alias.word': list,
  'term_alias.meaning': list,
  'topic.name': list,
  'unit.path': code,
  'unit.code': code,
  'unit.name': others,
  'unit.short_name': others,
  'unit_alias.word': others,
}

const isDay = /(^|_)(day|on|due)$/
const found = tables.flatMap(({ name, columns }) =>
  columns
    .filter(each => each.dataType === 'string' && !each.enumValues?.length && !isDay.test(each.name))
    .map(each => `${name}.${each.name}`),
)

test('in every column of text 注销 takes the name out, or it says why none can be there', () => {
  const replaced = Object.entries(freeTexts).flatMap(([table, { text = [], json = [] }]) =>
    [...text, ...json].map(column => `${table}.${column}`),
  )
  const known = [...replaced, ...Object.keys(without)]

  expect(
    found.filter(column => !known.includes(column)),
    'name it in lib/organisation/accounts/free-texts.sql.ts, or say here why not',
  ).toEqual([])
  expect(known.filter(column => !found.includes(column))).toEqual([])
  expect(new Set(known).size).toBe(known.length)
})
