ALTER TABLE `occurrence` ADD `done_on` text;--> statement-breakpoint
ALTER TABLE `occurrence` ADD `done_note` text;