CREATE TABLE `import_change` (
	`id` integer PRIMARY KEY NOT NULL,
	`run_id` integer NOT NULL,
	`table_name` text NOT NULL,
	`key_json` text NOT NULL,
	`before_json` text,
	`after_json` text,
	FOREIGN KEY (`run_id`) REFERENCES `import_run`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_change_row` ON `import_change` (`run_id`,`table_name`,`key_json`);--> statement-breakpoint
CREATE TABLE `import_run` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer,
	`written_at` integer NOT NULL,
	`parts` text NOT NULL,
	`undone_at` integer,
	`undone_by` integer,
	`erased_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`undone_by`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `import_draft` ADD `run_id` integer REFERENCES import_run(id) ON DELETE set null;--> statement-breakpoint
CREATE INDEX `import_draft_run` ON `import_draft` (`run_id`);