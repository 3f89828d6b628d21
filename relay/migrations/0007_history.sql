-- Deals beside the events that told them, so that the history and what it earned are found without reading every event. Money is scaled by
-- 100,000,000. Of a deal told twice (one that turns a netting position round) the first, with its figures, stands.
CREATE TABLE deals (
  org_id TEXT NOT NULL, terminal_id TEXT NOT NULL, deal TEXT NOT NULL, off INTEGER NOT NULL, at INTEGER NOT NULL, symbol TEXT NOT NULL,
  pnl INTEGER NOT NULL, swap INTEGER NOT NULL, commission INTEGER NOT NULL,
  PRIMARY KEY (org_id, terminal_id, deal),
  FOREIGN KEY (org_id, terminal_id, off) REFERENCES events(org_id, terminal_id, off)) WITHOUT ROWID;
CREATE INDEX deals_newest ON deals(org_id, at, terminal_id, deal);

-- What tools without the bridge report over REST: shown as their words, never taken for the terminal's.
CREATE TABLE tool_reports (
  org_id TEXT NOT NULL REFERENCES organisations(id), id TEXT NOT NULL, kind TEXT NOT NULL, user_id TEXT NOT NULL, user_name TEXT NOT NULL,
  subject TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (org_id, id)) WITHOUT ROWID;
CREATE INDEX tool_reports_newest ON tool_reports(org_id, at, id);
CREATE INDEX tool_reports_of ON tool_reports(org_id, kind, user_id, subject);
