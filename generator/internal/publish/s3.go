package publish

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3 tells how to reach a bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html).
type S3 struct {
	Address  *url.URL // s3://bucket/folder
	Endpoint string   // of a service that is not Amazon's, such as https://minio.example.org
	Region   string
}

// bucket is a bucket, or what is in it below a prefix.
type bucket struct {
	client *minio.Client
	name   string
	prefix string // with a slash at its end, if there is any
}

// OpenS3 looks for a bucket. Keys are those of the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN), of ~/.aws/credentials, or of the machine.
func OpenS3(ctx context.Context, opt S3) (Store, error) {
	endpoint := cmp.Or(opt.Endpoint, os.Getenv("AWS_ENDPOINT_URL_S3"), os.Getenv("AWS_ENDPOINT_URL"), "https://s3.amazonaws.com")
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("--endpoint %q: it is no address such as https://minio.example.org", endpoint)
	}
	keys := []credentials.Provider{&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}}
	if strings.HasSuffix(u.Hostname(), ".amazonaws.com") {
		keys = append(keys, &credentials.IAM{})
	}
	chain := credentials.NewChainCredentials(keys)
	if value, err := chain.GetWithContext(nil); err != nil || value.AccessKeyID == "" {
		return nil, errors.New("there are no keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them into ~/.aws/credentials")
	}
	client, err := minio.New(u.Host, &minio.Options{
		Creds: chain, Secure: u.Scheme == "https", MaxRetries: 1,
		Region: cmp.Or(opt.Region, os.Getenv("AWS_REGION"), os.Getenv("AWS_DEFAULT_REGION")),
	})
	if err != nil {
		return nil, err
	}
	b := &bucket{client: client, name: opt.Address.Host, prefix: strings.Trim(opt.Address.Path, "/")}
	if b.prefix != "" {
		b.prefix += "/"
	}
	there, err := client.BucketExists(ctx, b.name)
	if err != nil {
		return nil, b.explained(err)
	}
	if !there {
		return nil, fmt.Errorf("there is no bucket %s", b.name)
	}
	return b, nil
}

func (b *bucket) AtOnce() int                 { return 16 }
func (b *bucket) KeepsHeaders() bool          { return true }
func (b *bucket) Close() error                { return nil }
func (b *bucket) Begin(context.Context) error { return nil }
func (b *bucket) End(context.Context) error   { return nil } // an object is there or not

func (b *bucket) List(ctx context.Context) (map[string]string, error) {
	tags := map[string]string{}
	for o := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix, Recursive: true}) {
		if o.Err != nil {
			return nil, b.explained(o.Err)
		}
		name := strings.TrimPrefix(o.Key, b.prefix)
		if name != "" && name != listName && name != lockName && !strings.HasSuffix(name, "/") {
			if err := checkName(name, len(tags)); err != nil {
				return nil, err
			}
			tags[name] = strings.Trim(o.ETag, `"`)
		}
	}
	return tags, ctx.Err()
}

func (b *bucket) Read(ctx context.Context, path string) ([]byte, error) {
	o, err := b.client.GetObject(ctx, b.name, b.prefix+path, minio.GetObjectOptions{})
	if err != nil {
		return nil, b.explained(err)
	}
	defer o.Close()
	data, err := readBounded(o, path)
	return data, b.explained(err)
}

func (b *bucket) Put(ctx context.Context, f File, data []byte) (string, error) {
	return b.put(ctx, f, data, func(*minio.PutObjectOptions) {})
}

func (b *bucket) put(ctx context.Context, f File, data []byte, change func(*minio.PutObjectOptions)) (string, error) {
	opt := minio.PutObjectOptions{ContentType: f.Type, CacheControl: f.Cache, DisableMultipart: true, SendContentMd5: true}
	change(&opt)
	info, err := b.client.PutObject(ctx, b.name, b.prefix+f.Path, bytes.NewReader(data), int64(len(data)), opt)
	if err != nil {
		return "", b.explained(err)
	}
	return strings.Trim(info.ETag, `"`), nil
}

// Create relies on conditional writes. Services that do not know them overwrite; the lock looks at what is there afterwards.
func (b *bucket) Create(ctx context.Context, path string, data []byte) error {
	f := File{Path: path, Type: "text/plain; charset=utf-8", Cache: revalidate}
	_, err := b.put(ctx, f, data, func(o *minio.PutObjectOptions) { o.SetMatchETagExcept("*") })
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	if minio.ToErrorResponse(err).Code == "NotImplemented" {
		_, err = b.Put(ctx, f, data)
	}
	return err
}

func (b *bucket) Delete(ctx context.Context, path string) error {
	err := b.explained(b.client.RemoveObject(ctx, b.name, b.prefix+path, minio.RemoveObjectOptions{}))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// explained says what an error of the service means here.
func (b *bucket) explained(err error) error {
	if err == nil {
		return nil
	}
	r := minio.ToErrorResponse(err)
	switch r.Code {
	case "NoSuchKey":
		return fs.ErrNotExist
	case "PreconditionFailed", "ConditionalRequestConflict":
		return fs.ErrExist
	case "NoSuchBucket":
		return &Fatal{fmt.Errorf("there is no bucket %s", b.name)}
	case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AllAccessDisabled", "AccountProblem", "ExpiredToken", "InvalidToken", "InvalidTokenId", "XAmzContentSHA256Mismatch":
		return &Fatal{fmt.Errorf("the service does not let in with these keys: %s (%s)", r.Message, r.Code)}
	case "QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "EntityTooLarge", "InsufficientCapacity":
		return &Fatal{fmt.Errorf("there is no more room in the bucket: %s (%s)", r.Message, r.Code)}
	case "PermanentRedirect", "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError":
		return &Fatal{fmt.Errorf("the bucket is in another region: %s; name it with --region", r.Message)}
	}
	if r.StatusCode == http.StatusForbidden || r.StatusCode == http.StatusInsufficientStorage || r.StatusCode == http.StatusUnauthorized {
		return &Fatal{err}
	}
	return err
}
