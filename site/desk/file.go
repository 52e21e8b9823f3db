package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"yanxi/site/account"
)

// filePath is below which the desk shows what lies beside the working texts: pictures, and other files that texts link.
const filePath = "/desk/file/"

// file answers with a file of the working library. Readers have those of published texts only,
// each as it was approved; whoever signs a text has to see what it comes with now.
func (d *desk) file(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	if !d.File(w, r, r.PathValue("path")) {
		return problem{status: http.StatusNotFound, key: "nofile"}
	}
	return nil
}

// atWork leads from where readers would find a file of the library to where the desk shows it. Every other address stays.
func (d *desk) atWork(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" {
		return address
	}
	name := strings.TrimPrefix(u.Path, "/")
	if _, ok := slices.BinarySearch(d.Library().Assets(), name); !ok {
		return address
	}
	return filePath + strings.TrimPrefix(address, "/")
}
