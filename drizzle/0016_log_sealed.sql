-- What stood in the log waits in audit_standing: its digests are reckoned by the program, which moves it and drops
-- the table when it opens the database (lib/access/audit-move.commands.ts).
DROP TRIGGER `audit_keeps_its_rows`;--> statement-breakpoint
DROP TRIGGER `audit_loses_no_row`;--> statement-breakpoint
DROP INDEX `audit_subject`;--> statement-breakpoint
DROP INDEX `audit_at`;--> statement-breakpoint
ALTER TABLE `audit` RENAME TO `audit_standing`;--> statement-breakpoint
CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`account_id` integer,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`before` text,
	`after` text,
	`actor_digest` blob,
	`reason_digest` blob,
	`before_digest` blob,
	`after_digest` blob
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`subject_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `audit_text` (
	`audit_id` integer PRIMARY KEY NOT NULL,
	`actor` text,
	`actor_salt` blob,
	`reason` text,
	`reason_salt` blob,
	`before` text,
	`before_salt` blob,
	`after` text,
	`after_salt` blob
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_seal` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`sealed_at` integer NOT NULL,
	`last_audit_id` integer NOT NULL,
	`entries` integer NOT NULL,
	`digests` blob NOT NULL,
	`previous` text NOT NULL,
	`sha256` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TRIGGER `audit_keeps_its_rows` BEFORE UPDATE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;--> statement-breakpoint
CREATE TRIGGER `audit_loses_no_row` BEFORE DELETE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;--> statement-breakpoint
CREATE TRIGGER `audit_text_is_only_emptied` BEFORE UPDATE ON `audit_text` WHEN new.audit_id IS NOT old.audit_id
	OR ((new.actor IS NOT old.actor OR new.actor_salt IS NOT old.actor_salt) AND (new.actor IS NOT NULL OR new.actor_salt IS NOT NULL))
	OR ((new.reason IS NOT old.reason OR new.reason_salt IS NOT old.reason_salt) AND (new.reason IS NOT NULL OR new.reason_salt IS NOT NULL))
	OR ((new.before IS NOT old.before OR new.before_salt IS NOT old.before_salt) AND (new.before IS NOT NULL OR new.before_salt IS NOT NULL))
	OR ((new.after IS NOT old.after OR new.after_salt IS NOT old.after_salt) AND (new.after IS NOT NULL OR new.after_salt IS NOT NULL))
	BEGIN SELECT RAISE(ABORT, 'a text of the audit is only emptied'); END;--> statement-breakpoint
CREATE TRIGGER `audit_text_loses_no_row` BEFORE DELETE ON `audit_text` BEGIN SELECT RAISE(ABORT, 'audit texts are never deleted'); END;--> statement-breakpoint
CREATE TRIGGER `audit_seal_keeps_its_rows` BEFORE UPDATE ON `audit_seal` BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;--> statement-breakpoint
CREATE TRIGGER `audit_seal_loses_no_row` BEFORE DELETE ON `audit_seal` BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END;
