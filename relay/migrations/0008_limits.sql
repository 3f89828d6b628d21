-- The most that an organisation may have, set by the relay's operator; 0: no limit.
ALTER TABLE organisations ADD COLUMN max_members INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organisations ADD COLUMN max_terminals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organisations ADD COLUMN max_api_keys INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organisations ADD COLUMN max_sockets INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organisations ADD COLUMN max_commands_per_minute INTEGER NOT NULL DEFAULT 0;
