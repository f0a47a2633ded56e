//go:build !unix

package growthtest

import "time"

func processorTime() time.Duration { return 0 }
