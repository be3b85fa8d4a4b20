CREATE TABLE `unit_place` (
	`unit_id` integer NOT NULL,
	`parent_id` integer NOT NULL,
	`to_day` text NOT NULL,
	PRIMARY KEY(`unit_id`, `to_day`),
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `unit` ADD `first_day` text;--> statement-breakpoint
ALTER TABLE `unit` ADD `last_day` text;--> statement-breakpoint
ALTER TABLE `unit` ADD `merged_into_id` integer REFERENCES unit(id);