// Lets every request of Envoy's ext_authz filter pass: what the protocol costs a server in Go.
package main

import (
	"context"

	auth "github.com/envoyproxy/go-control-plane/envoy/service/auth/v3"
	"google.golang.org/genproto/googleapis/rpc/status"
	"sluice.dev/bench/peers/authz/serve"
)

func main() {
	serve.Run(func(context.Context, *auth.CheckRequest) *auth.CheckResponse {
		return &auth.CheckResponse{
			Status:       &status.Status{},
			HttpResponse: &auth.CheckResponse_OkResponse{OkResponse: &auth.OkHttpResponse{}},
		}
	})
}
