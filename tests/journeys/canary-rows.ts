/** How a record of community B is shared with community A, by the rules and not by what pages show. */
export const sharings = ['closed', 'listed', 'public', 'named'] as const
export type Sharing = (typeof sharings)[number]

export type Planted = {
  /** SQL: the rows of community B; `:b` is its path. */
  of: string
  /** SQL: the sharing of each row; only of B where it is left out. */
  sharing?: string
  words?: string[]
  /** Columns of JSON: the canary goes into the texts that begin with the name of B. */
  json?: string[]
  /** Columns that only the own unit sees, whatever the sharing of the row. */
  own?: string[]
  /** SQL that makes a row of B where the journeys' data have none. */
  make?: string
}

/** SQL: ids of B's records. */
export const units = `(select id from unit where path like :b || '%')`
export const activities = `(select id from activity where host_unit_id in ${units})`
const closedOnes = `(select id from activity where host_unit_id in ${units} and not is_public)`
export const exams = `(select id from exam where host_unit_id in ${units})`
export const plans = `(select id from plan where unit_id in ${units})`
export const items = `(select id from plan_item where plan_id in ${plans})`
export const people = `(select person_id from membership where unit_id in ${units})`
export const accounts = `(select id from account where person_id in ${people})`
const audiences = `(select audience_id from activity where id in ${activities} union select audience_id from exam where id in ${exams}
  union select audience_id from plan_item where id in ${items})`

// Public events are for everybody; of an activity with people of A on its list, those see what it is.
const sharedWith = (id: string) => `case
  when (select s.is_public and s.status <> 'draft' and s.deleted_at is null from activity s where s.id = ${id}) then 'public'
  when exists (select 1 from attendance r where r.activity_id = ${id} and r.person_id not in ${people}) then 'listed'
  else 'closed' end`
// Organisers of A see by name who of B is on the list of an activity of theirs; who is on a list, who is invited.
const namedTo = `case
  when exists (select 1 from audience_person n join activity a on a.audience_id = n.audience_id
    where n.person_id = person.id and n.how = 'invited' and ${sharedWith('a.id')} = 'listed') then 'listed'
  when exists (select 1 from attendance r join activity a on a.id = r.activity_id
  where r.person_id = person.id and a.host_unit_id not in ${units}) then 'named' else 'closed' end`

/** Every table of db/schema that holds what somebody wrote. */
export const planted: Record<string, Planted> = {
  account: { of: `person_id in ${people}`, words: ['email'] },
  activity: {
    of: `host_unit_id in ${units}`,
    sharing: sharedWith('activity.id'),
    words: [
      'title',
      'place',
      'lecturer',
      'lecturer_rank',
      'campaign',
      'status_reason',
      'remark',
      'code',
      'review_reason',
    ],
    // What is shared of an activity shares neither its plan nor who is invited.
    make: `update activity set plan_item_id = (select min(id) from plan_item where plan_id in ${plans})
        where host_unit_id in ${units} and plan_item_id is null and ${sharedWith('activity.id')} <> 'closed';
      insert into audience (id, words) values (9000, '');
      update activity set audience_id = 9000 where host_unit_id in ${units} and is_public;
      update activity set review_reason = '请补照片' where host_unit_id in ${units};
      insert into audience_person (audience_id, person_id, how) values (9000, 9000, 'invited')`,
  },
  activity_guest: { of: `activity_id in ${activities}`, words: ['name', 'organisation', 'post'] },
  activity_host: {
    of: `activity_id in ${activities}`,
    sharing: sharedWith('activity_host.activity_id'),
    words: ['name'],
    make: `insert into activity_host (activity_id, name) select id, '协办' from activity where host_unit_id in ${units}`,
  },
  activity_target: {
    of: `activity_id in ${activities}`,
    sharing: sharedWith('activity_target.activity_id'),
    words: ['target'],
    make: `insert or ignore into activity_target (activity_id, target) select id, '居民' from activity where host_unit_id in ${units}`,
  },
  adviser: {
    of: `unit_id in ${units}`,
    words: ['name', 'firm', 'phone', 'contract'],
    make: `insert into adviser (name, unit_id, from_day) select '顾问', id, '2022-01-01' from unit where id in ${units}`,
  },
  legal_work: {
    of: `unit_id in ${units}`,
    words: ['matter', 'paper', 'review_reason'],
    make: `insert into legal_work (day, kind, unit_id, adviser_id, matter, created_at)
      select '2023-03-05', 'mediation', unit_id, id, '调解', 0 from adviser where unit_id in ${units}`,
  },
  attempt: {
    of: `exam_id in ${exams}`,
    words: ['annulled_reason'],
    make: `insert into attempt (exam_id, person_id, number, day, score, pass_mark, passed, source)
      select exam_id, person_id, 1, '2023-03-05', 80, 60, 1, 'typed' from exam_candidate where exam_id in ${exams}`,
  },
  // Whoever organises an activity sees why somebody of another unit is excused from it.
  attendance: {
    of: `unit_id in ${units}`,
    sharing: `iif(activity_id in ${activities}, 'closed', 'named')`,
    words: ['reason', 'leave_kind'],
  },
  audience: {
    of: `id in ${audiences}`,
    sharing: `(select ${sharedWith('a.id')} from activity a where a.audience_id = audience.id
      union all select 'closed' limit 1)`,
    words: ['words'],
  },
  audience_person: {
    of: `audience_id in ${audiences}`,
    words: ['reason'],
    make: `insert or ignore into audience_person (audience_id, person_id, how)
      select audience_id, (select min(person_id) from membership where unit_id in ${units}), 'invited'
      from activity where host_unit_id in ${units} and audience_id is not null`,
  },
  evidence: { of: `activity_id in ${activities}`, words: ['name'] },
  exam: { of: `host_unit_id in ${units}`, words: ['title'] },
  exam_candidate: { of: `exam_id in ${exams}`, words: ['reason', 'missed_reason'] },
  feed: {
    of: `account_id in ${accounts}`,
    words: ['name'],
    make: `insert into feed (token_hash, account_id, name, created_at) select 'hash of ' || id, id, '我的日程', 0 from account
      where id in ${accounts}`,
  },
  import_change: {
    of: `run_id in (select id from import_run where account_id in ${accounts})`,
    json: ['before_json', 'after_json'],
    make: `insert into import_run (account_id, written_at, parts)
        select id, 0, json_array(json_object('kind', 'units', 'fileName', (select name from unit where path = :b),
          'counts', json_object('new', 1, 'changed', 0, 'unchanged', 0, 'leftOut', 0)))
        from account where id in ${accounts};
      insert into import_change (run_id, table_name, key_json, before_json, after_json)
      select id, 'unit', '[9000]', json_object('name', (select name from unit where path = :b)),
        json_object('name', (select name from unit where path = :b)) from import_run where account_id in ${accounts}`,
  },
  import_draft: { of: `account_id in ${accounts}`, words: ['file_name'], json: ['table_json', 'mended'] },
  import_profile: {
    of: `kind = 'presence/' || (select id from unit where path = :b)`,
    words: ['name'],
    make: `insert into import_profile (kind, name, mapping_json, used_at)
      select 'presence/' || id, '会议软件', '{"columns":{},"people":{}}', 0 from unit where path = :b`,
  },
  import_run: { of: `account_id in ${accounts}`, json: ['parts'] },
  leave_request: {
    of: `activity_id in ${activities}`,
    words: ['kind', 'reason', 'decision_note', 'agreed_by'],
  },
  locked_year: {
    of: `unit_id in ${units}`,
    json: ['figures'],
    make: `insert into locked_year (year, unit_id, locked_at, figures) select 2022, id, 0, '{"和平社区":1}' from unit where path = :b`,
  },
  figure_correction: {
    of: `lock_unit_id in ${units}`,
    json: ['moved'],
    make: `insert into figure_correction (audit_id, year, lock_unit_id, moved)
      select 1, 2022, id, json_object('figures', json_array(), 'typed', json_array(
        json_object('unitId', id, 'name', name, 'before', name, 'after', name))) from unit where path = :b`,
  },
  make_up: { of: `activity_id in ${activities}`, words: ['material', 'note', 'decision_note'] },
  meeting_record: {
    of: `activity_id in ${activities}`,
    words: ['chaired_by', 'recorder', 'key_speakers', 'conveyed', 'discussion', 'summary'],
    make: `insert into meeting_record (activity_id, changed_at) select id, 0 from activity where host_unit_id in ${units}`,
  },
  other_figure: { of: `unit_id in ${units}`, words: ['name', 'value', 'source'] },
  report_version: {
    of: `report_id in (select id from report where unit_id in ${units})`,
    words: ['reason'],
    json: ['paragraphs', 'figures'],
    make: `insert into report (id, unit_id, from_day, to_day) select 9000, id, '2023-01-01', '2023-12-31' from unit where path = :b;
      insert into report_version (report_id, number, paragraphs, figures, as_of, made_at, reason) values (9000, 1,
        '[{"key":"p1","kind":"text","text":"和平社区的报告"}]', '{"单位":{"text":"和平社区","exact":"和平社区","isZero":false,"code":null}}', '2023-12-31', 0, '和平社区再定稿')`,
  },
  output: { of: `unit_id in ${units}`, words: ['topic', 'place', 'unit_word', 'review_reason'] },
  person: {
    of: `id in ${people}`,
    sharing: namedTo,
    words: ['name', 'post', 'rank_band', 'staff_no', 'initials'],
    own: ['phone'],
    make: `insert into person (id, staff_no, name) values (9000, 'S9000', '和平社区旁人');
      insert into membership (person_id, unit_id, from_day) select 9000, id, '2022-01-01' from unit where path = :b;
      insert into attendance (activity_id, person_id, unit_id, day, year, month, form, standing)
        select a.id, 9000, a.host_unit_id, a.day, 2023, 3, a.form, 'required' from activity a where a.id in ${closedOnes};
      insert into exam_candidate (exam_id, person_id, unit_id, standing)
        select e.id, 9000, e.host_unit_id, 'required' from exam e where e.id in ${exams}`,
  },
  occurrence: { of: `plan_item_id in ${items}`, words: ['done_note'] },
  plan: { of: `unit_id in ${units}`, words: ['title'] },
  plan_item: {
    of: `plan_id in ${plans}`,
    words: ['content', 'lecturer', 'remark', 'evidence', 'done_note'],
  },
  plan_revision: { of: `plan_id in ${plans}`, words: ['reason'], json: ['snapshot'] },
  reminder: {
    of: `account_id in ${accounts}`,
    words: ['fault'],
    make: `insert into reminder (account_id, activity_id, day, state, next_try_at)
      select (select min(id) from account where id in ${accounts}), min(id), '2023-03-10', 'failed', 0
      from activity where host_unit_id in ${units}`,
  },
  setting: {
    of: `name = 'presenceRules.' || (select id from unit where path = :b)`,
    json: ['value'],
    make: `insert into setting (name, value) select 'presenceRules.' || id, '{"和平社区":{}}' from unit where path = :b`,
  },
  sign_in: { of: `activity_id in ${activities}`, words: ['reason'] },
  // The names of units are the office's directory; their other words are not in it.
  unit: { of: `id in ${units}`, words: ['short_name', 'code'] },
  unit_alias: {
    of: `unit_id in ${units}`,
    words: ['word'],
    make: `insert into unit_alias (word, unit_id) select '和平', id from unit where path = :b`,
  },
}

/** Tables whose rows belong to no unit, or hold no word that somebody wrote. */
export const ofNobody: Record<string, string> = {
  locked_figure: 'codes and numbers',
  report: 'a unit and its days; the words are in report_version',
  audience_part: 'ids and kinds',
  audit: 'ids and kinds; its texts lie beside it',
  audit_seal: 'digests',
  audit_text: 'its rows are never changed: copies of them are planted',
  body_role: 'ids and kinds',
  bound_device: 'the hash of a cookie',
  calendar_version: 'versions',
  campaign_day: 'the calendar of the whole office',
  channel: 'the list of the whole office',
  digest_layout: 'names of tables and hashes',
  erased_person: 'hashes of files',
  grant: 'ids and kinds',
  holiday: 'the calendar of the whole office',
  membership: 'days',
  person_tag: 'days',
  recovery_code: 'hashes',
  request_key: 'hashes and ids',
  row_digest: 'ids and hashes',
  second_factor: 'sealed',
  session: 'browsers and systems of a fixed list',
  sign_in_failure: 'hashes',
  tag: 'the list of the whole office',
  term_alias: 'the words of the whole office',
  topic: 'the list of the whole office',
  unit_place: 'ids and days',
}
