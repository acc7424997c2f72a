// Serves resources that another control plane made, from one of go-control-plane's caches, and changes single routes
// of them when told to by a line on standard input:
//
//	change <route configuration> <route> <prefix>
//
// It ends with its input.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strconv"
	"strings"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"github.com/envoyproxy/go-control-plane/pkg/cache/types"
	"github.com/envoyproxy/go-control-plane/pkg/cache/v3"
	"github.com/envoyproxy/go-control-plane/pkg/resource/v3"
	"github.com/envoyproxy/go-control-plane/pkg/server/v3"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/encoding/protodelim"
	"google.golang.org/protobuf/proto"
)

// content is every resource by type and name.
type content map[string]map[string]types.Resource

// peer is a cache that can be told of one changed resource.
type peer interface {
	changed(all content, typeURL, name string) error
}

func main() {
	kind := flag.String("cache", "linear", "linear or snapshot")
	file := flag.String("resources", "", "the resources, each with its length in front")
	flag.Parse()
	all, err := read(*file)
	check(err)
	config, updates := build(*kind, all)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	listening := grpc.NewServer(grpc.MaxRecvMsgSize(64<<20), grpc.MaxConcurrentStreams(1_000_000))
	discovery.RegisterAggregatedDiscoveryServiceServer(listening,
		server.NewServer(context.Background(), config, nil))
	go func() { check(listening.Serve(listener)) }()
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		words := strings.Fields(lines.Text())
		check(rewrite(all, words[1], words[2], words[3]))
		check(updates.changed(all, resource.RouteType, words[1]))
	}
}

func read(name string) (content, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	in := bufio.NewReader(file)
	all := content{}
	for {
		var entry discovery.Resource
		if err := protodelim.UnmarshalFrom(in, &entry); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		message, err := entry.Resource.UnmarshalNew()
		if err != nil {
			return nil, err
		}
		typeURL := entry.Resource.TypeUrl
		if all[typeURL] == nil {
			all[typeURL] = map[string]types.Resource{}
		}
		all[typeURL][entry.Name] = message
	}
}

// rewrite replaces a route configuration by one in which a route has another prefix.
func rewrite(all content, name, routeName, prefix string) error {
	before, known := all[resource.RouteType][name].(*route.RouteConfiguration)
	if !known {
		return fmt.Errorf("no route configuration %s", name)
	}
	after := proto.Clone(before).(*route.RouteConfiguration)
	for _, host := range after.VirtualHosts {
		for _, candidate := range host.Routes {
			if candidate.Name == routeName {
				candidate.GetRoute().RegexRewrite = nil
				candidate.GetRoute().PrefixRewrite = prefix
				all[resource.RouteType][name] = after
				return nil
			}
		}
	}
	return fmt.Errorf("no route %s in %s", routeName, name)
}

type linear map[string]*cache.LinearCache

func (caches linear) changed(all content, typeURL, name string) error {
	return caches[typeURL].UpdateResource(name, all[typeURL][name])
}

type snapshots struct {
	cache   cache.SnapshotCache
	version int
}

func (s *snapshots) changed(all content, _, _ string) error {
	s.version++
	lists := map[resource.Type][]types.Resource{}
	for typeURL, byName := range all {
		for _, message := range byName {
			lists[typeURL] = append(lists[typeURL], message)
		}
	}
	snapshot, err := cache.NewSnapshot(strconv.Itoa(s.version), lists)
	if err != nil {
		return err
	}
	return s.cache.SetSnapshot(context.Background(), "", snapshot)
}

// everyNode has the same configuration.
type everyNode struct{}

func (everyNode) ID(*core.Node) string { return "" }

func build(kind string, all content) (cache.Cache, peer) {
	if kind == "snapshot" {
		snapshots := &snapshots{cache: cache.NewSnapshotCache(true, everyNode{}, nil)}
		check(snapshots.changed(all, "", ""))
		return snapshots.cache, snapshots
	}
	caches := linear{}
	mux := &cache.MuxCache{
		Classify:      func(request *cache.Request) string { return request.TypeUrl },
		ClassifyDelta: func(request *cache.DeltaRequest) string { return request.TypeUrl },
		Caches:        map[string]cache.Cache{},
	}
	for typeURL, byName := range all {
		caches[typeURL] = cache.NewLinearCache(typeURL, cache.WithInitialResources(byName))
		mux.Caches[typeURL] = caches[typeURL]
	}
	return mux, caches
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
