CREATE TABLE `legal_work` (
	`id` integer PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`unit_id` integer NOT NULL,
	`adviser_id` integer,
	`person_id` integer,
	`matter` text NOT NULL,
	`paper` text,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`adviser_id`) REFERENCES `adviser`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `legal_work_day` ON `legal_work` (`day`);--> statement-breakpoint
CREATE INDEX `legal_work_adviser` ON `legal_work` (`adviser_id`);--> statement-breakpoint
ALTER TABLE `adviser` ADD `is_full_time` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `adviser` ADD `contract` text;--> statement-breakpoint
ALTER TABLE `adviser` ADD `version` integer DEFAULT 0 NOT NULL;