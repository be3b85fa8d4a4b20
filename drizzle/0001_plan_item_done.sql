ALTER TABLE `plan_item` ADD `done_on` text;--> statement-breakpoint
ALTER TABLE `plan_item` ADD `done_note` text;--> statement-breakpoint
CREATE INDEX `activity_plan_item` ON `activity` (`plan_item_id`);--> statement-breakpoint
CREATE INDEX `exam_plan_item` ON `exam` (`plan_item_id`);