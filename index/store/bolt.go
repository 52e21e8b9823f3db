package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"os"
)

// checkBolt checks that the engine's file of a store, in bbolt's format, can be
// read: that every page up to the highest is either free or reachable from the
// root just once, is of the kind that its place asks for, and holds its keys in
// order. These are the rules of bbolt's own Tx.Check, which cannot be asked
// instead: it reads damage in a goroutine of its own, where a panic ends the
// process, follows pages in a circle until memory ends, and faults on a file
// that was cut. What the values say is not checked here.
func checkBolt(data []byte) error {
	b := &boltFile{data: data}
	if err := b.readMeta(); err != nil {
		return fmt.Errorf("%s: %w", rootFile, err)
	}
	if err := b.check(); err != nil {
		return fmt.Errorf("%s: %w", rootFile, err)
	}
	return nil
}

// The parts of bbolt's format, see its internal/common. Numbers are in the
// machine's order.
const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2

	boltMetaSize = 64 // of the meta itself, after a page's header

	boltPageHeader    = 16
	boltBranchElement = 16
	boltLeafElement   = 16
	boltBucketHeader  = 16

	boltBranch   = 0x01
	boltLeaf     = 0x02
	boltMeta     = 0x04
	boltFreelist = 0x10

	boltBucketFlag = 0x01

	boltNoFreelist = ^uint64(0)
)

var native = binary.NativeEndian

type boltFile struct {
	data     []byte
	pageSize uint64
	root     uint64 // page
	freelist uint64 // page
	pages    uint64 // the number of pages
	used     []bool // pages that are accounted for
	todo     []boltVisit
}

// A boltVisit is a page to be checked, and the keys that it may hold.
type boltVisit struct {
	page   uint64
	lo, hi []byte // lo ≤ key < hi; nil: no bound
}

// readMeta takes the newer of the two pages that begin the file, or the one
// that is whole: bbolt does the same after a torn write.
func (b *boltFile) readMeta() error {
	size := uint64(os.Getpagesize())
	if m := b.metaAt(0); m != nil {
		size = uint64(native.Uint32(m[8:]))
	}
	if size < 512 || size > 1<<16 || size&(size-1) != 0 {
		return fmt.Errorf("pages of %d bytes", size)
	}
	meta := b.metaAt(0)
	if other := b.metaAt(size); meta == nil || other != nil && boltTx(other) > boltTx(meta) {
		meta = other
	}
	if meta == nil {
		return fmt.Errorf("neither of its beginnings is whole")
	}
	b.pageSize = size
	b.root, b.freelist, b.pages = native.Uint64(meta[16:]), native.Uint64(meta[32:]), native.Uint64(meta[40:])
	if b.pages < 2 || b.pages > uint64(len(b.data))/size {
		return fmt.Errorf("%d pages in %d bytes", b.pages, len(b.data))
	}
	for n := range uint64(2) {
		if head := b.data[n*size:]; native.Uint64(head) != n || native.Uint16(head[8:]) != boltMeta {
			return fmt.Errorf("page %d: not a beginning", n)
		}
	}
	return nil
}

// metaAt gives the meta in the page at an offset, or nil if it is not one.
func (b *boltFile) metaAt(offset uint64) []byte {
	if uint64(len(b.data)) < offset+boltPageHeader+boltMetaSize {
		return nil
	}
	m := b.data[offset+boltPageHeader:][:boltMetaSize]
	sum := fnv.New64a()
	sum.Write(m[:56])
	if native.Uint32(m) != boltMagic || native.Uint32(m[4:]) != boltVersion || native.Uint64(m[56:]) != sum.Sum64() {
		return nil
	}
	return m
}

func boltTx(meta []byte) uint64 { return native.Uint64(meta[48:]) }

func (b *boltFile) check() error {
	b.used = make([]bool, b.pages)
	b.used[0], b.used[1] = true, true
	if err := b.checkFree(); err != nil {
		return err
	}
	b.todo = append(b.todo, boltVisit{page: b.root})
	for len(b.todo) > 0 { // ends: no page is taken twice
		next := b.todo[len(b.todo)-1]
		b.todo = b.todo[:len(b.todo)-1]
		page, err := b.take(next.page)
		if err == nil {
			err = b.checkPage(page, next, true)
		}
		if err != nil {
			return fmt.Errorf("page %d: %w", next.page, err)
		}
	}
	for n, used := range b.used {
		if !used {
			return fmt.Errorf("page %d: neither free nor reachable", n)
		}
	}
	return nil
}

// take gives the bytes of a page with those that continue it, which nothing
// else may use.
func (b *boltFile) take(n uint64) ([]byte, error) {
	if n < 2 || n >= b.pages {
		return nil, fmt.Errorf("out of %d pages", b.pages)
	}
	head := b.data[n*b.pageSize:]
	if id := native.Uint64(head); id != n {
		return nil, fmt.Errorf("calls itself %d", id)
	}
	count := uint64(native.Uint32(head[12:])) + 1
	if count > b.pages-n {
		return nil, fmt.Errorf("goes on for %d pages", count)
	}
	for i := n; i < n+count; i++ {
		if b.used[i] {
			return nil, fmt.Errorf("page %d is used twice", i)
		}
		b.used[i] = true
	}
	return head[:count*b.pageSize], nil
}

func (b *boltFile) checkFree() error {
	if b.freelist == boltNoFreelist {
		return fmt.Errorf("no list of free pages")
	}
	page, err := b.take(b.freelist)
	if err != nil {
		return fmt.Errorf("free pages: %w", err)
	}
	if native.Uint16(page[8:]) != boltFreelist {
		return fmt.Errorf("free pages: not a list of them")
	}
	count, ids := uint64(native.Uint16(page[10:])), page[boltPageHeader:]
	if count == 0xFFFF { // the number is too large for its place, and comes first
		count, ids = native.Uint64(ids), ids[8:]
	}
	if count > uint64(len(ids))/8 {
		return fmt.Errorf("free pages: %d in %d bytes", count, len(page))
	}
	for ; count > 0; count, ids = count-1, ids[8:] {
		n := native.Uint64(ids)
		if n < 2 || n >= b.pages || b.used[n] {
			return fmt.Errorf("page %d: free, and used or beyond the end", n)
		}
		b.used[n] = true
	}
	return nil
}

// checkPage checks a page of keys, which stands alone or, for a small bucket,
// inside a value: then it holds no further pages.
func (b *boltFile) checkPage(page []byte, at boltVisit, alone bool) error {
	if len(page) < boltPageHeader {
		return fmt.Errorf("ends early")
	}
	kind, count := native.Uint16(page[8:]), int(native.Uint16(page[10:]))
	branch := kind == boltBranch && alone && count > 0
	if !branch && kind != boltLeaf {
		return fmt.Errorf("of an unknown kind %#x with %d keys", kind, count)
	}
	if boltPageHeader+count*boltLeafElement > len(page) { // both kinds of elements have that size
		return fmt.Errorf("%d keys in %d bytes", count, len(page))
	}
	keys := make([][]byte, count)
	for i := range count {
		element := page[boltPageHeader+i*boltLeafElement:]
		var err error
		if branch {
			keys[i], err = cutBolt(element, uint64(native.Uint32(element)), uint64(native.Uint32(element[4:])))
		} else {
			keys[i], err = b.checkLeaf(element, alone)
		}
		if err == nil && (i > 0 && bytes.Compare(keys[i-1], keys[i]) >= 0 || bytes.Compare(keys[i], at.lo) < 0 || at.hi != nil && bytes.Compare(keys[i], at.hi) >= 0) {
			err = fmt.Errorf("key out of order")
		}
		if err != nil {
			return fmt.Errorf("element %d: %w", i, err)
		}
	}
	if branch {
		b.visitBranches(page, keys, at)
	}
	return nil
}

func (b *boltFile) visitBranches(page []byte, keys [][]byte, at boltVisit) {
	for i, key := range keys {
		hi := at.hi
		if i+1 < len(keys) {
			hi = keys[i+1]
		}
		b.todo = append(b.todo, boltVisit{page: native.Uint64(page[boltPageHeader+i*boltBranchElement+8:]), lo: key, hi: hi})
	}
}

// checkLeaf checks a key and its value, and gives the key.
func (b *boltFile) checkLeaf(element []byte, alone bool) ([]byte, error) {
	flags, pos := native.Uint32(element), uint64(native.Uint32(element[4:]))
	keySize, valueSize := uint64(native.Uint32(element[8:])), uint64(native.Uint32(element[12:]))
	key, err := cutBolt(element, pos, keySize)
	if err != nil {
		return nil, err
	}
	value, err := cutBolt(element, pos+keySize, valueSize)
	if err != nil || flags == 0 {
		return key, err
	}
	if flags != boltBucketFlag || !alone || valueSize < boltBucketHeader {
		return nil, fmt.Errorf("neither a value nor a bucket")
	}
	if root := native.Uint64(value); root != 0 {
		b.todo = append(b.todo, boltVisit{page: root})
		return key, nil
	}
	return key, b.checkPage(value[boltBucketHeader:], boltVisit{}, false)
}

// cutBolt cuts a key or a value, which positions count from their element.
func cutBolt(element []byte, pos, size uint64) ([]byte, error) {
	if pos < boltLeafElement || pos+size > uint64(len(element)) {
		return nil, fmt.Errorf("key or value beyond the page")
	}
	return element[pos : pos+size], nil
}
