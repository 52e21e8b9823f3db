package site

import (
	"bytes"
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/ui"
)

// A role is what a reader does, with what is for it. Roles are the product's, or those of yanxi/roles.yaml:
//
//	roles:
//	  - id: duty            # of the address /role/duty/: small letters, digits, hyphens
//	    label: 值守         # as readers say it
//	    kinds: [case]       # a text of one of these kinds,
//	    tags: [值班]        # or with one of these tags,
//	    fields: [disaster]  # or in one of these fields is for the role
//
// Of these keys, id and label must be there. A role for which the library has nothing is not shown.
type role struct {
	ID     string   `yaml:"id"`
	Label  string   `yaml:"label"`
	Kinds  []string `yaml:"kinds"`
	Tags   []string `yaml:"tags"`
	Fields []string `yaml:"fields"`
}

const (
	rolesFile  = "roles.yaml"
	mostRoles  = 8
	roleShown  = 4 // texts on the home page
	longestJob = 20
)

var roleID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,30}$`)

// defaultRoles are those of a library that names none; labels are messages.
var defaultRoles = []role{
	{ID: "newcomer", Kinds: []string{"course"}, Tags: []string{"上岗", "入门", "新手"}},
	{ID: "writer", Tags: []string{"语言", "改稿", "口径", "格式", "写作", "文风"}},
	{ID: "duty", Tags: []string{"值班", "突发事件", "首次回应", "预警"}},
	{ID: "trainer", Tags: []string{"练习", "手册", "带教", "培训"}},
}

// readRoles reads yanxi/roles.yaml; what can't be used of it is left out. wrong says what is
// wrong with it, with its line where that is known.
func readRoles(src []byte) (roles []role, wrong error) {
	var file struct {
		Roles []role `yaml:"roles"`
	}
	if len(bytes.TrimSpace(src)) == 0 {
		return nil, nil
	}
	if err := yaml.UnmarshalWithOptions(src, &file, yaml.Strict()); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, r := range file.Roles {
		r.Label = strings.Join(strings.Fields(r.Label), " ")
		switch {
		case !roleID.MatchString(r.ID) || seen[r.ID]:
			wrong = errors.Join(wrong, errRoleID)
		case r.Label == "" || len([]rune(r.Label)) > longestJob:
			wrong = errors.Join(wrong, errRoleLabel)
		case len(roles) == mostRoles:
			wrong = errors.Join(wrong, errRoleMany)
		default:
			seen[r.ID] = true
			roles = append(roles, r)
		}
	}
	return roles, wrong
}

var (
	errRoleID    = errors.New("id")
	errRoleLabel = errors.New("label")
	errRoleMany  = errors.New("many")
)

// rolesOf are the roles of a library for which it has something, with the texts of each.
func (e *Edition) rolesOf() []roleTexts {
	roles, _ := readRoles(e.lib.ConfigFile(rolesFile))
	if roles == nil {
		for _, r := range defaultRoles {
			r.Label = e.ui.T("role." + r.ID)
			roles = append(roles, r)
		}
	}
	var out []roleTexts
	for _, r := range roles {
		if docs := r.among(e.lib.Documents()); len(docs) > 0 {
			out = append(out, roleTexts{r, docs})
		}
	}
	return out
}

type roleTexts struct {
	role
	docs []*content.Document
}

// among are the texts for a role: those of which most fits it first, then the newest.
func (r role) among(docs []*content.Document) []*content.Document {
	fits := map[*content.Document]int{}
	var out []*content.Document
	for _, d := range docs {
		n := common(d.Tags, r.Tags) + common(d.Terms[index.FacetField], r.Fields)
		if slices.Contains(r.Kinds, string(d.Kind)) {
			n++
		}
		if n > 0 && d.ID != "index" {
			fits[d] = n
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b *content.Document) int { return cmp.Or(cmp.Compare(fits[b], fits[a]), newestFirst(a, b)) })
	return out
}

// common counts what two lists have in common.
func common(a, b []string) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

func roleURL(id string) string { return pathRole + id + "/" }

// homeRoles are the roles as the home page offers them.
func (e *Edition) homeRoles() []ui.Role {
	var out []ui.Role
	for _, r := range e.roles() {
		out = append(out, ui.Role{ID: r.ID, Link: ui.Link{Text: r.Label, URL: roleURL(r.ID)}, Items: e.items(first(r.docs, roleShown)), More: max(0, len(r.docs)-roleShown)})
	}
	return out
}

// rolePage lists what is for a role, or leads to its address with a slash.
func (e *Edition) rolePage(rest string) (*Page, error) {
	for _, r := range e.roles() {
		if rest == r.ID {
			return &Page{Location: roleURL(r.ID)}, nil
		}
		list, page := cutPage("/" + rest)
		if list != "/"+r.ID+"/" {
			continue
		}
		p := ui.ListPage{Layout: e.layout(r.Label, "", pageURL(roleURL(r.ID), page)), Heading: r.Label, Lead: e.ui.T("list.total", strconv.Itoa(len(r.docs)))}
		for _, other := range e.roles() {
			if other.ID != r.ID {
				p.Siblings = append(p.Siblings, ui.Count{Link: ui.Link{Text: other.Label, URL: roleURL(other.ID)}, Count: len(other.docs)})
			}
		}
		return e.listPage(p, r.docs, roleURL(r.ID), page)
	}
	return nil, errNotFound
}

// checkRoles says what is wrong with yanxi/roles.yaml.
func checkRoles(lib *content.Library) []content.Finding {
	_, err := readRoles(lib.ConfigFile(rolesFile))
	if err == nil {
		return nil
	}
	f := content.Finding{File: "yanxi/" + rolesFile, Line: 1, Column: 1, EndLine: 1, EndColumn: 1, Rule: "bad-roles", Level: content.LevelWarning}
	key := "syntax"
	for _, known := range []error{errRoleID, errRoleLabel, errRoleMany} {
		if errors.Is(err, known) {
			key = known.Error()
		}
	}
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil && at.GetToken().Position != nil {
		f.Line, f.Column = at.GetToken().Position.Line, at.GetToken().Position.Column
		f.EndLine, f.EndColumn = f.Line, f.Column
	}
	if u, err := ui.New(lib.Settings().Lang); err == nil {
		f.Message, f.Suggestion = u.T("role.wrong."+key), u.T("role.wrong."+key+".hint")
	}
	return []content.Finding{f}
}
