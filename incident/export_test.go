package incident

import "context"

// Compared are the ids of all pairs of accounts that are compared with each
// other under weights that let none fall out.
func Compared(ctx context.Context, accounts []Account, w Weights) (map[[2]string]bool, error) {
	w.Propose, w.Join = -1000, 1000
	f, err := newFuser(FuseOptions{Weights: w})
	if err != nil {
		return nil, err
	}
	if err := f.file(accounts); err != nil {
		return nil, err
	}
	edges, err := f.edges(ctx)
	out := make(map[[2]string]bool, len(edges))
	for _, e := range edges {
		out[[2]string{f.ids[e.a], f.ids[e.b]}] = true
	}
	return out, err
}
