CREATE TABLE `account` (
	`id` integer PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`password_hash` text NOT NULL,
	`must_change` integer DEFAULT true NOT NULL,
	`first_password_until` integer,
	`locale` text DEFAULT 'zh' NOT NULL,
	`session_version` integer DEFAULT 1 NOT NULL,
	`disabled_at` integer,
	`last_sign_in_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `account_person_id_unique` ON `account` (`person_id`);--> statement-breakpoint
CREATE TABLE `grant` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`role` text NOT NULL,
	`unit_id` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `grant_key` ON `grant` (`account_id`,`role`,`unit_id`);--> statement-breakpoint
CREATE TABLE `sign_in_failure` (
	`name_hash` text NOT NULL,
	`source` text NOT NULL,
	`count` integer NOT NULL,
	`wait_until` integer NOT NULL,
	PRIMARY KEY(`name_hash`, `source`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `activity` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`code` text,
	`host_unit_id` integer NOT NULL,
	`plan_item_id` integer,
	`title` text NOT NULL,
	`form` text NOT NULL,
	`day` text NOT NULL,
	`last_day` text NOT NULL,
	`original_day` text,
	`starts_at` integer,
	`ends_at` integer,
	`place` text,
	`host_person_id` integer,
	`lecturer` text,
	`lecturer_rank` text,
	`hours` real,
	`compulsory` integer DEFAULT false NOT NULL,
	`is_public` integer DEFAULT false NOT NULL,
	`campaign` text,
	`audience_id` integer,
	`status` text DEFAULT 'draft' NOT NULL,
	`status_reason` text,
	`leave_rule` text DEFAULT 'pending' NOT NULL,
	`make_up_days` integer DEFAULT 30 NOT NULL,
	`sign_in_from` integer,
	`late_after` integer,
	`sign_in_until` integer,
	`code_secret` text,
	`roll_opened_at` integer,
	`roll_closed_at` integer,
	`heads` integer,
	`consultations` integer,
	`remark` text,
	`sequence` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`host_unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_item_id`) REFERENCES `plan_item`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`host_person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`audience_id`) REFERENCES `audience`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `activity_uid_unique` ON `activity` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `activity_code_unique` ON `activity` (`code`);--> statement-breakpoint
CREATE INDEX `activity_day` ON `activity` (`day`);--> statement-breakpoint
CREATE INDEX `activity_host_day` ON `activity` (`host_unit_id`,`day`);--> statement-breakpoint
CREATE INDEX `activity_public` ON `activity` (`is_public`,`day`);--> statement-breakpoint
CREATE INDEX `activity_natural_key` ON `activity` (`day`,`title`,`host_unit_id`,`code`);--> statement-breakpoint
CREATE TABLE `activity_heads` (
	`activity_id` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`heads` integer NOT NULL,
	`evidence_id` integer,
	PRIMARY KEY(`activity_id`, `unit_id`),
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `activity_host` (
	`activity_id` integer NOT NULL,
	`name` text NOT NULL,
	`unit_id` integer,
	PRIMARY KEY(`activity_id`, `name`),
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `activity_target` (
	`activity_id` integer NOT NULL,
	`target` text NOT NULL,
	PRIMARY KEY(`activity_id`, `target`),
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `activity_topic` (
	`activity_id` integer NOT NULL,
	`topic_id` integer NOT NULL,
	PRIMARY KEY(`activity_id`, `topic_id`),
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`topic_id`) REFERENCES `topic`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `activity_topic_topic` ON `activity_topic` (`topic_id`);--> statement-breakpoint
CREATE TABLE `attendance` (
	`activity_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`day` text NOT NULL,
	`year` integer NOT NULL,
	`month` integer NOT NULL,
	`form` text NOT NULL,
	`standing` text NOT NULL,
	`standing_by_hand` integer DEFAULT false NOT NULL,
	`reason` text,
	`mark` text,
	`completed_on` text,
	`made_up_on` text,
	`make_up_due` text,
	`how` text,
	`marked_by` integer,
	`marked_at` integer,
	`version` integer DEFAULT 0 NOT NULL,
	`feed_sequence` integer DEFAULT 0 NOT NULL,
	`feed_changed_at` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`activity_id`, `person_id`),
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `attendance_person` ON `attendance` (`person_id`,`day`);--> statement-breakpoint
CREATE INDEX `attendance_year` ON `attendance` (`year`,`unit_id`);--> statement-breakpoint
CREATE TABLE `leave_request` (
	`id` integer PRIMARY KEY NOT NULL,
	`activity_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`reason` text NOT NULL,
	`state` text DEFAULT 'asked' NOT NULL,
	`asked_at` integer NOT NULL,
	`decided_by` integer,
	`decided_at` integer,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `leave_request_activity` ON `leave_request` (`activity_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `make_up` (
	`id` integer PRIMARY KEY NOT NULL,
	`activity_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`day` text NOT NULL,
	`way` text NOT NULL,
	`note` text,
	`state` text DEFAULT 'asked' NOT NULL,
	`asked_at` integer NOT NULL,
	`decided_by` integer,
	`decided_at` integer,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `make_up_activity` ON `make_up` (`activity_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `audience` (
	`id` integer PRIMARY KEY NOT NULL,
	`words` text DEFAULT '' NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `audience_part` (
	`id` integer PRIMARY KEY NOT NULL,
	`audience_id` integer NOT NULL,
	`unit_id` integer,
	`below` integer DEFAULT true NOT NULL,
	`unit_kind` text,
	`tag_id` integer,
	FOREIGN KEY (`audience_id`) REFERENCES `audience`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tag_id`) REFERENCES `tag`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `audience_part_audience` ON `audience_part` (`audience_id`);--> statement-breakpoint
CREATE TABLE `audience_person` (
	`audience_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`how` text NOT NULL,
	`reason` text,
	PRIMARY KEY(`audience_id`, `person_id`),
	FOREIGN KEY (`audience_id`) REFERENCES `audience`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`account_id` integer,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`reason` text,
	`before` text,
	`after` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`subject_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `request_key` (
	`key` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`answer` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `attempt` (
	`id` integer PRIMARY KEY NOT NULL,
	`exam_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`number` integer NOT NULL,
	`started_at` integer,
	`submitted_at` integer,
	`day` text NOT NULL,
	`score` real,
	`pass_mark` real NOT NULL,
	`passed` integer NOT NULL,
	`source` text NOT NULL,
	`annulled_reason` text,
	`version` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`exam_id`) REFERENCES `exam`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_key` ON `attempt` (`exam_id`,`person_id`,`number`);--> statement-breakpoint
CREATE TABLE `exam` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` text NOT NULL,
	`title` text NOT NULL,
	`host_unit_id` integer NOT NULL,
	`plan_item_id` integer,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`closing_day` text NOT NULL,
	`make_up_closes_at` integer,
	`full_mark` real NOT NULL,
	`pass_mark` real NOT NULL,
	`attempts` integer,
	`make_up_attempts` integer,
	`counting` text DEFAULT 'best' NOT NULL,
	`audience_id` integer,
	`status` text DEFAULT 'scheduled' NOT NULL,
	`list_confirmed_at` integer,
	`sequence` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`host_unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_item_id`) REFERENCES `plan_item`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`audience_id`) REFERENCES `audience`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `exam_uid_unique` ON `exam` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `exam_key` ON `exam` (`title`,`host_unit_id`);--> statement-breakpoint
CREATE INDEX `exam_closing` ON `exam` (`closing_day`);--> statement-breakpoint
CREATE TABLE `exam_candidate` (
	`exam_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`standing` text NOT NULL,
	`standing_by_hand` integer DEFAULT false NOT NULL,
	`reason` text,
	`feed_sequence` integer DEFAULT 0 NOT NULL,
	`feed_changed_at` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`exam_id`, `person_id`),
	FOREIGN KEY (`exam_id`) REFERENCES `exam`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `exam_candidate_person` ON `exam_candidate` (`person_id`);--> statement-breakpoint
CREATE TABLE `calendar_version` (
	`kind` text NOT NULL,
	`owner_id` integer NOT NULL,
	`version` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `owner_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `feed` (
	`id` integer PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`account_id` integer NOT NULL,
	`name` text NOT NULL,
	`alarm_minutes` integer,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `feed_token_hash_unique` ON `feed` (`token_hash`);--> statement-breakpoint
CREATE INDEX `feed_account` ON `feed` (`account_id`);--> statement-breakpoint
CREATE TABLE `import_draft` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer,
	`kind` text NOT NULL,
	`file_name` text NOT NULL,
	`options` text NOT NULL,
	`table_json` text NOT NULL,
	`mended` text DEFAULT '{}' NOT NULL,
	`set_aside` text DEFAULT '[]' NOT NULL,
	`created_at` integer NOT NULL,
	`written_at` integer,
	`outcome` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `channel` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`medium` text NOT NULL,
	`unit_word` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `channel_name_unique` ON `channel` (`name`);--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` integer PRIMARY KEY NOT NULL,
	`activity_id` integer,
	`hash` text NOT NULL,
	`media_type` text NOT NULL,
	`size` integer NOT NULL,
	`name` text NOT NULL,
	`added_by` integer,
	`added_at` integer NOT NULL,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `evidence_activity` ON `evidence` (`activity_id`);--> statement-breakpoint
CREATE TABLE `output` (
	`id` integer PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`channel_id` integer NOT NULL,
	`quantity` integer NOT NULL,
	`unit_word` text,
	`topic` text,
	`unit_id` integer NOT NULL,
	`activity_id` integer,
	`place` text,
	`reads` integer,
	`copy` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`channel_id`) REFERENCES `channel`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `output_day` ON `output` (`day`,`channel_id`);--> statement-breakpoint
CREATE INDEX `output_activity` ON `output` (`activity_id`);--> statement-breakpoint
CREATE TABLE `must_learn_topic` (
	`year` integer NOT NULL,
	`topic_id` integer NOT NULL,
	PRIMARY KEY(`year`, `topic_id`),
	FOREIGN KEY (`topic_id`) REFERENCES `topic`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `occurrence` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_item_id` integer NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`number` integer DEFAULT 1 NOT NULL,
	`activity_id` integer,
	`exam_id` integer,
	FOREIGN KEY (`plan_item_id`) REFERENCES `plan_item`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `occurrence_activity_id_unique` ON `occurrence` (`activity_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `occurrence_exam_id_unique` ON `occurrence` (`exam_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `occurrence_key` ON `occurrence` (`plan_item_id`,`from_day`,`number`);--> statement-breakpoint
CREATE TABLE `plan` (
	`id` integer PRIMARY KEY NOT NULL,
	`year` integer NOT NULL,
	`kind` text NOT NULL,
	`unit_id` integer NOT NULL,
	`title` text NOT NULL,
	`status` text DEFAULT 'draft' NOT NULL,
	`leave_rule` text DEFAULT 'pending' NOT NULL,
	`make_up_days` integer DEFAULT 30 NOT NULL,
	`required_share` integer DEFAULT 90 NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`issued_at` integer,
	`version` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `plan_key` ON `plan` (`year`,`kind`,`unit_id`);--> statement-breakpoint
CREATE TABLE `plan_item` (
	`id` integer PRIMARY KEY NOT NULL,
	`plan_id` integer NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`time_words` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`every` text DEFAULT 'once' NOT NULL,
	`times` integer DEFAULT 1 NOT NULL,
	`content` text NOT NULL,
	`form` text DEFAULT '' NOT NULL,
	`audience_id` integer,
	`lecturer` text,
	`unit_id` integer NOT NULL,
	`must_learn` integer DEFAULT false NOT NULL,
	`remark` text,
	`parent_id` integer,
	`weight` integer,
	`evidence` text,
	`version` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`audience_id`) REFERENCES `audience`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `plan_item`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `plan_item_plan` ON `plan_item` (`plan_id`,`position`);--> statement-breakpoint
CREATE TABLE `plan_item_topic` (
	`plan_item_id` integer NOT NULL,
	`topic_id` integer NOT NULL,
	PRIMARY KEY(`plan_item_id`, `topic_id`),
	FOREIGN KEY (`plan_item_id`) REFERENCES `plan_item`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`topic_id`) REFERENCES `topic`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `plan_revision` (
	`plan_id` integer NOT NULL,
	`revision` integer NOT NULL,
	`at` integer NOT NULL,
	`account_id` integer,
	`reason` text,
	`snapshot` text NOT NULL,
	PRIMARY KEY(`plan_id`, `revision`),
	FOREIGN KEY (`plan_id`) REFERENCES `plan`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `topic` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `topic_name_unique` ON `topic` (`name`);--> statement-breakpoint
CREATE TABLE `locked_year` (
	`year` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`locked_by` integer,
	`locked_at` integer NOT NULL,
	PRIMARY KEY(`year`, `unit_id`),
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `other_figure` (
	`id` integer PRIMARY KEY NOT NULL,
	`year` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`name` text NOT NULL,
	`value` text NOT NULL,
	`source` text NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `other_figure_key` ON `other_figure` (`year`,`unit_id`,`name`);--> statement-breakpoint
CREATE TABLE `adviser` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`firm` text,
	`phone` text,
	`unit_id` integer NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `adviser_key` ON `adviser` (`name`,`unit_id`,`from_day`);--> statement-breakpoint
CREATE TABLE `body_role` (
	`tag_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`tag_id`, `person_id`),
	FOREIGN KEY (`tag_id`) REFERENCES `tag`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `membership` (
	`id` integer PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	`is_primary` integer DEFAULT true NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `membership_key` ON `membership` (`person_id`,`unit_id`,`from_day`);--> statement-breakpoint
CREATE INDEX `membership_unit` ON `membership` (`unit_id`,`from_day`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` integer PRIMARY KEY NOT NULL,
	`staff_no` text NOT NULL,
	`name` text NOT NULL,
	`initials` text DEFAULT '' NOT NULL,
	`post` text,
	`rank_band` text,
	`position` integer DEFAULT 0 NOT NULL,
	`phone` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `person_staff_no_unique` ON `person` (`staff_no`);--> statement-breakpoint
CREATE UNIQUE INDEX `person_phone_unique` ON `person` (`phone`);--> statement-breakpoint
CREATE INDEX `person_name` ON `person` (`name`);--> statement-breakpoint
CREATE TABLE `person_tag` (
	`id` integer PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`tag_id` integer NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tag_id`) REFERENCES `tag`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `person_tag_key` ON `person_tag` (`person_id`,`tag_id`,`from_day`);--> statement-breakpoint
CREATE INDEX `person_tag_tag` ON `person_tag` (`tag_id`);--> statement-breakpoint
CREATE TABLE `tag` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tag_name_unique` ON `tag` (`name`);--> statement-breakpoint
CREATE TABLE `unit` (
	`id` integer PRIMARY KEY NOT NULL,
	`parent_id` integer,
	`path` text NOT NULL,
	`code` text,
	`name` text NOT NULL,
	`short_name` text,
	`kind` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`tree_order` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`parent_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `unit_path_unique` ON `unit` (`path`);--> statement-breakpoint
CREATE UNIQUE INDEX `unit_code_unique` ON `unit` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `unit_name_under_parent` ON `unit` (`parent_id`,`name`);--> statement-breakpoint
CREATE TABLE `unit_alias` (
	`word` text PRIMARY KEY NOT NULL,
	`unit_id` integer NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `holiday` (
	`day` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `setting` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `term_alias` (
	`kind` text NOT NULL,
	`word` text NOT NULL,
	`meaning` text NOT NULL,
	PRIMARY KEY(`kind`, `word`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `audit_keeps_its_rows` BEFORE UPDATE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_loses_no_row` BEFORE DELETE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
