-- What readers ask, until somebody has answered it in the library.

-- +goose Up

-- A question; number counts those of a day. answer is the document that answers it.
CREATE TABLE questions (
  id TEXT NOT NULL PRIMARY KEY,
  day BIGINT NOT NULL,
  number BIGINT NOT NULL,
  document TEXT NOT NULL,
  text TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  created BIGINT NOT NULL,
  due BIGINT NOT NULL,
  answer TEXT NOT NULL,
  UNIQUE (day, number)
);

CREATE INDEX questions_state ON questions (state, due);

-- What became of a question, a step a row: its new state, when, by whom, and to whom
-- it was passed, why it was closed, or what else there is to say.
CREATE TABLE question_steps (
  question TEXT NOT NULL REFERENCES questions (id),
  number BIGINT NOT NULL,
  state TEXT NOT NULL,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  passed_to TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (question, number)
) /* clustered */;

-- Who asked what today, so that nobody asks too much, or the same twice.
CREATE TABLE transient_asked (
  question TEXT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  visitor TEXT NOT NULL,
  fingerprint TEXT NOT NULL
);

CREATE INDEX transient_asked_at ON transient_asked (at);

-- +goose Down
DROP TABLE transient_asked;
DROP TABLE question_steps;
DROP TABLE questions;
