CREATE TABLE `report` (
	`id` integer PRIMARY KEY NOT NULL,
	`unit_id` integer NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_key` ON `report` (`unit_id`,`from_day`,`to_day`);--> statement-breakpoint
CREATE TABLE `report_version` (
	`report_id` integer NOT NULL,
	`number` integer NOT NULL,
	`state` text DEFAULT 'draft' NOT NULL,
	`paragraphs` text NOT NULL,
	`figures` text NOT NULL,
	`as_of` text NOT NULL,
	`made_by` integer,
	`made_at` integer NOT NULL,
	`reason` text,
	PRIMARY KEY(`report_id`, `number`),
	FOREIGN KEY (`report_id`) REFERENCES `report`(`id`) ON UPDATE no action ON DELETE no action
);
