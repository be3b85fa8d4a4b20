ALTER TABLE `activity` ADD `not_recorded_reason` text;--> statement-breakpoint
ALTER TABLE `activity` ADD `make_ups_ended_reason` text;