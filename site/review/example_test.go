package review

import (
	"fmt"
	"testing/fstest"
	"time"
)

func Example() {
	files := fstest.MapFS{"notes/x.md": {Data: []byte("# 值班\n\n谁先看到，谁先说。\n")}}
	now := time.Date(2026, 11, 28, 2, 3, 4, 0, time.UTC)
	for _, gate := range []string{"policy", "wording", "confidentiality", "law"} {
		board, err := OpenBoard(files)
		if err != nil {
			panic(err)
		}
		change, err := board.Sign(Signature{ID: "notes/x", Gate: gate}, Actor{Name: "li", Role: "reviewer", Via: ViaDesk}, now)
		if err != nil {
			panic(err)
		}
		for name, data := range change.Files {
			files[name] = &fstest.MapFile{Data: data}
		}
		fmt.Println(change.Subject)
	}
	// Output:
	// 签字（policy）：值班
	// 签字（wording）：值班
	// 签字（confidentiality）：值班
	// 发布：值班
}
