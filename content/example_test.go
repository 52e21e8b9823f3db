package content_test

import (
	"fmt"
	"testing/fstest"

	"yanxi/content"
)

func ExampleOpen() {
	library, err := content.Open(fstest.MapFS{
		"courses/2019/index.md":  {Data: []byte("---\nkind: course\ntitle: 专题培训班\nunits: [{title: 第一天, documents: [gates]}]\n---\n")},
		"courses/2019/gates.md":  {Data: []byte("# 四道关\n\n发布之前过四道关。\n")},
		"courses/2019/matrix.md": {Data: []byte("# 矩阵\n")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, course := range library.ByKind(content.KindCourse) {
		fmt.Println(course.ID, course.Title)
		for _, d := range library.Material(course) {
			fmt.Println(" ", d.ID, d.Title)
		}
	}
	body, err := library.Read(library.Document("courses/2019/gates"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range body.Sections() {
		fmt.Println(s.Text)
	}
	// Output:
	// courses/2019 专题培训班
	//   courses/2019/gates 四道关
	//   courses/2019/matrix 矩阵
	// 发布之前过四道关。
}
