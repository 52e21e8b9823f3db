package pinyin_test

import (
	"fmt"

	"yanxi/index/zh/pinyin"
)

func Example() {
	r := pinyin.Default()
	fmt.Println(r.Full("政务新媒体"), r.Initials("政务新媒体"))
	fmt.Println(r.Full("重庆的银行行长"))
	// Output:
	// zhengwuxinmeiti zwxmt
	// chongqingdeyinhanghangzhang
}
