ALTER TABLE `import_draft` ADD `folder_id` integer REFERENCES import_draft(id) ON DELETE cascade;--> statement-breakpoint
CREATE INDEX `import_draft_folder` ON `import_draft` (`folder_id`);