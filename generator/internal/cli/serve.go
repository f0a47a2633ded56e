package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/net/idna"
	"golang.org/x/sync/errgroup"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
	"assay/generator/internal/preview"
)

// liveGCPercent suits programs that go on: with 10 000 claims an edit takes the time that it takes with build.GCPercent, and the program a fifth
// less memory.
const liveGCPercent = 100

// usualPort is where the preview is, if that is free.
const usualPort = 4110

type serveFlags struct {
	siteFlags
	watch watchFlags
	bind  string
	hosts []string // further names that requests may be for
	port  int
	opens bool
	quiet bool
}

func newServe(streams Streams) *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site, and what changes in it",
		Long: `Serve builds the site and shows it to a browser on this machine. Whenever a file changes, the pages that are open change with it.
Drafts and scheduled claims are shown, and say so. What is wrong is said on the pages, too; meanwhile they stay as they last were
without errors. Nothing is written. It ends with Ctrl+C.

Pages are under the path of base_url, and addresses in feeds and structured data are those of the published site.`,
		Example: "  assay serve --open\n  assay serve --port 8080 --drafts=false",
		Args: func(c *cobra.Command, args []string) error {
			return cmp.Or(f.watch.check(c, args), f.checkAddresses())
		},
		RunE: func(c *cobra.Command, _ []string) error {
			return f.run(c.Context(), streams)
		},
	}
	f.add(c)
	f.watch.add(c)
	flags := c.Flags()
	f.drafts, flags.Lookup("drafts").DefValue = true, "true"
	flags.StringVar(&f.baseURL, "base-url", "", "build for this `URL` instead of the one in site.yaml")
	flags.StringVar(&f.bind, "bind", "127.0.0.1", "listen on this `address`; 0.0.0.0 shows the site, drafts too, to all who reach this machine")
	flags.StringSliceVar(&f.hosts, "allow-host", nil, "answer requests for this `name`, too: that of a tunnel or a proxy; .example.org allows all names below it")
	flags.IntVarP(&f.port, "port", "p", usualPort, "listen on this `port`, or the next free one; 0 takes any")
	flags.BoolVarP(&f.opens, "open", "o", false, "open the site in a browser")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print the address and errors only")
	_ = c.RegisterFlagCompletionFunc("bind", cobra.FixedCompletions([]cobra.Completion{"127.0.0.1", "0.0.0.0"}, cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("port", cobra.NoFileCompletions)
	return c
}

func (f *serveFlags) run(ctx context.Context, streams Streams) error {
	site, err := f.openLive(ctx)
	if err != nil {
		return err
	}
	defer site.close()
	collectAt(liveGCPercent)
	listener, err := listen(f.bind, f.port)
	if err != nil {
		return err
	}
	defer listener.Close()
	least := diag.Warning
	if f.quiet {
		least = diag.Error
	}
	log := newLog(streams, least)
	server := preview.New(preview.Options{Hosts: append(hosts(f.bind), f.hosts...), Log: log.line})

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return serveHTTP(ctx, listener, server) })
	group.Go(func() error {
		base := ""
		return f.watch.run(ctx, site, func(_ context.Context, r *build.Result) shown {
			s := difference(server.Publish(r))
			if now := server.Base(); now != base { // the first time, and when somebody edits base_url
				address := "http://" + reachable(listener.Addr(), f.bind) + now
				sayf(streams.Out, "%s\n", address)
				if base == "" {
					f.begin(streams, listener.Addr(), address)
				}
				base = now
			}
			return s
		}, log)
	})
	return group.Wait()
}

// begin warns those who show the site to others, and opens a browser for those who asked for one.
func (f *serveFlags) begin(streams Streams, at net.Addr, address string) {
	if tcp, ok := at.(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		sayf(streams.Err, "warning: everybody who can reach this machine at %s sees the site, drafts too\n", at)
	}
	if !f.opens {
		return
	}
	if err := openBrowser(address); err != nil {
		sayf(streams.Err, "warning: no browser could be opened: %v\n", err)
	}
}

// reachable gives an address that a browser on this machine can go to: not 0.0.0.0, which means all of them.
func reachable(at net.Addr, bind string) string {
	tcp, ok := at.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		own := "127.0.0.1"
		if strings.Contains(bind, ":") { // the system may give 0.0.0.0 as [::]
			own = "::1"
		}
		return net.JoinHostPort(own, strconv.Itoa(tcp.Port))
	}
	return at.String()
}

// checkAddresses brings --bind and --allow-host into their usual form.
func (f *serveFlags) checkAddresses() error {
	bind := strings.TrimSpace(f.bind)
	if _, port, err := net.SplitHostPort(bind); err == nil && (port != "" || strings.HasPrefix(bind, "[")) {
		return fmt.Errorf("--bind %s: write the address without a port; --port names that", f.bind)
	}
	inner, opened := strings.CutPrefix(bind, "[")
	inner, closed := strings.CutSuffix(inner, "]")
	_, err := netip.ParseAddr(inner)
	if isName := hostName.MatchString(inner); inner == "" || opened != closed || err != nil && (opened || !isName) {
		return fmt.Errorf("--bind %q is not an address; write one such as 127.0.0.1, ::1 or 0.0.0.0", f.bind)
	}
	f.bind = inner
	for i, host := range f.hosts {
		name := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(host), "*"), ".")
		point := strings.HasPrefix(name, ".")
		ascii, err := idna.Lookup.ToASCII(strings.TrimPrefix(name, "."))
		if err != nil || !hostName.MatchString(ascii) {
			return fmt.Errorf("--allow-host %q is not a name; write one such as preview.example.org, without https:// and port", host)
		}
		if f.hosts[i] = ascii; point {
			f.hosts[i] = "." + ascii
		}
	}
	return nil
}

// hostName is what the name of a host looks like.
var hostName = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*$`)

// hosts are names under which a preview that others may see is asked for: those of this machine.
func hosts(bind string) []string {
	name, err := os.Hostname()
	if ip := net.ParseIP(bind); err != nil || ip != nil && ip.IsLoopback() {
		return nil
	}
	return []string{bind, name, name + ".local"}
}

// listen takes a port, or the next free one.
func listen(bind string, port int) (net.Listener, error) {
	const tries, maxPort = 100, 65535
	for n := port; ; n++ {
		l, err := net.Listen("tcp", net.JoinHostPort(bind, strconv.Itoa(n)))
		if err == nil || port == 0 || n == port+tries || n == maxPort || !errors.Is(err, syscall.EADDRINUSE) {
			return l, err
		}
	}
}

// serveHTTP answers until the context ends.
func serveHTTP(ctx context.Context, l net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends the event streams, which would go on for ever
		ReadHeaderTimeout: 10 * time.Second,
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		soon, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := server.Shutdown(soon); err != nil {
			err = server.Close() // somebody is still downloading
			stopped <- err
			return
		}
		stopped <- nil
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

// difference says how a result differs from what was shown before.
func difference(c preview.Change) shown {
	n := c.Changed + c.Added + c.Removed
	switch {
	case c.Failed && c.Generation == 1:
		return shown{instead: "there is nothing to show until that is mended"}
	case c.Failed:
		return shown{instead: "the pages stay as they last were"}
	case c.Generation == 1:
		return shown{what: count(c.Added, "output")}
	case n == 1:
		return shown{what: "1 output differs"}
	default:
		return shown{what: count(n, "output") + " differ"}
	}
}
