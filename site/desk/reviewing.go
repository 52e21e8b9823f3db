package desk

// reviewing are the routes of those who decide about texts.
func reviewing() []route { return nil }
