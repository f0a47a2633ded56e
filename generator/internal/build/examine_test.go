package build_test

import (
	"context"
	"errors"
	"testing"

	"assay/generator/internal/build"
)

func TestExamineCanBeCalledOff(t *testing.T) {
	_, b := sampleBuilder(t)
	r, err := b.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if found, err := b.Examine(ctx, r, nil, nil); !errors.Is(err, context.Canceled) || found != nil {
		t.Errorf("got %v, %v", found, err)
	}
}

// BenchmarkExamine looks closer at a site that was built and has no history.
func BenchmarkExamine(b *testing.B) {
	sizes(b, func(b *testing.B, claims int) {
		builder := build.New(options(generated(b, claims)))
		r := mustBuild(b, builder)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := builder.Examine(b.Context(), r, nil, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}
