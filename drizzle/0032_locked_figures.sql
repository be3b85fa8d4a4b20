CREATE TABLE `figure_correction` (
	`audit_id` integer NOT NULL,
	`year` integer NOT NULL,
	`lock_unit_id` integer NOT NULL,
	`moved` text NOT NULL,
	PRIMARY KEY(`year`, `lock_unit_id`, `audit_id`),
	FOREIGN KEY (`year`,`lock_unit_id`) REFERENCES `locked_year`(`year`,`unit_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `locked_figure` (
	`year` integer NOT NULL,
	`lock_unit_id` integer NOT NULL,
	`unit_id` integer NOT NULL,
	`month` text NOT NULL,
	`is_alone` integer NOT NULL,
	`figures` text NOT NULL,
	PRIMARY KEY(`year`, `lock_unit_id`, `unit_id`, `month`, `is_alone`),
	FOREIGN KEY (`unit_id`) REFERENCES `unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`year`,`lock_unit_id`) REFERENCES `locked_year`(`year`,`unit_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `locked_year` ADD `as_of` text;