-- Texts that trainers are writing, until they are submitted to the library.

-- +goose Up

-- A draft. document and file are where it stands in the library, or will; base is the digest
-- of the library's text that it began from. version counts what was saved.
CREATE TABLE drafts (
  id TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  document TEXT NOT NULL,
  file TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  base TEXT NOT NULL,
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  state TEXT NOT NULL
);

CREATE INDEX drafts_owner ON drafts (owner, updated);

-- What a draft was at a version, for some of them.
CREATE TABLE draft_versions (
  draft TEXT NOT NULL REFERENCES drafts (id),
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (draft, version)
) /* clustered */;

-- Pictures of a draft, in base64.
CREATE TABLE draft_pictures (
  draft TEXT NOT NULL REFERENCES drafts (id),
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  added BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (draft, name)
);

-- +goose Down
DROP TABLE draft_pictures;
DROP TABLE draft_versions;
DROP TABLE drafts;
