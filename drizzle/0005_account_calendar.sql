ALTER TABLE `account` ADD `changes_read_at` integer;--> statement-breakpoint
ALTER TABLE `account` ADD `shows_lunar` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `account` ADD `email` text;