package dev.sluice.extproc.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.common.testkit.Await;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpTrailers;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A fake Envoy: its side of one ext_proc stream: it sends phases and stores the responses. */
final class FakeEnvoy implements ClientResponseObserver<ProcessingRequest, ProcessingResponse> {
  private final BodySendModes modes;
  private final List<ProcessingResponse> answers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Status end;
  private @Nullable ClientCallStreamObserver<ProcessingRequest> stream;
  private Metadata metadata = Metadata.getDefaultInstance();
  private boolean begun;

  private FakeEnvoy(BodySendModes modes) {
    this.modes = modes;
  }

  static FakeEnvoy open(Channel channel, BodySendModes modes) {
    FakeEnvoy envoy = new FakeEnvoy(modes);
    var _ = ExternalProcessorGrpc.newStub(channel).process(envoy);
    return envoy;
  }

  static FakeEnvoy open(Channel channel) {
    return open(channel, BodySendModes.FULL_DUPLEX);
  }

  /** Sets the metadata of ext_authz as Envoy forwards it. */
  FakeEnvoy decided(Map<String, String> decision) {
    Struct.Builder fields = Struct.newBuilder();
    decision.forEach(
        (key, value) -> fields.putFields(key, Value.newBuilder().setStringValue(value).build()));
    Struct filed =
        Struct.newBuilder()
            .putFields("sluice", Value.newBuilder().setStructValue(fields).build())
            .build();
    metadata =
        Metadata.newBuilder().putFilterMetadata("envoy.filters.http.ext_authz", filed).build();
    return this;
  }

  FakeEnvoy requestHeaders(Map<String, String> headers, boolean last) {
    return send(ProcessingRequest.newBuilder().setRequestHeaders(headers(headers, last)));
  }

  FakeEnvoy responseHeaders(Map<String, String> headers, boolean last) {
    return send(ProcessingRequest.newBuilder().setResponseHeaders(headers(headers, last)));
  }

  FakeEnvoy requestBody(byte[] bytes, boolean last) {
    return send(ProcessingRequest.newBuilder().setRequestBody(body(bytes, last)));
  }

  FakeEnvoy responseBody(byte[] bytes, boolean last) {
    return send(ProcessingRequest.newBuilder().setResponseBody(body(bytes, last)));
  }

  FakeEnvoy requestBody(String text, boolean last) {
    return send(ProcessingRequest.newBuilder().setRequestBody(body(text, last)));
  }

  FakeEnvoy responseBody(String text, boolean last) {
    return send(ProcessingRequest.newBuilder().setResponseBody(body(text, last)));
  }

  FakeEnvoy requestTrailers() {
    return send(
        ProcessingRequest.newBuilder().setRequestTrailers(HttpTrailers.getDefaultInstance()));
  }

  FakeEnvoy responseTrailers() {
    return send(
        ProcessingRequest.newBuilder().setResponseTrailers(HttpTrailers.getDefaultInstance()));
  }

  FakeEnvoy send(ProcessingRequest.Builder message) {
    if (!begun) {
      begun = true;
      message.setProtocolConfig(modes.protocol());
    }
    stream().onNext(message.setMetadataContext(metadata).build());
    return this;
  }

  /** Closes Envoy's side and waits for the end. */
  Status halfClose() {
    halfCloseOnly();
    return awaitEnd();
  }

  void halfCloseOnly() {
    stream().onCompleted();
  }

  void cancel() {
    stream().cancel("the client has gone", null);
  }

  Status awaitEnd() {
    return Await.value(() -> Optional.ofNullable(end));
  }

  /** Waits for a number of responses and returns all. */
  List<ProcessingResponse> await(int count) {
    Await.until(() -> answers.size() >= count || end != null);
    return answers();
  }

  /** Waits for the end of the response body, or of the exchange. */
  ReceivedBodies awaitResponse() {
    Await.until(() -> end != null || ReceivedBodies.of(answers).responseEnded());
    return seen();
  }

  /** Waits for the end of the request body, or of the exchange. */
  ReceivedBodies awaitRequest() {
    Await.until(() -> end != null || ReceivedBodies.of(answers).requestEnded());
    return seen();
  }

  List<ProcessingResponse> answers() {
    return List.copyOf(answers);
  }

  ReceivedBodies seen() {
    return ReceivedBodies.of(answers);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<ProcessingRequest> stream) {
    this.stream = stream;
  }

  @Override
  public void onNext(ProcessingResponse answer) {
    answers.add(answer);
  }

  @Override
  public void onError(Throwable error) {
    end = Status.fromThrowable(error);
  }

  @Override
  public void onCompleted() {
    end = Status.OK;
  }

  private ClientCallStreamObserver<ProcessingRequest> stream() {
    if (stream == null) {
      throw new IllegalStateException("not open");
    }
    return stream;
  }

  private static HttpHeaders headers(Map<String, String> headers, boolean last) {
    HeaderMap.Builder map = HeaderMap.newBuilder();
    headers.forEach((name, value) ->
        map.addHeaders(
            HeaderValue.newBuilder().setKey(name).setRawValue(ByteString.copyFromUtf8(value))));
    return HttpHeaders.newBuilder().setHeaders(map).setEndOfStream(last).build();
  }

  private static HttpBody body(String text, boolean last) {
    return body(text.getBytes(StandardCharsets.UTF_8), last);
  }

  private static HttpBody body(byte[] bytes, boolean last) {
    return HttpBody.newBuilder().setBody(ByteString.copyFrom(bytes)).setEndOfStream(last).build();
  }
}
