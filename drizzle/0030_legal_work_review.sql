ALTER TABLE `legal_work` ADD `review` text;--> statement-breakpoint
ALTER TABLE `legal_work` ADD `review_reason` text;