-- What readers do. Counts that reports read are rolled up as events come in;
-- events themselves are forgotten after a retention time.

-- +goose Up

-- The key of each day's visitors, shared by the nodes and forgotten after the day.
CREATE TABLE transient_salts (
  day BIGINT NOT NULL PRIMARY KEY,
  salt TEXT NOT NULL
);

-- A read counts once for a visitor, document and half-hour since 1970.
CREATE TABLE reads (
  slot BIGINT NOT NULL,
  visitor TEXT NOT NULL,
  document TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (slot, visitor, document)
) /* clustered */;

-- Counts of spans of days: of 1, 4 and 16, so that a report on a month adds up
-- about ten of them. A span begins on a day that its length divides.
CREATE TABLE reads_spans (
  span BIGINT NOT NULL,
  start BIGINT NOT NULL,
  document TEXT NOT NULL,
  reads BIGINT NOT NULL,
  PRIMARY KEY (span, start, document)
) /* clustered */;

-- Counts of everything together by the hour of the library's clocks.
CREATE TABLE totals_hourly (
  hour BIGINT NOT NULL PRIMARY KEY,
  reads BIGINT NOT NULL,
  likes BIGINT NOT NULL,
  dislikes BIGINT NOT NULL,
  searches BIGINT NOT NULL,
  without_result BIGINT NOT NULL,
  opened BIGINT NOT NULL
);

-- What a visitor thinks of a document on a day: 1 helpful, -1 not helpful.
CREATE TABLE likes (
  day BIGINT NOT NULL,
  visitor TEXT NOT NULL,
  document TEXT NOT NULL,
  value BIGINT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (day, visitor, document)
) /* clustered */;

CREATE TABLE likes_spans (
  span BIGINT NOT NULL,
  start BIGINT NOT NULL,
  document TEXT NOT NULL,
  likes BIGINT NOT NULL,
  dislikes BIGINT NOT NULL,
  PRIMARY KEY (span, start, document)
) /* clustered */;

-- A search that was answered; the first result that was opened from it, at which
-- position from 1, and whether it was then read; the search that followed instead.
CREATE TABLE searches (
  id TEXT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  visitor TEXT NOT NULL,
  query TEXT NOT NULL,
  results BIGINT NOT NULL,
  position BIGINT NOT NULL,
  opened TEXT NOT NULL,
  stayed BIGINT NOT NULL,
  refined TEXT NOT NULL
);

CREATE INDEX searches_at ON searches (at);
CREATE INDEX searches_visitor ON searches (visitor, at);

CREATE TABLE searches_spans (
  span BIGINT NOT NULL,
  start BIGINT NOT NULL,
  query TEXT NOT NULL,
  searches BIGINT NOT NULL,
  without_result BIGINT NOT NULL,
  opened BIGINT NOT NULL,
  refined BIGINT NOT NULL,
  results BIGINT NOT NULL,
  PRIMARY KEY (span, start, query)
) /* clustered */;

-- Documents opened from a search, and how often they were then read.
CREATE TABLE landings_spans (
  span BIGINT NOT NULL,
  start BIGINT NOT NULL,
  document TEXT NOT NULL,
  landed BIGINT NOT NULL,
  stayed BIGINT NOT NULL,
  PRIMARY KEY (span, start, document)
) /* clustered */;

-- +goose Down
DROP TABLE landings_spans;
DROP TABLE searches_spans;
DROP TABLE searches;
DROP TABLE likes_spans;
DROP TABLE likes;
DROP TABLE totals_hourly;
DROP TABLE reads_spans;
DROP TABLE reads;
DROP TABLE transient_salts;
