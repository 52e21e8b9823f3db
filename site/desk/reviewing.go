package desk

import "yanxi/site/account"

// reviewing are the routes of those who decide about texts. Which role may sign what is the library's to say, so that
// whoever may write may look.
func reviewing() []route {
	return []route{
		{"GET /desk/review/{$}", account.Trainer, (*desk).queue},
		{"GET /desk/review/{id...}", account.Trainer, (*desk).judge},
		{"POST /desk/review/{id...}", account.Trainer, (*desk).decide},
		{"GET /desk/review-page/{id...}", account.Trainer, (*desk).asPage},
		{"GET /desk/file/{path...}", account.Trainer, (*desk).file},
	}
}
