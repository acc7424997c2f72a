// Decides on each request by a policy of the Open Policy Agent's engine, which verifies the bearer token and remembers
// the tokens that it has verified.
package main

import (
	"context"
	_ "embed"
	"os"

	auth "github.com/envoyproxy/go-control-plane/envoy/service/auth/v3"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown/cache"
	"sluice.dev/bench/peers/serve"
)

//go:embed policy.rego
var policy string

const remembered = `{"inter_query_builtin_value_cache": {"named": {"io_jwt": {"max_num_entries": 20000}}}}`

func main() {
	ctx := context.Background()
	constraints := map[string]any{}
	for _, issuer := range serve.Issuers() {
		keys, err := os.ReadFile(issuer.Keys)
		serve.Must(err)
		constraints[issuer.Name] = map[string]any{"cert": string(keys), "iss": issuer.URL, "aud": serve.Audience()}
	}
	caching, err := cache.ParseCachingConfig([]byte(remembered))
	serve.Must(err)
	query, err := rego.New(
		rego.Query("data.authz.caller"),
		rego.Module("policy.rego", policy),
		rego.Store(inmem.NewFromObject(map[string]any{"constraints": constraints})),
	).PrepareForEval(ctx)
	serve.Must(err)
	tokens := cache.NewInterQueryValueCache(ctx, caching)
	serve.Run(func(ctx context.Context, request *auth.CheckRequest) *auth.CheckResponse {
		input := map[string]any{"authorization": serve.Header(request, "authorization"), "issuer": serve.Named(request)}
		result, err := query.Eval(ctx, rego.EvalInput(input), rego.EvalInterQueryBuiltinValueCache(tokens))
		if err != nil || len(result) != 1 {
			return serve.Deny()
		}
		caller, known := result[0].Expressions[0].Value.(map[string]any)
		if !known {
			return serve.Deny()
		}
		return serve.Allow(claims(caller))
	})
}

func claims(caller map[string]any) serve.Claims {
	text := func(name string) string {
		value, _ := caller[name].(string)
		return value
	}
	return serve.Claims{User: text("sub"), Tenant: text("tid"), Project: text("pid"), Workspace: text("wid"), Role: text("role")}
}
