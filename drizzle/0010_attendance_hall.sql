CREATE TABLE `activity_guest` (
	`id` integer PRIMARY KEY NOT NULL,
	`activity_id` integer NOT NULL,
	`name` text NOT NULL,
	`organisation` text,
	`post` text,
	`standing` text NOT NULL,
	`came` integer,
	`added_by` integer,
	`added_at` integer NOT NULL,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `activity_guest_activity` ON `activity_guest` (`activity_id`);--> statement-breakpoint
CREATE TABLE `bound_device` (
	`device` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`bound_at` integer NOT NULL,
	`until` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `bound_device_person` ON `bound_device` (`person_id`);--> statement-breakpoint
CREATE TABLE `meeting_record` (
	`activity_id` integer PRIMARY KEY NOT NULL,
	`chaired_by` text DEFAULT '' NOT NULL,
	`recorder` text DEFAULT '' NOT NULL,
	`key_speakers` text DEFAULT '' NOT NULL,
	`conveyed` text DEFAULT '' NOT NULL,
	`discussion` text DEFAULT '' NOT NULL,
	`summary` text DEFAULT '' NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`changed_by` integer,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `sign_in` (
	`id` integer PRIMARY KEY NOT NULL,
	`activity_id` integer NOT NULL,
	`person_id` integer,
	`at` integer NOT NULL,
	`device` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`decision` text,
	`decided_by` integer,
	`decided_at` integer,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `sign_in_activity` ON `sign_in` (`activity_id`,`at`);--> statement-breakpoint
CREATE INDEX `sign_in_device` ON `sign_in` (`device`,`activity_id`);--> statement-breakpoint
CREATE TABLE `import_profile` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`mapping_json` text NOT NULL,
	`created_by` integer,
	`used_at` integer NOT NULL,
	FOREIGN KEY (`created_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `import_profile_name` ON `import_profile` (`kind`,`name`);--> statement-breakpoint
ALTER TABLE `activity` ADD `law_content` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `activity` ADD `theory_left_out` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `activity` ADD `walk_ins` integer;--> statement-breakpoint
ALTER TABLE `attendance` ADD `leave_kind` text;--> statement-breakpoint
ALTER TABLE `attendance` ADD `leave_rule` text;--> statement-breakpoint
ALTER TABLE `leave_request` ADD `kind` text;--> statement-breakpoint
ALTER TABLE `leave_request` ADD `evidence_id` integer REFERENCES evidence(id);--> statement-breakpoint
ALTER TABLE `leave_request` ADD `decision_note` text;--> statement-breakpoint
ALTER TABLE `leave_request` ADD `agreed_by` text;--> statement-breakpoint
CREATE UNIQUE INDEX `leave_request_open` ON `leave_request` (`activity_id`,`person_id`) WHERE state in ('asked', 'approved');--> statement-breakpoint
ALTER TABLE `make_up` ADD `by_activity_id` integer REFERENCES activity(id);--> statement-breakpoint
ALTER TABLE `make_up` ADD `material` text;--> statement-breakpoint
ALTER TABLE `make_up` ADD `evidence_id` integer REFERENCES evidence(id);--> statement-breakpoint
ALTER TABLE `make_up` ADD `decision_note` text;--> statement-breakpoint
ALTER TABLE `evidence` ADD `person_id` integer REFERENCES person(id);--> statement-breakpoint
ALTER TABLE `evidence` ADD `plan_item_id` integer REFERENCES plan_item(id);--> statement-breakpoint
ALTER TABLE `evidence` ADD `kind` text DEFAULT 'photo' NOT NULL;--> statement-breakpoint
ALTER TABLE `evidence` ADD `width` integer;--> statement-breakpoint
ALTER TABLE `evidence` ADD `height` integer;--> statement-breakpoint
ALTER TABLE `evidence` ADD `nonce` text;--> statement-breakpoint
ALTER TABLE `evidence` ADD `removed_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_nonce_unique` ON `evidence` (`nonce`);--> statement-breakpoint
CREATE INDEX `evidence_plan_item` ON `evidence` (`plan_item_id`);--> statement-breakpoint
ALTER TABLE `plan` ADD `theory_left_out` integer DEFAULT false NOT NULL;