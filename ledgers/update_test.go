package ledgers_test

import "flag"

// update rewrites what the tests compare with; a reviewer reads the difference.
var update = flag.Bool("update", false, "rewrite the files of testdata")
