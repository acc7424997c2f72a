// Verifies the bearer token of each request by go-oidc. It serves the keys to itself as an issuer would.
package main

import (
	"context"
	"net"
	"net/http"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	auth "github.com/envoyproxy/go-control-plane/envoy/service/auth/v3"
	"sluice.dev/bench/peers/serve"
)

func main() {
	config := &oidc.Config{ClientID: serve.Audience(), SupportedSigningAlgs: []string{oidc.RS256, oidc.ES256}}
	verifiers := map[string]*oidc.IDTokenVerifier{}
	for _, issuer := range serve.Issuers() {
		remote := oidc.NewRemoteKeySet(context.Background(), keys(issuer.Keys))
		verifiers[issuer.Name] = oidc.NewVerifier(issuer.URL, remote, config)
	}
	serve.Run(func(ctx context.Context, request *auth.CheckRequest) *auth.CheckResponse {
		verifier, known := verifiers[serve.Named(request)]
		text, bearer := strings.CutPrefix(serve.Header(request, "authorization"), "Bearer ")
		if !known || !bearer {
			return serve.Deny()
		}
		token, err := verifier.Verify(ctx, text)
		if err != nil {
			return serve.Deny()
		}
		var claims serve.Claims
		if err := token.Claims(&claims); err != nil {
			return serve.Deny()
		}
		return serve.Allow(claims)
	})
}

func keys(file string) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	serve.Must(err)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, file) })
	go func() { serve.Must(http.Serve(listener, handler)) }()
	return "http://" + listener.Addr().String() + "/"
}
