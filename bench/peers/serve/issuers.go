package serve

import (
	"os"
	"strings"

	auth "github.com/envoyproxy/go-control-plane/envoy/service/auth/v3"
)

// Issuer is whom the routes below one path take tokens of.
type Issuer struct {
	Name, URL, Keys string
}

// Audience is the first argument.
func Audience() string {
	return os.Args[1]
}

// Issuers are the other arguments: the name that the second segment of a path gives, the issuer, and a file with its keys.
func Issuers() []Issuer {
	var issuers []Issuer
	for arguments := os.Args[2:]; len(arguments) >= 3; arguments = arguments[3:] {
		issuers = append(issuers, Issuer{arguments[0], arguments[1], arguments[2]})
	}
	return issuers
}

// Named is the issuer's name in the path of a request.
func Named(request *auth.CheckRequest) string {
	segments := strings.SplitN(request.GetAttributes().GetRequest().GetHttp().GetPath(), "/", 4)
	if len(segments) < 3 {
		return ""
	}
	return segments[2]
}

// Header is a header of the request that is asked about.
func Header(request *auth.CheckRequest, name string) string {
	return request.GetAttributes().GetRequest().GetHttp().GetHeaders()[name]
}
