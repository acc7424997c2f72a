package dev.sluice.extauthz.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckRequestParserTest {
  @Test
  void parse_requestFromEnvoy() {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    request.getAttributesBuilder().putContextExtensions("sluice.route", "p/chat");
    http(request)
        .setMethod("POST")
        .setHost("api.example.com:8081")
        .setPath("/v1/chat?x=1")
        .setId("17")
        .putHeaders("x-request-id", "r-1")
        .putHeaders("x-correlation-id", "c1")
        .putHeaders("authorization", "Bearer secret-canary");
    CheckInput input = parse(request.build(), null, null);
    assertEquals("POST", input.method());
    assertEquals("api.example.com:8081", input.host());
    assertEquals("/v1/chat?x=1", input.path());
    assertEquals(Optional.of("p/chat"), input.routeId());
    assertEquals("r-1", input.requestId());
    assertEquals("c1", input.correlationId());
    assertEquals("Bearer secret-canary", input.header("authorization"));
    assertFalse(input.toString().contains("canary"));
  }

  @Test
  void parse_missingOrLongIds_areGenerated() {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    http(request).setId("17").putHeaders("x-correlation-id", "c".repeat(257));
    CheckInput input = parse(request.build(), null, null);
    assertEquals("17", input.requestId());
    assertEquals("corr-17", input.correlationId());
    assertEquals(Optional.empty(), input.routeId());
    CheckInput empty = parse(CheckRequest.getDefaultInstance(), null, null);
    assertTrue(empty.correlationId().matches("corr-[0-9a-f-]{36}"));
  }

  @Test
  void parse_idsInvalidInHeader_areGenerated() {
    for (String odd : new String[] {"a\r\nx: y", "a\u0000", "a\u007f", "\u00fc", "\ufffd"}) {
      CheckRequest.Builder request = CheckRequest.newBuilder();
      http(request).setId("17").putHeaders("x-correlation-id", odd).putHeaders("x-request-id", odd);
      CheckInput input = parse(request.build(), null, null);
      assertEquals("17", input.requestId());
      assertEquals("corr-17", input.correlationId());
    }
  }

  @Test
  void parse_routeOfConfigurationBeforeMetadata() {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    assertEquals(Optional.of("p/chat"), parse(request.build(), "p/chat", null).routeId());
    request.getAttributesBuilder().putContextExtensions("sluice.route", "p/own");
    assertEquals(Optional.of("p/own"), parse(request.build(), "p/chat", null).routeId());
  }

  @Test
  void parse_peer() {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    assertEquals(ClientPeer.UNKNOWN, parse(request.build(), null, null).peer());
    var source = request.getAttributesBuilder().getSourceBuilder();
    source.setPrincipal("spiffe://cluster.local/ns/a/sa/b");
    source.getAddressBuilder().getSocketAddressBuilder().setAddress("2001:db8::7").setPortValue(9);
    assertEquals(
        new ClientPeer("2001:db8::7", "spiffe://cluster.local/ns/a/sa/b"),
        parse(request.build(), null, null).peer());
    assertEquals(
        new ClientPeer("203.0.113.9", "spiffe://cluster.local/ns/a/sa/b"),
        parse(request.build(), null, "203.0.113.9").peer());
  }

  @Test
  void parse_certificateAndLocalPort() {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    request.getAttributesBuilder().getSourceBuilder().setCertificate("-----BEGIN%20");
    request
        .getAttributesBuilder()
        .getDestinationBuilder()
        .getAddressBuilder()
        .getSocketAddressBuilder()
        .setAddress("192.0.2.9")
        .setPortValue(10443);
    assertEquals(
        new ClientPeer("", "", "-----BEGIN%20", 10443), parse(request.build(), null, null).peer());
  }

  @Test
  void parse_rawHeaders() {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    var lines = http(request).getHeaderMapBuilder();
    lines.addHeaders(raw("Authorization", "Bearer a"));
    lines.addHeaders(raw("authorization", "Bearer b"));
    lines.addHeaders(HeaderValue.newBuilder().setKey("x-a").setValue("1"));
    CheckInput input = parse(request.build(), null, null);
    assertEquals("Bearer a,Bearer b", input.header("authorization"));
    assertEquals("1", input.header("x-a"));
  }

  @Test
  void parse_time() {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    assertEquals(Instant.EPOCH, parse(request.build(), null, null).time());
    request
        .getAttributesBuilder()
        .getRequestBuilder()
        .getTimeBuilder()
        .setSeconds(1_790_000_000L)
        .setNanos(7);
    assertEquals(
        Instant.ofEpochSecond(1_790_000_000L, 7), parse(request.build(), null, null).time());
  }

  /** Checks a field of the wrong type, which the protobuf library also skips. */
  @Test
  void read_fieldOfWrongType_isSkipped() throws IOException {
    var number = UnknownFieldSet.Field.newBuilder().addVarint(7).build();
    CheckRequest.Builder request = CheckRequest.newBuilder();
    http(request)
        .setPath("/a")
        .setUnknownFields(
            UnknownFieldSet.newBuilder()
                .addField(HttpRequest.METHOD_FIELD_NUMBER, number)
                .addField(HttpRequest.HEADERS_FIELD_NUMBER, number)
                .build());
    CheckRequestView read = CheckRequestView.read(request.build().toByteArray());
    assertEquals("", read.method());
    assertEquals("/a", read.path());
    assertEquals(Map.of(), read.headers());
  }

  /** Checks that a repeated message is merged, as in the protobuf library. */
  @Test
  void read_repeatedMessage_isMerged() throws IOException {
    CheckRequest.Builder one = CheckRequest.newBuilder();
    http(one).setMethod("GET").setPath("/one").putHeaders("a", "1").putHeaders("b", "1");
    CheckRequest.Builder two = CheckRequest.newBuilder();
    http(two).setPath("/two").putHeaders("b", "2");
    byte[] both = one.build().toByteString().concat(two.build().toByteString()).toByteArray();
    CheckRequestView read = CheckRequestView.read(both);
    HttpRequest expected = CheckRequest.parseFrom(both).getAttributes().getRequest().getHttp();
    assertEquals(expected.getMethod(), read.method());
    assertEquals(expected.getPath(), read.path());
    assertEquals(expected.getHeadersMap(), read.headers());
  }

  @Test
  void read_notARequest() {
    for (String bytes :
        List.of("0a", "0a7f0a", "0affffffff0f", "0a05220312010a", "0f", "0c", "0a010c")) {
      assertThrows(IOException.class, () -> CheckRequestView.read(HexFormat.of().parseHex(bytes)));
    }
  }

  /** Checks that the length of a name cannot exceed the message. */
  @Test
  void read_truncatedAnywhere_fails() throws IOException {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    var lines = http(request).setMethod("GET").getHeaderMapBuilder();
    KnownHeaderNames.ALL.forEach(name -> http(request).putHeaders(name, "v-" + name));
    http(request).putHeaders("x-else", "v").putHeaders("x-한", "값").putHeaders("", "none");
    lines.addHeaders(raw("accept", "a")).addHeaders(raw("x-else", "b"));
    byte[] whole = request.build().toByteArray();
    received(whole);
    for (int size = 0; size <= whole.length; size++) {
      byte[] cut = Arrays.copyOf(whole, size);
      CheckRequest expected;
      try {
        expected = CheckRequest.parseFrom(cut);
      } catch (IOException e) {
        assertThrows(IOException.class, () -> CheckRequestView.read(cut));
        assertThrows(StatusRuntimeException.class, () -> received(cut));
        continue;
      }
      Map<String, String> headers =
          new HashMap<>(expected.getAttributes().getRequest().getHttp().getHeadersMap());
      for (HeaderValue line :
          expected.getAttributes().getRequest().getHttp().getHeaderMap().getHeadersList()) {
        headers.merge(line.getKey(), line.getRawValue().toStringUtf8(), (a, b) -> a + "," + b);
      }
      assertEquals(headers, CheckRequestView.read(cut).headers());
      assertEquals(headers, received(cut).headers());
    }
  }

  /** Checks that a name longer than its entry is invalid, whatever bytes follow. */
  @Test
  void read_nameLongerThanEntry_fails() {
    byte[] entry = {0x0a, 6, 'a', 'c', 'c', 'e', 'p', 't'};
    for (int size = 3; size < entry.length; size++) {
      ByteString headers =
          ByteString.copyFrom(new byte[] {(byte) (3 << 3 | 2), (byte) size})
              .concat(ByteString.copyFrom(entry))
              .concat(ByteString.copyFromUtf8("behind"));
      byte[] message = nested(1, nested(4, nested(2, headers))).toByteArray();
      assertThrows(IOException.class, () -> CheckRequest.parseFrom(message));
      assertThrows(IOException.class, () -> CheckRequestView.read(message));
    }
  }

  private static ByteString nested(int field, ByteString content) {
    return ByteString.copyFrom(new byte[] {(byte) (field << 3 | 2), (byte) content.size()})
        .concat(content);
  }

  @Test
  void read_unknownFields_areSkipped() {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    request.getAttributesBuilder().getMetadataContextBuilder().getFilterMetadataMap();
    request.getAttributesBuilder().getDestinationBuilder().setService("s").setPrincipal("d");
    http(request).setBody("body").setScheme("https").setSize(4).setMethod("GET");
    CheckInput input = parse(request.build(), null, null);
    assertEquals("GET", input.method());
    assertEquals(ClientPeer.UNKNOWN, input.peer());
  }

  private static CheckInput parse(
      CheckRequest request, @Nullable String route, @Nullable String client) {
    try {
      return CheckRequestParser.parse(CheckRequestView.read(request.toByteArray()), route, client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HeaderValue.Builder raw(String name, String value) {
    return HeaderValue.newBuilder().setKey(name).setRawValue(ByteString.copyFromUtf8(value));
  }

  private static AttributeContext.HttpRequest.Builder http(CheckRequest.Builder request) {
    return request.getAttributesBuilder().getRequestBuilder().getHttpBuilder();
  }

  private static CheckRequestView received(byte[] bytes) {
    return CheckRequestView.marshaller().parse(new ByteArrayInputStream(bytes));
  }
}
