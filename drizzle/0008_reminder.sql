CREATE TABLE `reminder` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`activity_id` integer NOT NULL,
	`day` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer NOT NULL,
	`sent_at` integer,
	`fault` text,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `reminder_key` ON `reminder` (`account_id`,`activity_id`,`day`);--> statement-breakpoint
CREATE INDEX `reminder_due` ON `reminder` (`state`,`next_try_at`);