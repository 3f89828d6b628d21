-- Identifiers are made by the relay (text UUIDs), times are ms UTC, booleans 0/1, JSON and decimals the exact text.
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO settings VALUES ('store_epoch', '1');

CREATE TABLE organisations (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE users (
  org_id TEXT NOT NULL REFERENCES organisations(id), id TEXT NOT NULL, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  role INTEGER NOT NULL, password_hash TEXT NOT NULL, must_change_password INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0, failures_since INTEGER NOT NULL DEFAULT 0, locked_until INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL, PRIMARY KEY (org_id, id)) WITHOUT ROWID;

CREATE TABLE sessions (
  org_id TEXT NOT NULL, id TEXT NOT NULL, user_id TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL,
  last_seen INTEGER NOT NULL, idle_until INTEGER NOT NULL, expires_at INTEGER NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL,
  PRIMARY KEY (org_id, id), FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)) WITHOUT ROWID;
CREATE INDEX sessions_of_user ON sessions(org_id, user_id);

-- terminals: what it is; its counters (event_seq, cmd_seq) live here so that they are raised under the one row.
CREATE TABLE terminals (
  org_id TEXT NOT NULL REFERENCES organisations(id), id TEXT NOT NULL, name TEXT NOT NULL, key_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL, revoked_at INTEGER NOT NULL DEFAULT 0,
  login TEXT NOT NULL DEFAULT '', server TEXT NOT NULL DEFAULT '', company TEXT NOT NULL DEFAULT '', currency TEXT NOT NULL DEFAULT '',
  currency_digits INTEGER NOT NULL DEFAULT 2, margin_mode TEXT NOT NULL DEFAULT '', trade_mode TEXT NOT NULL DEFAULT '',
  leverage INTEGER NOT NULL DEFAULT 0, mode TEXT NOT NULL DEFAULT '', magic_prefix INTEGER NOT NULL DEFAULT 0,
  paused INTEGER NOT NULL DEFAULT 0, pause_version INTEGER NOT NULL DEFAULT 0, latch TEXT NOT NULL DEFAULT '',
  event_seq INTEGER NOT NULL DEFAULT 0, cmd_seq INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (org_id, id)) WITHOUT ROWID;

-- terminal_sessions: the newest session of each terminal; session_epoch is the fence of every write about it.
CREATE TABLE terminal_sessions (
  org_id TEXT NOT NULL, terminal_id TEXT NOT NULL, session_epoch INTEGER NOT NULL DEFAULT 0, instance TEXT NOT NULL DEFAULT '',
  journal TEXT NOT NULL DEFAULT '', resume_hash TEXT NOT NULL DEFAULT '', previous_resume_hash TEXT NOT NULL DEFAULT '',
  last_in INTEGER NOT NULL DEFAULT 0, out_seq INTEGER NOT NULL DEFAULT 0, out_acked INTEGER NOT NULL DEFAULT 0,
  connected INTEGER NOT NULL DEFAULT 0, connected_at INTEGER NOT NULL DEFAULT 0, last_seen INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (org_id, terminal_id), FOREIGN KEY (org_id, terminal_id) REFERENCES terminals(org_id, id)) WITHOUT ROWID;

CREATE TABLE commands (
  org_id TEXT NOT NULL, id TEXT NOT NULL, terminal_id TEXT NOT NULL, tag48 INTEGER NOT NULL, cmd_seq INTEGER NOT NULL,
  actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, kind TEXT NOT NULL, stop_lane INTEGER NOT NULL, args TEXT NOT NULL,
  state INTEGER NOT NULL, step TEXT NOT NULL DEFAULT '', message TEXT NOT NULL DEFAULT '', rule TEXT NOT NULL DEFAULT '',
  late INTEGER NOT NULL DEFAULT 0, result TEXT NOT NULL DEFAULT '{}', created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  journal TEXT NOT NULL DEFAULT '', session_epoch INTEGER NOT NULL DEFAULT 0, out_seq INTEGER NOT NULL DEFAULT 0,
  t_received INTEGER NOT NULL DEFAULT 0, t_queued INTEGER NOT NULL DEFAULT 0, t_sent INTEGER NOT NULL DEFAULT 0,
  t_accepted INTEGER NOT NULL DEFAULT 0, t_executing INTEGER NOT NULL DEFAULT 0, t_broker INTEGER NOT NULL DEFAULT 0,
  t_stored INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, terminal_id) REFERENCES terminals(org_id, id)) WITHOUT ROWID;
CREATE UNIQUE INDEX commands_by_seq ON commands(org_id, terminal_id, cmd_seq);
CREATE UNIQUE INDEX commands_by_tag ON commands(org_id, terminal_id, tag48);
CREATE INDEX commands_by_out ON commands(org_id, terminal_id, journal, out_seq);
CREATE INDEX commands_waiting ON commands(org_id, terminal_id, stop_lane, cmd_seq) WHERE state = 0;
CREATE INDEX commands_open ON commands(org_id, terminal_id) WHERE state < 5;
CREATE INDEX commands_newest ON commands(org_id, created_at, id);
CREATE INDEX commands_expiring ON commands(expires_at) WHERE state = 0 AND expires_at > 0;

CREATE TABLE request_keys (
  org_id TEXT NOT NULL, user_id TEXT NOT NULL, route TEXT NOT NULL, key TEXT NOT NULL, hash TEXT NOT NULL, command_ids TEXT NOT NULL,
  PRIMARY KEY (org_id, user_id, route, key)) WITHOUT ROWID;

CREATE TABLE events (
  org_id TEXT NOT NULL, terminal_id TEXT NOT NULL, off INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (org_id, terminal_id, off), FOREIGN KEY (org_id, terminal_id) REFERENCES terminals(org_id, id)) WITHOUT ROWID;

CREATE TABLE audit (
  org_id TEXT NOT NULL REFERENCES organisations(id), n INTEGER NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (org_id, n)) WITHOUT ROWID;
