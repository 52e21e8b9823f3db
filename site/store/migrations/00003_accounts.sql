-- The people who work on a library and learn from it, and what was done by whom.

-- +goose Up

-- A person. password is a hash with its parameters; sessions of an earlier epoch are over.
CREATE TABLE people (
  name TEXT NOT NULL PRIMARY KEY,
  display TEXT NOT NULL,
  role TEXT NOT NULL,
  password TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  disabled BIGINT NOT NULL,
  created BIGINT NOT NULL
);

-- A token by which a program acts for a person; hash is the SHA-256 of it.
CREATE TABLE tokens (
  id TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (name),
  hash TEXT NOT NULL UNIQUE,
  scope TEXT NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL
);

CREATE INDEX tokens_person ON tokens (person, created);

-- What was done; rows are only ever added. line and digest are those of the line of a ledger
-- that it added to the document about, 0 and empty otherwise.
CREATE TABLE audit (
  number BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  about TEXT NOT NULL,
  via TEXT NOT NULL,
  detail TEXT NOT NULL,
  line BIGINT NOT NULL,
  digest TEXT NOT NULL
);

CREATE INDEX audit_line ON audit (about, line);

-- Who is signed in, by the hash of what the browser holds.
CREATE TABLE transient_sessions (
  token TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  data TEXT NOT NULL,
  expires BIGINT NOT NULL
);

CREATE INDEX transient_sessions_person ON transient_sessions (person);
CREATE INDEX transient_sessions_expires ON transient_sessions (expires);

-- Attempts to sign in that failed or are under way, by what they have in common, in spans of time.
CREATE TABLE transient_attempts (
  subject TEXT NOT NULL,
  span BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  PRIMARY KEY (subject, span)
) /* clustered */;

CREATE INDEX transient_attempts_span ON transient_attempts (span);

-- Browsers in which a person has signed in, by the hash of what they hold.
CREATE TABLE transient_devices (
  hash TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  at BIGINT NOT NULL
);

CREATE INDEX transient_devices_person ON transient_devices (person, at);

-- +goose Down
DROP TABLE transient_devices;
DROP TABLE transient_attempts;
DROP TABLE transient_sessions;
DROP TABLE audit;
DROP TABLE tokens;
DROP TABLE people;
