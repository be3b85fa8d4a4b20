CREATE TABLE `activity_double` (
	`activity_id` integer NOT NULL,
	`other_id` integer NOT NULL,
	`kept_id` integer,
	`run_id` integer,
	`decided_by` integer,
	`decided_at` integer NOT NULL,
	PRIMARY KEY(`activity_id`, `other_id`),
	FOREIGN KEY (`activity_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`other_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`kept_id`) REFERENCES `activity`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `activity_double_other` ON `activity_double` (`other_id`);