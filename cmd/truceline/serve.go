package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/web"
)

// serveCmd serves the pages.
type serveCmd struct {
	record
	Addr     string `default:"127.0.0.1:8080" placeholder:"A" help:"Loopback address and port to listen on."`
	ReadOnly bool   `name:"read-only" help:"Serve without taking in texts or decisions: of a record that may not be written here."`
}

// Help is the example.
func (serveCmd) Help() string {
	return "Example: truceline serve --record ./record --addr 127.0.0.1:8080"
}

// Run serves until it is stopped.
func (c serveCmd) Run(ctx context.Context, e env) error {
	open := c.open
	if c.ReadOnly {
		open = c.read
	}
	d, err := open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	return serve(ctx, e, d, c.Addr)
}

// listen opens the address. Until there are accounts, whoever reaches the pages
// sees all of the record, so it must be someone on this machine.
func listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, truceline.Invalid("--addr", "%q is not an address; write it as 127.0.0.1:8080", addr)
	}
	ip := net.ParseIP(host)
	if host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, truceline.Invalid("--addr", "%s can be reached from other machines, and without accounts anyone there would see the whole record; listen on 127.0.0.1, [::1] or localhost", addr)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, truceline.Unavailable(err, "%s cannot be listened on: %v; choose another port with --addr", addr, err)
	}
	return l, nil
}

// serve answers requests until ctx ends, then lets those under way finish.
func serve(ctx context.Context, e env, d *desk.Desk, addr string) error {
	l, err := listen(addr)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.stderr, nil))
	srv := &http.Server{
		Handler:           web.New(d, log).Handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	fmt.Fprintf(e.stdout, "serving on http://%s\n", l.Addr())
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err = srv.Shutdown(end)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
