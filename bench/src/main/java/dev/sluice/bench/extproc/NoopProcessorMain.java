package dev.sluice.bench.extproc;

import dev.sluice.bench.process.EventLoopServer;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc.ExternalProcessorImplBase;
import io.envoyproxy.envoy.service.ext_proc.v3.HeadersResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.TrailersResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** A server that returns every message unchanged. */
public final class NoopProcessorMain {
  private static final HeadersResponse HEADERS = HeadersResponse.getDefaultInstance();
  private static final TrailersResponse TRAILERS = TrailersResponse.getDefaultInstance();

  private NoopProcessorMain() {}

  public static void main(String[] args) throws IOException {
    EventLoopServer.run(new Echo());
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
          // Envoy cancels streams that it does not need any more.
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
