package content_test

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"yanxi/content"
)

// files makes a file system of names and texts.
func files(all map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range all {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func open(t *testing.T, fsys fs.FS) *content.Library {
	t.Helper()
	l, err := content.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// show writes a document as the facts that a table names, one a line.
func show(d *content.Document) string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return strings.TrimSuffix(t.Format("2006-01-02 15:04"), " 00:00")
	}
	line("title", d.Title)
	line("summary", d.Summary)
	line("date", day(d.Date))
	line("updated", day(d.Updated))
	line("authors", strings.Join(d.Authors, "|"))
	line("people", strings.Join(d.People, "|"))
	line("tags", strings.Join(d.Tags, "|"))
	line("aliases", strings.Join(d.Aliases, "|"))
	line("lang", d.Lang)
	if d.Weight != 0 {
		b.WriteString("weighted\n")
	}
	for _, name := range []string{"platform", "field"} {
		line(name, strings.Join(d.Terms[name], "|"))
	}
	keys := make([]string, 0, len(d.Meta))
	for key := range d.Meta {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	line("meta", strings.Join(keys, "|"))
	return b.String()
}

// TestConventions opens one document as each tool writes it.
func TestConventions(t *testing.T) {
	tests := []struct {
		tool, file, text string
		id, want         string
		findings         int
	}{
		{tool: "Hugo, TOML", file: "posts/first/index.md", id: "posts/first", text: `+++
title = "第一篇"
date = 2019-06-03T21:19:00+08:00
lastmod = 2019-06-04
draft = false
weight = 20
tags = ["舆情", "回应"]
categories = ["案例"]
aliases = ["/old/first/", "/older.html"]
[params]
author = "王"
+++
`, want: `title: 第一篇
date: 2019-06-03 21:19
updated: 2019-06-04
tags: 舆情|回应|案例
aliases: /old/first/|/older/
weighted
meta: params
`},
		{tool: "Hugo, YAML", file: "posts/_index.md", id: "posts", text: `---
Title: 文章
Description: "**要点**与[链接](x)"
publishDate: 2019-06-01
slug: wenzhang
url: /p/wenzhang/
author: {name: 王, email: w@example.org}
menu: {main: {weight: 1}}
---
`, want: `title: 文章
summary: 要点与链接
authors: 王
people: 王
aliases: /wenzhang/|/p/wenzhang/
meta: menu
`},
		{tool: "Jekyll post", file: "_posts/2019-06-03-di-yi-pian.md", id: "_posts/2019-06-03-di-yi-pian", text: `---
layout: post
title: "第一篇"
categories: case study
tags: 舆情 回应
permalink: /cases/di-yi-pian.html
redirect_from:
  - /old
  - /older/
published: true
---
`, want: `title: 第一篇
date: 2019-06-03
tags: 舆情|回应|case|study
aliases: /cases/di-yi-pian/|/old/|/older/|/2019/06/03/di-yi-pian/
meta: layout
`},
		{tool: "Jekyll post without front matter", file: "blog/_posts/2019-6-3-di-er-pian.markdown", id: "blog/_posts/2019-6-3-di-er-pian", text: "正文",
			want: "title: di-er-pian\ndate: 2019-06-03\naliases: /2019/06/03/di-er-pian/\n", findings: 1},
		{tool: "VitePress", file: "guide/index.md", id: "guide", text: `---
title: 指南
titleTemplate: ':title - 研习'
description: 怎么用
lang: zh-cn
lastUpdated: false
order: 2
head:
  - - meta
    - name: keywords
      content: 甲
---
# 指南
`, want: `title: 指南
summary: 怎么用
lang: zh-CN
weighted
meta: head|lastUpdated|titleTemplate
`},
		{tool: "MkDocs Material blog", file: "blog/posts/a.md", id: "blog/posts/a", text: `---
date:
  created: 2019-06-03
  updated: 2019-06-05
authors: [wang, li]
categories:
  - 案例
slug: first
hide: [toc]
---

# 第一篇 #
`, want: `title: 第一篇
date: 2019-06-03
updated: 2019-06-05
authors: wang|li
people: wang|li
tags: 案例
aliases: /blog/posts/first/
meta: hide
`},
		{tool: "Obsidian", file: "笔记/第一篇.md", id: "笔记/第一篇", text: `---
aliases:
  - 头一篇
  - TCP/IP
tags:
  - "#舆情"
  - 舆情
  - a/b
author: "[[王]]"
created: 2019-06-03T10:20
cssclasses: [wide]
keywords: [甲]
---
正文 #标签
`, want: `title: 第一篇
date: 2019-06-03 10:20
authors: 王
people: 王
tags: 舆情|a/b
aliases: /TCP/IP/
meta: cssclasses|keywords
`, findings: 1},
		{tool: "Docusaurus", file: "docs/intro.md", id: "docs/intro", text: `---
id: intro
sidebar_position: 1
sidebar_label: 开始
slug: /
---

介绍
====
`, want: `title: 介绍
aliases: /
weighted
meta: id|sidebar_label
`},
		{tool: "bare", file: "说明 100%?.md", id: "说明 100%?", text: "\uFEFF## 用法 **一**\r\n\r\n正文\r\n", want: "title: 用法 一\n"},
		{tool: "ours", file: "a.md", id: "a", text: `---
title: 甲
unit: 局
author: 王、李，赵
people: [张, 王]
platform: [微博, ＷＥＩＸＩＮ, B站, weibo]
field: 交通运输
tags: 舆情，回应, 快
lang: en
---
`, want: `title: 甲
authors: 王|李|赵
people: 王|李|赵|张
tags: 舆情|回应|快
lang: en
platform: weibo|wechat|bilibili
field: transport
`},
	}
	for _, tt := range tests {
		t.Run(tt.tool, func(t *testing.T) {
			l := open(t, files(map[string]string{tt.file: tt.text}))
			d := l.Document(tt.id)
			if d == nil {
				t.Fatalf("no document %q in %v", tt.id, l.Documents())
			}
			if diff := gocmp.Diff(tt.want, show(d)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if got := l.Findings(); len(got) != tt.findings {
				t.Errorf("findings %v, want %d", got, tt.findings)
			}
			if d.File != tt.file || d.Size != int64(len(tt.text)) {
				t.Errorf("file %q, size %d", d.File, d.Size)
			}
		})
	}
}

func TestIDs(t *testing.T) {
	l := open(t, files(map[string]string{
		"README.md":             "# 根",
		"cases/README.md":       "# 说明",
		"cases/_index.md":       "# 列表",
		"cases/x.md":            "# 案例",
		"a.b/c.d.md":            "# 点",
		"名 字/Cafe\u0301.md":     "# 分解",
		"名 字/Cafe\u0301/深/e.md": "# 深",
		"b.md":                  "# 文件",
		"b/index.md":            "# 文件夹",
		"b-2.md":                "# 已有",
		"draft/index.md":        "---\ndraft: true\n---\n",
		"draft/readme.md":       "# 顶上",
	}))
	var got []string
	for _, d := range l.Documents() {
		got = append(got, d.ID+" < "+d.File)
	}
	want := []string{
		"a.b/c.d < a.b/c.d.md",
		"b < b/index.md",
		"b-2 < b-2.md",
		"b-3 < b.md",
		"cases < cases/_index.md",
		"cases/README < cases/README.md",
		"cases/x < cases/x.md",
		"draft < draft/readme.md",
		"index < README.md",
		"名 字/Café < 名 字/Cafe\u0301.md",
		"名 字/Café/深/e < 名 字/Cafe\u0301/深/e.md",
	}
	slices.SortFunc(want, cmp.Compare[string])
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestRedirect(t *testing.T) {
	l := open(t, files(map[string]string{
		"index.md":        "# 首页",
		"cases/x.md":      "---\ntitle: 甲\nslug: y\naliases: [/old/path, /%E6%97%A7/, '/q/?a=1#b', 只是名字]\n---\n",
		"cases/index.md":  "# 案例",
		"cases/100% a.md": "# 百分",
	}))
	tests := []struct{ path, want string }{
		{"/cases/y/", "cases/x"},
		{"/old/path/", "cases/x"},
		{"/old/path", "cases/x"},
		{"/old/path.html", "cases/x"},
		{"/old/path/index.html", "cases/x"},
		{"/旧/", "cases/x"},
		{"/%E6%97%A7", "cases/x"},
		{"/q", "cases/x"},
		{"/cases/x.html", "cases/x"},
		{"/cases/x.md", "cases/x"},
		{"/Cases/X/", "cases/x"},
		{"/cases/100% a/", "cases/100% a"},
		{"/cases/100%25%20a/", "cases/100% a"},
		{"/cases/README.md", "cases"},
		{"/index.html", "index"},
		{"/", "index"},
		{"/只是名字/", ""},
		{"/nothing/", ""},
		{"/../index.md", ""},
	}
	for _, tt := range tests {
		if id, ok := l.Redirect(tt.path); id != tt.want || ok != (tt.want != "") {
			t.Errorf("Redirect(%q) = %q, %v, want %q", tt.path, id, ok, tt.want)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	broken := errors.New("disk on fire")
	tests := []struct {
		name string
		fsys fs.FS
		want error
	}{
		{"no such folder", missingFS{}, fs.ErrNotExist},
		{"a file", rootFS{files(map[string]string{"a": ""}), "a", nil}, fs.ErrInvalid},
		{"unreadable", rootFS{files(nil), ".", broken}, broken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, err := content.Open(tt.fsys)
			if l != nil || !errors.Is(err, tt.want) {
				t.Errorf("Open = %v, %v, want %v", l, err, tt.want)
			}
		})
	}
}

type missingFS struct{}

func (missingFS) Open(string) (fs.File, error) { return nil, fs.ErrNotExist }

// rootFS is a file system whose root is another of its files, or can't be
// listed.
type rootFS struct {
	fstest.MapFS
	root string
	err  error
}

func (f rootFS) Open(name string) (fs.File, error) { return f.MapFS.Open(f.root) }
func (f rootFS) Stat(name string) (fs.FileInfo, error) {
	return f.MapFS.Stat(f.root)
}
func (f rootFS) ReadDir(name string) ([]fs.DirEntry, error) { return nil, f.err }
