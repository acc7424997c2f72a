package dev.sluice.e2e.telemetry;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of extproc-dlp-server that sends a request and then an invalid message. */
final class InvalidExtProcClient implements StreamObserver<ProcessingResponse> {
  private final CompletableFuture<Status> end = new CompletableFuture<>();

  private InvalidExtProcClient() {}

  /** Sends the messages and returns the final status. */
  static Status sendInvalidMessages(
      String server, String traceparent, Map<String, String> headers) {
    ManagedChannel channel =
        Grpc.newChannelBuilder(server, InsecureChannelCredentials.create()).build();
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), traceparent);
    try {
      InvalidExtProcClient envoy = new InvalidExtProcClient();
      StreamObserver<ProcessingRequest> call =
          ExternalProcessorGrpc.newStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
              .process(envoy);
      call.onNext(request(headers));
      call.onNext(ProcessingRequest.getDefaultInstance());
      return envoy.end.orTimeout(1, TimeUnit.MINUTES).join();
    } finally {
      channel.shutdownNow();
    }
  }

  private static ProcessingRequest request(Map<String, String> headers) {
    HeaderMap.Builder map = HeaderMap.newBuilder();
    headers.forEach((name, value) ->
        map.addHeaders(
            HeaderValue.newBuilder().setKey(name).setRawValue(ByteString.copyFromUtf8(value))));
    return ProcessingRequest.newBuilder()
        .setProtocolConfig(
            ProtocolConfiguration.newBuilder()
                .setRequestBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
                .setResponseBodyMode(BodySendMode.FULL_DUPLEX_STREAMED))
        .setRequestHeaders(HttpHeaders.newBuilder().setHeaders(map))
        .build();
  }

  @Override
  public void onNext(ProcessingResponse answer) {}

  @Override
  public void onError(Throwable thrown) {
    end.complete(Status.fromThrowable(thrown));
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
  }
}
