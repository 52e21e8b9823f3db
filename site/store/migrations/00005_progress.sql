-- What people with an account have learnt.

-- +goose Up

-- What a person has kept: part is read, quizzes or cards, item what it is about, value JSON.
CREATE TABLE progress (
  person TEXT NOT NULL REFERENCES people (name),
  part TEXT NOT NULL,
  item TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person, part, item)
) /* clustered */;

CREATE INDEX progress_part ON progress (part, item);

-- How a person did in a quiz, as the server marked it.
CREATE TABLE quiz_results (
  person TEXT NOT NULL REFERENCES people (name),
  document TEXT NOT NULL,
  quiz TEXT NOT NULL,
  tries BIGINT NOT NULL,
  first_score BIGINT NOT NULL,
  best_score BIGINT NOT NULL,
  total BIGINT NOT NULL,
  passed BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (person, document, quiz)
) /* clustered */;

-- How a person did in a question, in a quiz or among those of a day.
CREATE TABLE quiz_answers (
  person TEXT NOT NULL REFERENCES people (name),
  document TEXT NOT NULL,
  question TEXT NOT NULL,
  tries BIGINT NOT NULL,
  wrong BIGINT NOT NULL,
  first_right BIGINT NOT NULL,
  last_right BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (person, document, question)
) /* clustered */;

-- +goose Down
DROP TABLE quiz_answers;
DROP TABLE quiz_results;
DROP TABLE progress;
