-- What an import could not keep, until the author of the draft has seen to it.

-- +goose Up

-- A note on a draft. line is that of the text as it was imported, 0 for all of it.
CREATE TABLE draft_notes (
  draft TEXT NOT NULL REFERENCES drafts (id),
  n BIGINT NOT NULL,
  line BIGINT NOT NULL,
  level TEXT NOT NULL,
  message TEXT NOT NULL,
  suggestion TEXT NOT NULL,
  PRIMARY KEY (draft, n)
) /* clustered */;

-- +goose Down
DROP TABLE draft_notes;
