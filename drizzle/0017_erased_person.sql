CREATE TABLE `erased_person` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`erased_at` integer NOT NULL,
	`erased_by` integer,
	`keeps_proofs` integer NOT NULL,
	`files` text DEFAULT '[]' NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `erased_person_number_unique` ON `erased_person` (`number`);