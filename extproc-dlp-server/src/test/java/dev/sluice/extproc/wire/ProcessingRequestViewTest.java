package dev.sluice.extproc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpTrailers;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessingRequestViewTest {
  private static final String AUTHORIZATION = "envoy.filters.http.ext_authz";

  static Stream<ProcessingRequest> messages() {
    HttpBody body =
        HttpBody.newBuilder()
            .setBody(ByteString.copyFromUtf8("안녕하세요"))
            .setEndOfStream(true)
            .build();
    return Stream.of(
        first(),
        ProcessingRequest.newBuilder().setRequestBody(body).build(),
        ProcessingRequest.newBuilder()
            .setResponseHeaders(headers().toBuilder().setEndOfStream(true))
            .build(),
        ProcessingRequest.newBuilder().setResponseBody(body).build(),
        ProcessingRequest.newBuilder()
            .setRequestTrailers(HttpTrailers.newBuilder().setTrailers(headers().getHeaders()))
            .build(),
        ProcessingRequest.newBuilder()
            .setResponseTrailers(HttpTrailers.getDefaultInstance())
            .setObservabilityMode(true)
            .build());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void read_anyMessage_equalsLibrary(ProcessingRequest message) {
    MalformedMessages.check(
        message.toByteArray(), ProcessingRequestViewTest::library, ProcessingRequestViewTest::ours);
  }

  /** A repeated field is merged or replaced, as the library does. */
  @Test
  void read_joinedMessages_areMerged() {
    List<ProcessingRequest> messages = messages().toList();
    for (ProcessingRequest one : messages) {
      for (ProcessingRequest other : messages) {
        ByteString both = one.toByteString().concat(other.toByteString());
        MalformedMessages.same(
            both, ProcessingRequestViewTest::library, ProcessingRequestViewTest::ours);
      }
    }
  }

  @Test
  void read_deepStructs_throws() {
    Value deep = text("x");
    for (int i = 0; i < 200; i++) {
      deep = struct(Struct.newBuilder().putFields("a", deep).build());
    }
    ProcessingRequest.Builder message = ProcessingRequest.newBuilder();
    message
        .getMetadataContextBuilder()
        .putFilterMetadata(AUTHORIZATION, Struct.newBuilder().putFields("a", deep).build());
    ByteString bytes = message.build().toByteString();
    assertThrows(IOException.class, () -> ProcessingRequestView.read(bytes));
  }

  @Test
  void body_lengthBeyondMessage_throws() throws Exception {
    assertThrows(
        IOException.class, () -> ProcessingRequestView.read(ByteString.fromHex("22ffffffff07")));
    assertThrows(
        IOException.class, () -> ProcessingRequestView.read(ByteString.fromHex("22050affffff7f")));
    assertEquals(
        ByteString.fromHex("61"),
        ProcessingRequestView.read(ByteString.fromHex("22030a0161")).body());
  }

  private static String library(ByteString bytes) throws IOException {
    ProcessingRequest message = ProcessingRequest.parseFrom(bytes);
    HttpHeaders headers =
        message.hasRequestHeaders() ? message.getRequestHeaders() : message.getResponseHeaders();
    HttpBody body = message.hasRequestBody() ? message.getRequestBody() : message.getResponseBody();
    Struct decision =
        message
            .getMetadataContext()
            .getFilterMetadataOrDefault(AUTHORIZATION, Struct.getDefaultInstance())
            .getFieldsOrDefault("sluice", Value.getDefaultInstance())
            .getStructValue();
    return describe(
        message.getRequestCase(),
        headers.getHeaders().getHeadersList().stream()
            .map(line -> line.getKey() + "=" + value(line))
            .collect(Collectors.joining(",")),
        hex(body.getBody()),
        headers.getEndOfStream() || body.getEndOfStream(),
        message.getObservabilityMode(),
        message.hasProtocolConfig(),
        message.getProtocolConfig(),
        decision.getFieldsMap().isEmpty(),
        decision.getFieldsOrDefault("route", Value.getDefaultInstance()).getStringValue());
  }

  private static String ours(ByteString bytes) throws IOException {
    ProcessingRequestView message = ProcessingRequestView.read(bytes);
    return describe(
        message.phase(),
        message.headers().stream()
            .map(line -> line.name() + "=" + line.value())
            .collect(Collectors.joining(",")),
        hex(message.body()),
        message.endOfStream(),
        message.observabilityMode(),
        message.protocolConfig().isPresent(),
        message.protocolConfig().orElse(ProtocolConfiguration.getDefaultInstance()),
        message.metadata().decision().isEmpty(),
        message.metadata().decision().text("route"));
  }

  private static String describe(Object... parts) {
    return Stream.of(parts).map(String::valueOf).collect(Collectors.joining("|"));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static String value(HeaderValue line) {
    return line.getRawValue().isEmpty() ? line.getValue() : line.getRawValue().toStringUtf8();
  }

  private static ProcessingRequest first() {
    Struct decision =
        Struct.newBuilder()
            .putFields("route", text("p/chat"))
            .putFields("number", Value.newBuilder().setNumberValue(7).build())
            .putFields("flag", Value.newBuilder().setBoolValue(true).build())
            .putFields("none", Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build())
            .putFields(
                "list",
                Value.newBuilder()
                    .setListValue(ListValue.newBuilder().addValues(text("x")).addValues(text("y")))
                    .build())
            .build();
    ProcessingRequest.Builder message =
        ProcessingRequest.newBuilder()
            .setRequestHeaders(headers())
            .putAttributes("a", decision)
            .setProtocolConfig(
                ProtocolConfiguration.newBuilder()
                    .setRequestBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
                    .setResponseBodyMode(BodySendMode.BUFFERED));
    message
        .getMetadataContextBuilder()
        .putFilterMetadata("other", decision)
        .putFilterMetadata(
            AUTHORIZATION, Struct.newBuilder().putFields("sluice", struct(decision)).build());
    return message.build();
  }

  private static HttpHeaders headers() {
    return HttpHeaders.newBuilder()
        .setHeaders(
            HeaderMap.newBuilder()
                .addHeaders(
                    HeaderValue.newBuilder()
                        .setKey(":path")
                        .setRawValue(ByteString.copyFromUtf8("/v1/chat")))
                .addHeaders(HeaderValue.newBuilder().setKey("x-a").setValue("é")))
        .build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value struct(Struct struct) {
    return Value.newBuilder().setStructValue(struct).build();
  }
}
