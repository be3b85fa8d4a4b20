CREATE TABLE `year_goal` (
	`year` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`new_forms` integer,
	`new_media_a_month` integer,
	`each_target` integer,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`year`, `unit_id`),
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action
);
