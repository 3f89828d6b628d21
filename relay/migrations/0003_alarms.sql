-- Alarms beside the events that tell them, so that the newest and the open ones are found without reading every event.
CREATE TABLE alarms (
  org_id TEXT NOT NULL, terminal_id TEXT NOT NULL, off INTEGER NOT NULL, at INTEGER NOT NULL,
  acknowledged_at INTEGER NOT NULL DEFAULT 0, acknowledged_by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (org_id, terminal_id, off),
  FOREIGN KEY (org_id, terminal_id, off) REFERENCES events(org_id, terminal_id, off)) WITHOUT ROWID;
CREATE INDEX alarms_newest ON alarms(org_id, at, terminal_id, off);
INSERT INTO alarms (org_id, terminal_id, off, at)
  SELECT org_id, terminal_id, off, at FROM events WHERE type='error_alert';
