package store

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// ErrDamaged means that the engine met bytes that cannot be right.
var ErrDamaged = errors.New("the index is damaged")

// Guard runs a function that reads the engine and turns what goes wrong there
// into [ErrDamaged]. On some kinds of damage the engine returns errors, on
// others it panics, and where a file is shorter than it was when it was mapped,
// the read faults. Nothing else should be done in the function: its own mistakes
// would be taken for damage.
func Guard(read func() error) error {
	var own error // told from what catch finds
	if err := catch(func() error { own = read(); return nil }); err != nil {
		return err
	}
	if own != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, own)
	}
	return nil
}

// catch turns panics and faults of a function into [ErrDamaged], and gives its
// own errors as they are.
func catch(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	return f()
}
