package main

import (
	"net"
	"net/url"
	"sync"
	"testing"
)

// A wire leads to a database, and can be made to carry nothing for a while.
type wire struct {
	address string // of the database at this end
	far     string // host and port

	carrying sync.RWMutex // locked while it carries nothing
	mu       sync.Mutex
	silent   bool
	ends     []net.Conn
}

// openWire leads to the database at an address, until the end of the test.
func openWire(t *testing.T, address string) *wire {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	near, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{far: u.Host}
	u.Host = near.Addr().String()
	w.address = u.String()
	var running sync.WaitGroup
	running.Go(func() {
		for {
			conn, err := near.Accept()
			if err != nil {
				return
			}
			running.Go(func() { w.connect(conn) })
		}
	})
	t.Cleanup(func() {
		w.resume()
		near.Close()
		w.mu.Lock()
		for _, end := range w.ends {
			end.Close()
		}
		w.mu.Unlock()
		running.Wait()
	})
	return w
}

// connect carries what two ends say to each other, until one of them hangs up.
func (w *wire) connect(near net.Conn) {
	defer near.Close()
	far, err := net.Dial("tcp", w.far)
	if err != nil {
		return
	}
	defer far.Close()
	w.mu.Lock()
	w.ends = append(w.ends, near, far)
	w.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { w.carry(near, far) })
	both.Go(func() { w.carry(far, near) })
	both.Wait()
}

func (w *wire) carry(to, from net.Conn) {
	defer to.Close()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		w.carrying.RLock()
		_, failed := to.Write(buf[:n])
		w.carrying.RUnlock()
		if failed != nil || err != nil {
			return
		}
	}
}

// silence makes it carry nothing, until it is resumed.
func (w *wire) silence() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.silent {
		w.silent = true
		w.carrying.Lock()
	}
}

func (w *wire) resume() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.silent {
		w.silent = false
		w.carrying.Unlock()
	}
}
