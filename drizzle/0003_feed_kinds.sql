ALTER TABLE `feed` ADD `kind` text DEFAULT 'person' NOT NULL;--> statement-breakpoint
ALTER TABLE `feed` ADD `unit_id` integer REFERENCES unit(id);--> statement-breakpoint
ALTER TABLE `feed` ADD `shown` text;