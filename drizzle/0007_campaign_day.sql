CREATE TABLE `campaign_day` (
	`id` integer PRIMARY KEY NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`rule` text NOT NULL,
	`name` text NOT NULL,
	`topic` text DEFAULT '' NOT NULL,
	`lead` text DEFAULT '' NOT NULL,
	`source` text DEFAULT '' NOT NULL,
	`confirmed_at` integer
) STRICT;
