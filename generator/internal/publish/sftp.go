package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"os/user"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"
)

// SFTP tells how to reach a server (https://datatracker.ietf.org/doc/html/draft-ietf-secsh-filexfer-02).
type SFTP struct {
	Address    *url.URL // sftp://user@host:port/folder; /~/folder is one in the user's home
	Identity   string   // a file with a private key; otherwise those in ~/.ssh, and those of the agent
	Key        string   // a private key itself
	Passphrase string   // of the keys
	Password   string
	KnownHosts string        // a file; otherwise ~/.ssh/known_hosts
	Timeout    time.Duration // after which a server that says nothing is given up: 30 s
}

// OpenSFTP connects to a server. Its key must be known: a server that is another one than before gets nothing.
func OpenSFTP(ctx context.Context, opt SFTP) (Store, error) {
	config, err := opt.config()
	if err != nil {
		return nil, err
	}
	r := &remote{ctx: ctx, config: config, host: opt.host()}
	r.base = opt.Address.Path
	if home, ok := strings.CutPrefix(r.base, "/~/"); ok || r.base == "/~" {
		r.base = strings.TrimPrefix(home, "/~")
	}
	r.base = cmp.Or(r.base, ".")
	if _, err := r.client(); err != nil {
		return nil, err
	}
	return &diskStore{disk: r, atOnce: 8}, nil
}

func (o *SFTP) host() string {
	return net.JoinHostPort(o.Address.Hostname(), cmp.Or(o.Address.Port(), "22"))
}

// config settles who logs in, how, and where.
func (o *SFTP) config() (*ssh.ClientConfig, error) {
	name := o.Address.User.Username()
	if name == "" {
		u, err := user.Current()
		if err != nil {
			return nil, err
		}
		name = u.Username
	}
	file := o.KnownHosts
	home, err := os.UserHomeDir()
	if err != nil && (file == "" || o.Identity == "") {
		return nil, err
	}
	file = cmp.Or(file, filepath.Join(home, ".ssh", "known_hosts"))
	known, err := knownhosts.New(file)
	if err != nil {
		return nil, fmt.Errorf("the keys of known servers cannot be read: %w; ssh-keyscan %s prints the server's, which its owner should confirm", err, o.Address.Hostname())
	}
	auth, err := o.auth(filepath.Join(home, ".ssh"))
	if err != nil {
		return nil, err
	}
	return &ssh.ClientConfig{
		User: name, Auth: auth, Timeout: cmp.Or(o.Timeout, 30*time.Second),
		HostKeyCallback: explainedKey(known, file), HostKeyAlgorithms: algorithmsFor(known, o.host()),
	}, nil
}

// auth gathers the ways to log in.
func (o *SFTP) auth(dir string) ([]ssh.AuthMethod, error) {
	var signers []ssh.Signer
	add := func(what string, key []byte) error {
		s, err := ssh.ParsePrivateKey(key)
		if missing := (*ssh.PassphraseMissingError)(nil); errors.As(err, &missing) && o.Passphrase != "" {
			s, err = ssh.ParsePrivateKeyWithPassphrase(key, []byte(o.Passphrase))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		signers = append(signers, s)
		return nil
	}
	switch {
	case o.Key != "":
		if err := add("the key", []byte(strings.TrimSpace(o.Key)+"\n")); err != nil {
			return nil, err
		}
	case o.Identity != "":
		key, err := os.ReadFile(o.Identity)
		if err == nil {
			err = add(o.Identity, key)
		}
		if err != nil {
			return nil, err
		}
	default:
		for _, name := range []string{"id_ed25519", "id_ecdsa", "id_rsa"} {
			if key, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
				_ = add(name, key) // it may need a passphrase that only the agent knows
			}
		}
	}
	var all []ssh.AuthMethod
	if socket := os.Getenv("SSH_AUTH_SOCK"); socket != "" && o.Key == "" {
		if conn, err := net.Dial("unix", socket); err == nil {
			if held, err := agent.NewClient(conn).Signers(); err == nil {
				signers = append(signers, held...)
			}
		}
	}
	if len(signers) > 0 {
		all = append(all, ssh.PublicKeys(signers...))
	}
	if o.Password != "" {
		all = append(all, ssh.Password(o.Password))
	}
	if len(all) == 0 {
		return nil, errors.New("there is no key to log in with: name one with --identity, or start an agent")
	}
	return all, nil
}

// explainedKey says what to do about a server that is not known.
func explainedKey(known ssh.HostKeyCallback, file string) ssh.HostKeyCallback {
	return func(host string, remote net.Addr, key ssh.PublicKey) error {
		err := known(host, remote, key)
		wrong := (*knownhosts.KeyError)(nil)
		switch {
		case err == nil:
			return nil
		case errors.As(err, &wrong) && len(wrong.Want) == 0:
			return &Fatal{fmt.Errorf("the server is not known; if its key is %s, add it to %s:\n%s", ssh.FingerprintSHA256(key), file, knownhosts.Line([]string{host}, key))}
		case errors.As(err, &wrong):
			return &Fatal{fmt.Errorf("the server has another key than %s says, %s: it may be somebody else's", file, ssh.FingerprintSHA256(key))}
		}
		return &Fatal{err}
	}
}

// algorithmsFor has a server show a key of a kind that is known; it may have several.
func algorithmsFor(known ssh.HostKeyCallback, host string) []string {
	err := known(host, &net.TCPAddr{IP: net.IPv4zero}, noKey{})
	wrong := (*knownhosts.KeyError)(nil)
	if !errors.As(err, &wrong) {
		return nil
	}
	var all []string
	for _, k := range wrong.Want {
		if k.Key.Type() == ssh.KeyAlgoRSA {
			all = append(all, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
		}
		all = append(all, k.Key.Type())
	}
	return all
}

// noKey is a key that no server has.
type noKey struct{}

func (noKey) Type() string                        { return "none" }
func (noKey) Marshal() []byte                     { return nil }
func (noKey) Verify([]byte, *ssh.Signature) error { return errors.New("no key") }

// remote is the disk of a server. A connection that broke is made anew for the next request.
type remote struct {
	ctx    context.Context // of the connections, which are made when they are needed
	config *ssh.ClientConfig
	host   string
	base   string

	mu   sync.Mutex
	conn *ssh.Client
	sftp *sftp.Client
	dead chan struct{} // is closed when the connection ended
}

// client gives the connection.
func (r *remote) client() (*sftp.Client, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sftp != nil {
		select {
		case <-r.dead:
			_ = r.conn.Close()
			r.sftp = nil
		default:
			return r.sftp, nil
		}
	}
	dialer := net.Dialer{Timeout: r.config.Timeout}
	raw, err := dialer.DialContext(r.ctx, "tcp", r.host)
	if err != nil {
		return nil, err
	}
	_ = raw.SetDeadline(time.Now().Add(r.config.Timeout))
	conn, channels, requests, err := ssh.NewClientConn(raw, r.host, r.config)
	if err != nil {
		_ = raw.Close()
		return nil, loginError(err)
	}
	_ = raw.SetDeadline(time.Time{})
	r.conn = ssh.NewClient(conn, channels, requests)
	if r.sftp, err = sftp.NewClient(r.conn); err != nil {
		r.sftp = nil
		_ = r.conn.Close()
		return nil, fmt.Errorf("the server offers no SFTP: %w", err)
	}
	r.dead = make(chan struct{})
	go func(c *sftp.Client, dead chan struct{}) { _ = c.Wait(); close(dead) }(r.sftp, r.dead)
	go r.attend(r.conn, r.dead)
	return r.sftp, nil
}

// attend ends a connection over which nothing comes any more, which requests would wait for without an end, and, some time after the context's, any.
func (r *remote) attend(conn *ssh.Client, dead <-chan struct{}) {
	every := time.NewTicker(r.config.Timeout / 2)
	defer every.Stop()
	for {
		select {
		case <-dead:
			return
		case <-r.ctx.Done():
			select {
			case <-dead:
			case <-time.After(r.config.Timeout): // for the list and the lock
				_ = conn.Close()
			}
			return
		case <-every.C:
		}
		silent := time.AfterFunc(r.config.Timeout, func() { _ = conn.Close() })
		_, _, err := conn.SendRequest("keepalive@openssh.com", true, nil) // any answer is a sign of life
		silent.Stop()
		if err != nil {
			return
		}
	}
}

// loginError marks errors that stay.
func loginError(err error) error {
	if fatal := (*Fatal)(nil); errors.As(err, &fatal) {
		return fatal
	}
	if strings.Contains(err.Error(), "unable to authenticate") {
		return &Fatal{fmt.Errorf("the server does not let in with these keys: %w", err)}
	}
	return err
}

// explained says more than servers do, which have no word for most of what can happen.
func (r *remote) explained(err error) error {
	if status := (*sftp.StatusError)(nil); errors.As(err, &status) && status.FxCode() == sftp.ErrSSHFxFailure {
		return fmt.Errorf("the server says no more than %w; its disk may be full", err)
	}
	if errors.Is(err, fs.ErrPermission) {
		return &Fatal{err}
	}
	return err
}

func (r *remote) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sftp == nil {
		return nil
	}
	return errors.Join(r.sftp.Close(), ignoreClosed(r.conn.Close()))
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) || errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// with makes a request.
func (r *remote) with(name string, request func(c *sftp.Client, name string) error) error {
	c, err := r.client()
	if err != nil {
		return err
	}
	return request(c, path.Join(r.base, name))
}

func (r *remote) readDir(name string) (all []fs.FileInfo, err error) {
	err = r.with(name, func(c *sftp.Client, name string) (err error) { all, err = c.ReadDir(name); return err })
	return all, err
}

func (r *remote) stat(name string) (info fs.FileInfo, err error) {
	err = r.with(name, func(c *sftp.Client, name string) (err error) { info, err = c.Lstat(name); return err })
	return info, err
}

func (r *remote) open(name string) (in io.ReadCloser, err error) {
	err = r.with(name, func(c *sftp.Client, name string) (err error) { in, err = c.Open(name); return err })
	return in, err
}

func (r *remote) create(name string, exclusive bool) (out io.WriteCloser, err error) {
	err = r.with(name, func(c *sftp.Client, full string) (err error) {
		out, err = c.OpenFile(full, toWrite(exclusive))
		if err != nil && exclusive {
			if _, there := c.Lstat(full); there == nil {
				return fs.ErrExist // which the protocol does not say
			}
		}
		return err
	})
	return out, err
}

// replace moves a file over another. Servers that cannot lose a moment between.
func (r *remote) replace(from, to string) error {
	return r.with(from, func(c *sftp.Client, full string) error {
		target := path.Join(r.base, to)
		if _, ok := c.HasExtension("posix-rename@openssh.com"); ok {
			return missing(c, target, c.PosixRename(full, target))
		}
		if err := c.Remove(target); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return missing(c, target, c.Rename(full, target))
	})
}

// missing tells that it is the folder that is not there, which servers say in several ways.
func missing(c *sftp.Client, target string, err error) error {
	if err == nil {
		return nil
	}
	if _, there := c.Stat(path.Dir(target)); errors.Is(there, fs.ErrNotExist) {
		return fs.ErrNotExist
	}
	return err
}

func (r *remote) remove(name string) error {
	return r.with(name, func(c *sftp.Client, name string) error { return c.Remove(name) })
}

func (r *remote) mkdir(name string) error {
	return r.with(name, func(c *sftp.Client, name string) error { return c.MkdirAll(name) })
}
