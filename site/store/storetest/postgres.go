// Package storetest gives tests real databases: a file of SQLite, and a
// cluster of PostgreSQL of the test's own.
package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver pgx
)

// A Cluster is a PostgreSQL server with a folder and a port of its own.
type Cluster struct {
	dir  string // holds data and socket
	bin  string
	port int
	n    int
	mu   sync.Mutex
}

// StartCluster makes and starts a cluster. [Cluster.Stop] ends it.
func StartCluster() (*Cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "yanxi-postgres-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{dir: dir, bin: bin}
	if err := c.prepare(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := c.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return c, nil
}

// binaries is the folder of PostgreSQL's programs, as Debian has it.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.New("PostgreSQL is missing: run make parts")
	}
	return filepath.Dir(found[len(found)-1]), nil
}

func (c *Cluster) prepare() error {
	port, err := freePort()
	if err != nil {
		return err
	}
	c.port = port
	if owner, err := c.owner(); err != nil {
		return err
	} else if owner != nil {
		uid, _ := strconv.Atoi(owner.Uid)
		gid, _ := strconv.Atoi(owner.Gid)
		if err := os.Chown(c.dir, uid, gid); err != nil {
			return err
		}
	}
	return c.command("initdb", "-D", c.data(), "-U", "yanxi", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
}

// owner is whom the server runs as: it refuses to run as root.
func (c *Cluster) owner() (*user.User, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	return user.Lookup("postgres")
}

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

// Start starts the server and waits until it answers.
func (c *Cluster) Start() error {
	options := fmt.Sprintf("-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories=%s -c fsync=off -c max_connections=200", c.port, c.dir)
	return c.command("pg_ctl", "-D", c.data(), "-w", "-t", "60", "-l", filepath.Join(c.dir, "log"), "-o", options, "start")
}

// Halt stops the server as an administrator would who cannot wait: connections are cut.
func (c *Cluster) Halt() error {
	return c.command("pg_ctl", "-D", c.data(), "-w", "-m", "fast", "stop")
}

// Stop ends the server and removes its folder.
func (c *Cluster) Stop() error {
	return errors.Join(c.command("pg_ctl", "-D", c.data(), "-w", "-m", "immediate", "stop"), os.RemoveAll(c.dir))
}

func (c *Cluster) command(name string, args ...string) error {
	args = append([]string{filepath.Join(c.bin, name)}, args...)
	owner, err := c.owner()
	if err != nil {
		return err
	}
	if owner != nil {
		args = append([]string{"setpriv", "--reuid=" + owner.Uid, "--regid=" + owner.Gid, "--clear-groups"}, args...)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // the programs and options named above
	cmd.Dir = c.dir
	out, err := os.CreateTemp("", "yanxi-postgres-out-") // a pipe would stay open in the server
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w: %s", name, err, said)
	}
	return nil
}

// Address is that of a database of the cluster.
func (c *Cluster) Address(database string) string {
	return fmt.Sprintf("postgres://yanxi@127.0.0.1:%d/%s?sslmode=disable", c.port, database)
}

// Database makes an empty database and returns its address.
func (c *Cluster) Database(t testing.TB) string {
	t.Helper()
	c.mu.Lock()
	c.n++
	name := fmt.Sprintf("test_%d", c.n)
	c.mu.Unlock()
	admin, err := sql.Open("pgx", c.Address("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	if _, err := admin.ExecContext(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return c.Address(name)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
