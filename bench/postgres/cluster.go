// Package postgres runs the peer: Debian's own PostgreSQL and PostGIS, as its
// owner would tune it, on a loopback port and in a folder that goes away.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/truceline/truceline/bench/measure"
)

// ErrNotInstalled says in one line what to install.
var ErrNotInstalled = errors.New("no PostgreSQL with PostGIS found: apt-get install postgresql-15 postgresql-15-postgis-3, or set PG_BIN")

// settings are the tuned peer's: everything in memory, no parallel workers and
// no compilation unless a query asks for them, and every commit on disk.
var settings = []string{
	"shared_buffers=4GB", "work_mem=256MB", "maintenance_work_mem=512MB", "max_wal_size=8GB",
	"effective_cache_size=8GB", "random_page_cost=1.1", "jit=off", "max_parallel_workers_per_gather=0",
	"max_parallel_maintenance_workers=0", "parallel_setup_cost=0", "parallel_tuple_cost=0", // it would not split 300 areas otherwise
	"min_parallel_table_scan_size=0", "min_parallel_index_scan_size=0", "checkpoint_timeout=30min", "fsync=on", "synchronous_commit=on",
	"full_page_writes=on", "autovacuum=off", // tables are vacuumed and analyzed when loaded
	"timezone=UTC", "unix_socket_directories=",
}

// A Cluster is a running server of our own.
type Cluster struct {
	dir  string
	port int
	cmd  *exec.Cmd
	done chan error
}

// Start makes a new cluster and starts it. The calling goroutine must stay
// locked to its thread (see measure.DieWithParent). ErrNotInstalled if there is
// no server to start, or it has no PostGIS.
func Start(ctx context.Context) (_ *Cluster, err error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	c := &Cluster{done: make(chan error, 1)}
	if c.dir, err = os.MkdirTemp("", "truceline-bench-pg-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			c.Stop()
		}
	}()
	attr, err := owner(c.dir)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(c.dir, "data")
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
	initdb.Dir, initdb.SysProcAttr = c.dir, attr()
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	if c.port, err = freePort(); err != nil {
		return nil, err
	}
	args := []string{"-D", data, "-h", "127.0.0.1", "-p", strconv.Itoa(c.port)}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	c.cmd = exec.Command(filepath.Join(bin, "postgres"), args...)
	c.cmd.Dir, c.cmd.SysProcAttr = c.dir, attr()
	c.cmd.SysProcAttr.Setpgid = true // an interrupt at the terminal reaches us alone, and we stop it
	measure.DieWithParent(c.cmd.SysProcAttr, syscall.SIGQUIT)
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { c.done <- c.cmd.Wait() }()
	return c, c.await(ctx)
}

// await connects until the server answers.
func (c *Cluster) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		conn, err := c.Connect(ctx)
		if err == nil {
			return errors.Join(hasPostGIS(ctx, conn), conn.Close(ctx))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for PostgreSQL: %w", err)
		case err := <-c.done:
			c.done <- err
			return fmt.Errorf("PostgreSQL ended at once: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// hasPostGIS is ErrNotInstalled where the server cannot load PostGIS.
func hasPostGIS(ctx context.Context, conn *pgx.Conn) error {
	var has bool
	err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'postgis')").Scan(&has)
	if err == nil && !has {
		return ErrNotInstalled
	}
	return err
}

// Connect opens a connection.
func (c *Cluster) Connect(ctx context.Context) (*pgx.Conn, error) {
	return pgx.Connect(ctx, fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", c.port))
}

// Memory is the memory of all of the server's processes, shared pages counted
// once, bytes.
func (c *Cluster) Memory() int64 { return measure.FamilyMemory(c.cmd.Process.Pid) }

// timed runs f, which asks the backend of a connection and nobody else.
func (c *Cluster) timed(conn *pgx.Conn, f func() (string, error)) (measure.Run, error) {
	pid := int(conn.PgConn().PID())
	cpu, start := measure.ProcessCPU(pid), time.Now()
	answer, err := f()
	run := measure.Run{Wall: time.Since(start), CPU: measure.ProcessCPU(pid) - cpu, Answer: answer}
	run.Peak = c.Memory()
	return run, err
}

// Stop ends the server and removes its folder.
func (c *Cluster) Stop() {
	if c.cmd != nil && c.cmd.Process != nil {
		_ = c.cmd.Process.Signal(syscall.SIGQUIT) // immediate: nothing in it is kept
		select {
		case <-c.done:
		case <-time.After(10 * time.Second):
			_ = c.cmd.Process.Kill()
			<-c.done
		}
	}
	_ = os.RemoveAll(c.dir)
}

// programs is the folder of the server's programs: PG_BIN, or the highest
// version that Debian installed.
func programs() (string, error) {
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is well-formed
	if dir := os.Getenv("PG_BIN"); dir != "" {
		dirs = []string{dir}
	}
	for i := len(dirs) - 1; i >= 0; i-- {
		if _, err := os.Stat(filepath.Join(dirs[i], "initdb")); err == nil {
			return dirs[i], nil
		}
	}
	return "", ErrNotInstalled
}

// owner gives dir to the user who will run the server, and returns how to start
// a command as that user. The server refuses to run as root, so root lends it
// the account that Debian made for it.
func owner(dir string) (func() *syscall.SysProcAttr, error) {
	if os.Geteuid() != 0 {
		return func() *syscall.SysProcAttr { return &syscall.SysProcAttr{} }, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, ErrNotInstalled
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err := errors.Join(err1, err2, os.Chown(dir, int(uid), int(gid))); err != nil {
		return nil, err
	}
	return func() *syscall.SysProcAttr {
		return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}, nil
}

// freePort asks the system for a loopback port that nothing listens on.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
