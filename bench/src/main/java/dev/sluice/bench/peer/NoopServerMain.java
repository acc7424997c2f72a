package dev.sluice.bench.peer;

import com.google.rpc.Status;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationImplBase;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc.ExternalProcessorImplBase;
import io.envoyproxy.envoy.service.ext_proc.v3.HeadersResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.TrailersResponse;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A server that allows every request and returns every body unchanged, on the threads of its event
 * loop. It prints its port, and ends at the end of its standard input.
 */
public final class NoopServerMain {
  private static final HeadersResponse HEADERS = HeadersResponse.getDefaultInstance();
  private static final TrailersResponse TRAILERS = TrailersResponse.getDefaultInstance();
  private static final CheckResponse PASS =
      CheckResponse.newBuilder()
          .setStatus(Status.getDefaultInstance())
          .setOkResponse(OkHttpResponse.getDefaultInstance())
          .build();

  private NoopServerMain() {}

  public static void main(String[] args) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(new Allowing())
            .addService(new Echo())
            .build()
            .start();
    System.out.println(server.getPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // The content of the input is irrelevant.
    }
    server.shutdownNow();
  }

  private static final class Allowing extends AuthorizationImplBase {
    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
      observer.onNext(PASS);
      observer.onCompleted();
    }
  }

  private static final class Echo extends ExternalProcessorImplBase {
    @Override
    public StreamObserver<ProcessingRequest> process(StreamObserver<ProcessingResponse> answers) {
      return new StreamObserver<>() {
        @Override
        public void onNext(ProcessingRequest message) {
          answers.onNext(response(message));
        }

        @Override
        public void onError(Throwable error) {
          // Envoy cancels a stream when it no longer needs it.
        }

        @Override
        public void onCompleted() {
          answers.onCompleted();
        }
      };
    }
  }

  private static ProcessingResponse response(ProcessingRequest message) {
    var response = ProcessingResponse.newBuilder();
    return switch (message.getRequestCase()) {
      case REQUEST_HEADERS -> response.setRequestHeaders(HEADERS).build();
      case RESPONSE_HEADERS -> response.setResponseHeaders(HEADERS).build();
      case REQUEST_TRAILERS -> response.setRequestTrailers(TRAILERS).build();
      case RESPONSE_TRAILERS -> response.setResponseTrailers(TRAILERS).build();
      case REQUEST_BODY -> response.setRequestBody(same(message.getRequestBody())).build();
      case RESPONSE_BODY -> response.setResponseBody(same(message.getResponseBody())).build();
      case REQUEST_NOT_SET -> throw new IllegalArgumentException("a message without a phase");
    };
  }

  private static BodyResponse same(HttpBody body) {
    var response = BodyResponse.newBuilder();
    response
        .getResponseBuilder()
        .getBodyMutationBuilder()
        .getStreamedResponseBuilder()
        .setBody(body.getBody())
        .setEndOfStream(body.getEndOfStream());
    return response.build();
  }
}
