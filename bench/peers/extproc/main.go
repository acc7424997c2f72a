// Answers every message of Envoy's ext_proc filter so that everything passes as it is: what the protocol costs a
// server in Go. It says its port and ends with its input.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"os"

	extproc "github.com/envoyproxy/go-control-plane/envoy/service/ext_proc/v3"
	"google.golang.org/grpc"
)

type echo struct {
	extproc.UnimplementedExternalProcessorServer
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	server := grpc.NewServer()
	extproc.RegisterExternalProcessorServer(server, echo{})
	go func() { check(server.Serve(listener)) }()
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	_, err = io.Copy(io.Discard, os.Stdin)
	check(err)
}

func (echo) Process(stream extproc.ExternalProcessor_ProcessServer) error {
	for {
		message, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := stream.Send(answer(message)); err != nil {
			return err
		}
	}
}

func answer(message *extproc.ProcessingRequest) *extproc.ProcessingResponse {
	switch phase := message.Request.(type) {
	case *extproc.ProcessingRequest_RequestHeaders:
		return &extproc.ProcessingResponse{Response: &extproc.ProcessingResponse_RequestHeaders{RequestHeaders: &extproc.HeadersResponse{}}}
	case *extproc.ProcessingRequest_RequestBody:
		return &extproc.ProcessingResponse{Response: &extproc.ProcessingResponse_RequestBody{RequestBody: same(phase.RequestBody)}}
	case *extproc.ProcessingRequest_RequestTrailers:
		return &extproc.ProcessingResponse{Response: &extproc.ProcessingResponse_RequestTrailers{RequestTrailers: &extproc.TrailersResponse{}}}
	case *extproc.ProcessingRequest_ResponseHeaders:
		return &extproc.ProcessingResponse{Response: &extproc.ProcessingResponse_ResponseHeaders{ResponseHeaders: &extproc.HeadersResponse{}}}
	case *extproc.ProcessingRequest_ResponseBody:
		return &extproc.ProcessingResponse{Response: &extproc.ProcessingResponse_ResponseBody{ResponseBody: same(phase.ResponseBody)}}
	default:
		return &extproc.ProcessingResponse{Response: &extproc.ProcessingResponse_ResponseTrailers{ResponseTrailers: &extproc.TrailersResponse{}}}
	}
}

func same(body *extproc.HttpBody) *extproc.BodyResponse {
	streamed := &extproc.StreamedBodyResponse{Body: body.Body, EndOfStream: body.EndOfStream}
	mutation := &extproc.BodyMutation{Mutation: &extproc.BodyMutation_StreamedResponse{StreamedResponse: streamed}}
	return &extproc.BodyResponse{Response: &extproc.CommonResponse{BodyMutation: mutation}}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
