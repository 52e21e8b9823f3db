package convert_test

import (
	"context"
	"fmt"

	"yanxi/content/convert"
)

func ExampleConvert() {
	page := "<title>值班三件事</title><h1>值班三件事</h1><p>先看<b>时间</b>。<u>再看</u>地点。</p>"
	r, err := convert.Convert(context.Background(), "card.html", []byte(page), convert.Options{Lang: "en"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(r.Markdown))
	for _, n := range r.Notes {
		fmt.Println(n)
	}
	// Output:
	// ---
	// kind: note
	// title: 值班三件事
	// ---
	//
	// 先看**时间**。再看地点。
	// card.html:6:1: info: Underlines are left out (1) [formatting]
}
