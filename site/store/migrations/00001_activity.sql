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

CREATE TABLE reads_hourly (
  hour BIGINT NOT NULL,
  document TEXT NOT NULL,
  reads BIGINT NOT NULL,
  PRIMARY KEY (hour, document)
) /* clustered */;

CREATE TABLE reads_daily (
  day BIGINT NOT NULL,
  document TEXT NOT NULL,
  reads BIGINT NOT NULL,
  PRIMARY KEY (day, document)
) /* clustered */;

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

CREATE TABLE likes_daily (
  day BIGINT NOT NULL,
  document TEXT NOT NULL,
  likes BIGINT NOT NULL,
  dislikes BIGINT NOT NULL,
  PRIMARY KEY (day, document)
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

CREATE TABLE searches_daily (
  day BIGINT NOT NULL,
  query TEXT NOT NULL,
  searches BIGINT NOT NULL,
  without_result BIGINT NOT NULL,
  opened BIGINT NOT NULL,
  refined BIGINT NOT NULL,
  results BIGINT NOT NULL,
  PRIMARY KEY (day, query)
) /* clustered */;

-- Documents opened from a search, and how often they were then read.
CREATE TABLE landings_daily (
  day BIGINT NOT NULL,
  document TEXT NOT NULL,
  landed BIGINT NOT NULL,
  stayed BIGINT NOT NULL,
  PRIMARY KEY (day, document)
) /* clustered */;

-- +goose Down
DROP TABLE landings_daily;
DROP TABLE searches_daily;
DROP TABLE searches;
DROP TABLE likes_daily;
DROP TABLE likes;
DROP TABLE reads_daily;
DROP TABLE reads_hourly;
DROP TABLE reads;
DROP TABLE transient_salts;
