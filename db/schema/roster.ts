import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

/** The tree of units. `path` is `/1/4/` (self included), `treeOrder` the place in a depth-first walk. */
export const unit = sqliteTable(
  'unit',
  {
    id: integer().primaryKey(),
    parentId: integer('parent_id').references((): AnySQLiteColumn => unit.id),
    path: text().notNull().unique(),
    code: text().unique(),
    name: text().notNull(),
    shortName: text('short_name'),
    kind: text({
      enum: ['street', 'department', 'community', 'enterprise', 'institution', 'other'],
    }).notNull(),
    position: integer().notNull().default(0),
    treeOrder: integer('tree_order').notNull().default(0),
    /** The first and the last day on which the unit is there; empty means always, and until further notice. */
    firstDay: text('first_day'),
    lastDay: text('last_day'),
    /** 撤并: the unit that took over its people on the day after its last one. */
    mergedIntoId: integer('merged_into_id').references((): AnySQLiteColumn => unit.id),
    /** Of what the form of a unit shows, aliases included; place and order are set by steps. */
    version: integer().notNull().default(0),
  },
  t => [uniqueIndex('unit_name_under_parent').on(t.parentId, t.name)],
)

/**
 * Where a unit stood before it was moved: under `parentId` until `toDay`, from the day after as its next row says, or
 * `unit.parent_id`. A unit that was never moved has no row, and stands where it stands for all days.
 */
export const unitPlace = sqliteTable(
  'unit_place',
  {
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    parentId: integer('parent_id')
      .notNull()
      .references(() => unit.id),
    toDay: text('to_day').notNull(),
  },
  t => [primaryKey({ columns: [t.unitId, t.toDay] })],
)

/** A name that sheets use for a unit, remembered from an import or typed in settings. */
export const unitAlias = sqliteTable('unit_alias', {
  word: text().primaryKey(),
  unitId: integer('unit_id')
    .notNull()
    .references(() => unit.id),
})

export const person = sqliteTable(
  'person',
  {
    id: integer().primaryKey(),
    staffNo: text('staff_no').notNull().unique(),
    name: text().notNull(),
    initials: text().notNull().default(''),
    post: text(),
    rankBand: text('rank_band'),
    position: integer().notNull().default(0),
    phone: text().unique(),
    /** Of the facts without an interval. */
    version: integer().notNull().default(0),
    /** Of the memberships as a whole: one that ends and one that begins belong together. */
    membershipsVersion: integer('memberships_version').notNull().default(0),
  },
  t => [index('person_name').on(t.name)],
)

/**
 * 已注销人员 #n: whose name, numbers and texts were taken out for good. The row of `person` stays for the counts, and the
 * account without a password for the log.
 */
export const erasedPerson = sqliteTable('erased_person', {
  personId: integer('person_id')
    .primaryKey()
    .references(() => person.id),
  /** The n of the name. */
  number: integer().notNull().unique(),
  erasedAt: integer('erased_at').notNull(),
  erasedBy: integer('erased_by'),
  /** The proofs of leave and make-ups stay, as evidence. */
  keepsProofs: integer('keeps_proofs', { mode: 'boolean' }).notNull(),
  /** Hashes of files that are still to be taken off the disk, as JSON: a stop may come between. */
  files: text().notNull().default('[]'),
})

/** A membership of a unit over an interval of days, both included; `toDay` null means it still holds. */
export const membership = sqliteTable(
  'membership',
  {
    id: integer().primaryKey(),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day'),
    isPrimary: integer('is_primary', { mode: 'boolean' }).notNull().default(true),
  },
  t => [
    uniqueIndex('membership_key').on(t.personId, t.unitId, t.fromDay),
    index('membership_unit').on(t.unitId, t.fromDay),
  ],
)

export const tag = sqliteTable('tag', { id: integer().primaryKey(), name: text().notNull().unique() })

export const personTag = sqliteTable(
  'person_tag',
  {
    id: integer().primaryKey(),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
    tagId: integer('tag_id')
      .notNull()
      .references(() => tag.id),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day'),
    version: integer().notNull().default(0),
  },
  t => [
    uniqueIndex('person_tag_key').on(t.personId, t.tagId, t.fromDay),
    index('person_tag_tag').on(t.tagId),
  ],
)

/** A body (领导小组, 中心组) is a tag whose people also have a role in it. */
export const bodyRole = sqliteTable(
  'body_role',
  {
    tagId: integer('tag_id')
      .notNull()
      .references(() => tag.id),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id),
    role: text({ enum: ['head', 'deputy', 'member'] }).notNull(),
    version: integer().notNull().default(0),
  },
  t => [primaryKey({ columns: [t.tagId, t.personId] })],
)

export const adviser = sqliteTable(
  'adviser',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    firm: text(),
    phone: text(),
    unitId: integer('unit_id')
      .notNull()
      .references(() => unit.id),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day'),
    /** 专职: full-time, of whichever unit. */
    isFullTime: integer('is_full_time', { mode: 'boolean' }).notNull().default(false),
    /** Number or name of the contract. */
    contract: text(),
    version: integer().notNull().default(0),
  },
  t => [uniqueIndex('adviser_key').on(t.name, t.unitId, t.fromDay)],
)
