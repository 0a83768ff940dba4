package workload

import (
	"context"
	"os"

	"github.com/truceline/truceline/internal/intake/unlist"
	"github.com/truceline/truceline/sanctions"
)

// List reads a UN list as the program does.
func List(ctx context.Context, path string) (sanctions.Snapshot, error) {
	f, err := os.Open(path)
	if err != nil {
		return sanctions.Snapshot{}, err
	}
	defer f.Close()
	return unlist.Read(ctx, f, unlist.Options{Name: path})
}
