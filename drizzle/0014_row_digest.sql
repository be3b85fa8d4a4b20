CREATE TABLE `digest_layout` (
	`id` integer PRIMARY KEY NOT NULL,
	`migration` integer NOT NULL,
	`layout` text NOT NULL,
	`definitions` text NOT NULL,
	`seal` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `row_digest` (
	`scope` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`a` integer NOT NULL,
	`b` integer NOT NULL,
	`c` integer NOT NULL,
	`d` integer NOT NULL
);
