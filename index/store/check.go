package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/util"
	"go.etcd.io/bbolt"
)

// How damage is found. The engine's files are a list, root.bolt, and segments
// that never change once they are written. It ends each segment with a CRC-32 of
// what it meant to write, and checks nothing when it opens one; we do.
//
// When a store is closed, all its files are checked and their sizes and sums
// recorded in a seal beside them, which is removed before the store is opened for
// writing again. So nothing has to be recorded while the engine writes and
// merges in the background:
//
//   - a sealed store must be what it was when it was closed, byte by byte;
//   - in one without a seal, whose process was ended or whose machine stopped,
//     the structure of the list and the sums in the segments must be right, and
//     the documents those that the manifest names (see [Store.load]).
//
// A CRC is meant for accidents, as these are, and is computed at the speed of memory.

// rootFile is the engine's list of segments and internal values.
const rootFile = "root.bolt"

// checkUnsealed checks the files of a store that has no seal.
func checkUnsealed(dir string) error {
	_, err := sums(dir)
	return err
}

// sums checks the files of a closed store as far as they tell themselves, and
// gives their sums.
func sums(dir string) ([]fileSum, error) {
	root, err := os.ReadFile(filepath.Join(dir, rootFile))
	if err != nil {
		return nil, err
	}
	if err := checkBolt(root); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	list, err := segments(dir)
	if err != nil {
		return nil, err
	}
	files := []fileSum{{Name: rootFile, Size: int64(len(root)), Sum: crc32.Checksum(root, castagnoli)}}
	for _, segment := range list {
		f, err := sumSegment(dir, segment)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// A listed segment is what the engine's list says of one.
type listed struct {
	name string
	docs uint64 // how many it must hold at least, for those that are gone to be among them
}

// segments lists the segments that the engine's list names. Other files with
// such names are leavings of a process that was ended.
func segments(dir string) (found []listed, err error) {
	db, err := bbolt.Open(filepath.Join(dir, rootFile), 0o600, &bbolt.Options{ReadOnly: true, Timeout: lockTime})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.View(func(tx *bbolt.Tx) error {
		all := tx.Bucket(util.BoltSnapshotsBucket)
		if all == nil {
			return nil
		}
		return all.ForEachBucket(func(epoch []byte) error {
			snapshot := all.Bucket(epoch)
			return snapshot.ForEachBucket(func(id []byte) error {
				segment := snapshot.Bucket(id)
				path := string(segment.Get(util.BoltPathKey))
				if path == "" {
					return nil
				}
				docs, err := leastDocuments(segment.Get(util.BoltDeletedKey))
				if err != nil || filepath.Base(path) != path {
					return fmt.Errorf("%w: %s: segment %.40q: %w", ErrDamaged, rootFile, path, err)
				}
				found = append(found, listed{path, docs})
				return nil
			})
		})
	})
	return found, err
}

// leastDocuments reads the set of documents of a segment that are gone. The
// engine relies on what it says, in goroutines of its own.
func leastDocuments(gone []byte) (uint64, error) {
	if gone == nil {
		return 0, nil
	}
	set := roaring.New()
	if err := catch(func() error { _, err := set.FromUnsafeBytes(slices.Clone(gone)); return err }); err != nil {
		return 0, err
	}
	if err := set.Validate(); err != nil {
		return 0, err
	}
	if set.IsEmpty() {
		return 0, nil
	}
	return uint64(set.Maximum()) + 1, nil
}

// lockTime is how long a store waits for another process that has it.
const lockTime = 100 * time.Millisecond

// A segment's footer ends with the number of its documents, two offsets, two
// versions, and the CRC-32 (IEEE) of all before.
const (
	segmentFooter = 8 + 8 + 8 + 4 + 4 + segmentSum
	segmentSum    = 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sumSegment checks a segment by its own sum.
func sumSegment(dir string, want listed) (fileSum, error) {
	own := crc32.NewIEEE()
	sum, footer, err := sumFile(dir, want.name, own, segmentFooter)
	if err != nil {
		return sum, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if len(footer) < segmentFooter {
		return sum, fmt.Errorf("%w: %s: ends early", ErrDamaged, want.name)
	}
	own.Write(footer[:segmentFooter-segmentSum])
	if own.Sum32() != binary.BigEndian.Uint32(footer[segmentFooter-segmentSum:]) {
		return sum, fmt.Errorf("%w: %s: its sum is wrong", ErrDamaged, want.name)
	}
	if docs := binary.BigEndian.Uint64(footer); docs < want.docs {
		return sum, fmt.Errorf("%w: %s: has %d documents, and number %d is gone", ErrDamaged, want.name, docs, want.docs-1)
	}
	return sum, nil
}

// sumFile sums a file, and gives what stands before its last bytes to w, and
// those apart. It reads, and does not map: a bad sector is an error here.
func sumFile(dir, name string, w io.Writer, last int64) (fileSum, []byte, error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return fileSum{}, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fileSum{}, nil, err
	}
	sum := crc32.New(castagnoli)
	before := io.LimitReader(f, max(0, info.Size()-last))
	size, err := io.CopyBuffer(io.MultiWriter(sum, w), before, make([]byte, 256<<10))
	if err != nil {
		return fileSum{}, nil, err
	}
	footer, err := io.ReadAll(io.LimitReader(f, last))
	sum.Write(footer)
	return fileSum{Name: name, Size: size + int64(len(footer)), Sum: sum.Sum32()}, footer, err
}
