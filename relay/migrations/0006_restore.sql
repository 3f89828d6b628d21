-- A store put back to a backup asks the terminals what it forgot: commands.asked = repeat it under a new number,
-- terminal_sessions.recall_from = have the ids named that were made since (ms UTC, 0 = nothing to ask).
ALTER TABLE commands ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX commands_asked ON commands(org_id, terminal_id) WHERE asked = 1;
ALTER TABLE terminal_sessions ADD COLUMN recall_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orphans ADD COLUMN state TEXT NOT NULL DEFAULT '';
