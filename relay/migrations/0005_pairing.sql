-- Pairings: how a terminal without a credential gets one. state: 0 code made, 1 a terminal has come, 2 approved, 3 denied, 4 stored by
-- the terminal. The code and the terminal's own secret are kept as hashes; terminal_id is empty until the first key was given out.
CREATE TABLE pairings (
  org_id TEXT NOT NULL REFERENCES organisations(id), id TEXT NOT NULL, code_hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  state INTEGER NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, created_by TEXT NOT NULL, created_by_name TEXT NOT NULL,
  proof_hash TEXT NOT NULL DEFAULT '', fingerprint TEXT NOT NULL DEFAULT '', login TEXT NOT NULL DEFAULT '', server TEXT NOT NULL DEFAULT '',
  company TEXT NOT NULL DEFAULT '', currency TEXT NOT NULL DEFAULT '', trade_mode TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '',
  offered_at INTEGER NOT NULL DEFAULT 0, rivals INTEGER NOT NULL DEFAULT 0, decided_at INTEGER NOT NULL DEFAULT 0,
  decided_by TEXT NOT NULL DEFAULT '', decided_by_name TEXT NOT NULL DEFAULT '', terminal_id TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (org_id, id)) WITHOUT ROWID;
CREATE UNIQUE INDEX pairings_by_proof ON pairings(proof_hash) WHERE proof_hash <> '';
CREATE INDEX pairings_newest ON pairings(org_id, created_at, id);
CREATE INDEX pairings_by_age ON pairings(created_at);

CREATE TABLE terminal_groups (
  org_id TEXT NOT NULL REFERENCES organisations(id), id TEXT NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (org_id, id)) WITHOUT ROWID;
CREATE UNIQUE INDEX terminal_groups_by_name ON terminal_groups(org_id, name);

CREATE TABLE terminal_group_members (
  org_id TEXT NOT NULL, group_id TEXT NOT NULL, terminal_id TEXT NOT NULL, PRIMARY KEY (org_id, group_id, terminal_id),
  FOREIGN KEY (org_id, group_id) REFERENCES terminal_groups(org_id, id),
  FOREIGN KEY (org_id, terminal_id) REFERENCES terminals(org_id, id)) WITHOUT ROWID;
CREATE INDEX terminal_groups_of ON terminal_group_members(org_id, terminal_id);
