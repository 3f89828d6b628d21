-- Which terminals a viewer or a trader sees; admin and owner see all of their organisation without a row.
CREATE TABLE grants (
  org_id TEXT NOT NULL, user_id TEXT NOT NULL, terminal_id TEXT NOT NULL, granted_at INTEGER NOT NULL,
  PRIMARY KEY (org_id, user_id, terminal_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id),
  FOREIGN KEY (org_id, terminal_id) REFERENCES terminals(org_id, id)) WITHOUT ROWID;
-- Whoever was a member before there were grants saw every terminal, and goes on to.
INSERT INTO grants (org_id, user_id, terminal_id, granted_at)
  SELECT u.org_id, u.id, t.id, t.created_at FROM users u JOIN terminals t ON t.org_id=u.org_id WHERE u.role<2;

ALTER TABLE organisations ADD COLUMN disabled_at INTEGER NOT NULL DEFAULT 0;
-- totp_*: sealed seeds in base64url; totp_step is the newest time step that was accepted: none is taken twice.
ALTER TABLE users ADD COLUMN disabled_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN is_operator INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN totp_seed TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN totp_pending TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;
-- The owner of a relay with one organisation is its operator.
UPDATE users SET is_operator=1 WHERE role=3;
-- When the password was last given in this session.
ALTER TABLE sessions ADD COLUMN proved_at INTEGER NOT NULL DEFAULT 0;

CREATE TABLE recovery_codes (
  org_id TEXT NOT NULL, user_id TEXT NOT NULL, code_hash TEXT NOT NULL, PRIMARY KEY (org_id, user_id, code_hash),
  FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)) WITHOUT ROWID;

-- scope: view, trade or manage. terminals: '*' (whatever the user sees), or ids with commas between.
CREATE TABLE api_keys (
  org_id TEXT NOT NULL, id TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL, prefix TEXT NOT NULL, key_hash TEXT NOT NULL UNIQUE,
  scope TEXT NOT NULL, terminals TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, last_used INTEGER NOT NULL DEFAULT 0,
  revoked_at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)) WITHOUT ROWID;
CREATE INDEX api_keys_of_user ON api_keys(org_id, user_id);

CREATE TABLE invitations (
  org_id TEXT NOT NULL REFERENCES organisations(id), id TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE, email TEXT NOT NULL, role INTEGER NOT NULL,
  terminals TEXT NOT NULL, invited_by TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL DEFAULT 0, revoked_at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (org_id, id)) WITHOUT ROWID;

-- Tries to sign in, by the hash of the e-mail (known or not) and by address: a restart forgets none of them.
CREATE TABLE login_tries (
  name TEXT PRIMARY KEY, tries INTEGER NOT NULL, since INTEGER NOT NULL, locked_until INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX login_tries_by_age ON login_tries(since);
