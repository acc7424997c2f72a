// Package serve is what the servers that are measured have in common: it says the port and ends with its input.
package serve

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"os"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	auth "github.com/envoyproxy/go-control-plane/envoy/service/auth/v3"
	envoytype "github.com/envoyproxy/go-control-plane/envoy/type/v3"
	"google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
)

// Claims are what an upstream is told of a caller.
type Claims struct {
	User      string `json:"sub"`
	Tenant    string `json:"tid"`
	Project   string `json:"pid"`
	Workspace string `json:"wid"`
	Role      string `json:"role"`
}

// Check decides on one request.
type Check func(context.Context, *auth.CheckRequest) *auth.CheckResponse

type server struct {
	auth.UnimplementedAuthorizationServer
	check Check
}

func (s server) Check(ctx context.Context, request *auth.CheckRequest) (*auth.CheckResponse, error) {
	return s.check(ctx, request), nil
}

// Run answers until the input ends; further services can be registered.
func Run(check Check, further ...func(*grpc.Server)) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	Must(err)
	grpcServer := grpc.NewServer()
	auth.RegisterAuthorizationServer(grpcServer, server{check: check})
	for _, register := range further {
		register(grpcServer)
	}
	go func() { Must(grpcServer.Serve(listener)) }()
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	_, err = io.Copy(io.Discard, os.Stdin)
	Must(err)
}

// Allow lets a request pass and names the caller to the upstream.
func Allow(claims Claims) *auth.CheckResponse {
	return &auth.CheckResponse{
		Status: &status.Status{},
		HttpResponse: &auth.CheckResponse_OkResponse{OkResponse: &auth.OkHttpResponse{
			Headers: []*core.HeaderValueOption{
				set("x-user-id", claims.User),
				set("x-tenant-id", claims.Tenant),
				set("x-project-id", claims.Project),
				set("x-workspace-id", claims.Workspace),
			},
			HeadersToRemove: []string{"authorization"},
		}},
	}
}

// Deny answers 401.
func Deny() *auth.CheckResponse {
	return &auth.CheckResponse{
		Status: &status.Status{Code: int32(codes.Unauthenticated)},
		HttpResponse: &auth.CheckResponse_DeniedResponse{DeniedResponse: &auth.DeniedHttpResponse{
			Status: &envoytype.HttpStatus{Code: envoytype.StatusCode_Unauthorized},
		}},
	}
}

// Must ends the process on an error.
func Must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func set(name, value string) *core.HeaderValueOption {
	return &core.HeaderValueOption{
		Header:       &core.HeaderValue{Key: name, Value: value},
		AppendAction: core.HeaderValueOption_OVERWRITE_IF_EXISTS_OR_ADD,
	}
}
