-- Commands that a terminal named and this store does not know (a restored backup): each is told once.
CREATE TABLE orphans (
  org_id TEXT NOT NULL, terminal_id TEXT NOT NULL, command_id TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (org_id, terminal_id, command_id),
  FOREIGN KEY (org_id, terminal_id) REFERENCES terminals(org_id, id)) WITHOUT ROWID;
