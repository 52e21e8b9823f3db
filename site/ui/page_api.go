package ui

// APIPage is the human description of the API.
type APIPage struct {
	Layout
	Endpoints []Endpoint
}

// Endpoint is one operation of the API.
type Endpoint struct {
	Method, Path         string
	Summary, Description string
	Parameters           []Parameter
	Example              string
	Body                 string // to send
}

// Parameter is one parameter of an [Endpoint].
type Parameter struct {
	Name, In, Type, Description string
	Required                    bool
}
