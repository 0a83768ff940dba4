package web

import (
	"log/slog"
	"net/http"
	"os"
	"testing"
)

func TestServeFixture(t *testing.T) {
	addr := os.Getenv("WEB_FIXTURE_ADDR")
	if addr == "" {
		t.Skip()
	}
	t.Fatal(http.ListenAndServe(addr, New(newFixture(t), slog.Default()).Handler()))
}
