ALTER TABLE `activity` ADD `review` text;--> statement-breakpoint
ALTER TABLE `activity` ADD `review_reason` text;--> statement-breakpoint
ALTER TABLE `output` ADD `review` text;--> statement-breakpoint
ALTER TABLE `output` ADD `review_reason` text;