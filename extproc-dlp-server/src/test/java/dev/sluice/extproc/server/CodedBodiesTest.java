package dev.sluice.extproc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.extproc.coding.CodedBodies;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@ExtendWith(NoWarnings.class)
class CodedBodiesTest {
  private static final String CLEAN = "a clean text that nothing changes";

  private TestServer server = TestServer.coded(true);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void request_masked_isEncodedAgain(CodedBodies coded) {
    byte[] body = coded.encode("one maskme two".getBytes(UTF_8));
    FakeEnvoy envoy = request(coded.header());
    envoy.requestBody(Arrays.copyOf(body, 3), false);
    ReceivedBodies seen =
        envoy.requestBody(Arrays.copyOfRange(body, 3, body.length), true).awaitRequest();
    assertEquals("one ****** two", text(coded, seen.upstream));
    assertFalse(seen.upstream.headersRemoved().contains("content-encoding"));
    assertEquals(
        coded != CodedBodies.PLAIN, seen.upstream.headersRemoved().contains("content-digest"));
    assertEquals("mask", seen.metadata("action"));
    envoy.cancel();
    server.awaitQuiet();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "PLAIN")
  void request_clean_keepsBytesAndDigest(CodedBodies coded) {
    byte[] body = coded.encode(CLEAN.getBytes(UTF_8));
    FakeEnvoy envoy = request(coded.header()).requestBody(Arrays.copyOf(body, 5), false);
    ReceivedBodies seen =
        envoy.requestBody(Arrays.copyOfRange(body, 5, body.length), true).awaitRequest();
    assertArrayEquals(body, seen.upstream.body.toByteArray());
    assertFalse(seen.upstream.headersRemoved().contains("content-digest"));
    envoy.cancel();
    server.awaitQuiet();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "PLAIN")
  void maskingServer_clean_keepsBytes(CodedBodies coded) {
    server.close();
    server = TestServer.coded(false);
    byte[] body = coded.encode(CLEAN.getBytes(UTF_8));
    FakeEnvoy envoy = request(coded.header()).requestBody(Arrays.copyOf(body, 5), false);
    ReceivedBodies seen =
        envoy.requestBody(Arrays.copyOfRange(body, 5, body.length), true).awaitRequest();
    assertArrayEquals(body, seen.upstream.body.toByteArray());
    assertTrue(seen.upstream.headersRemoved().contains("content-digest"));
    envoy.responseHeaders(headers("application/json", coded.header()), false);
    assertArrayEquals(
        body, envoy.responseBody(body, true).awaitResponse().client.body.toByteArray());
    envoy.cancel();
    server.awaitQuiet();
  }

  @Test
  void maskingServer_beyondCodedBytes_isEncodedAgain() {
    server.close();
    server = TestServer.coded(false);
    byte[] random = new byte[4 * TestServer.MAX_CODED];
    Random letters = new Random(3);
    for (int i = 0; i < random.length; i++) {
      random[i] = (byte) ('p' + letters.nextInt(8));
    }
    byte[] body = CodedBodies.GZIP.encode(random);
    FakeEnvoy envoy = request("gzip").requestBody(Arrays.copyOf(body, 700), false);
    envoy.await(2);
    assertTrue(envoy.seen().upstream.body.size() > 400);
    ReceivedBodies seen =
        envoy.requestBody(Arrays.copyOfRange(body, 700, body.length), true).awaitRequest();
    assertArrayEquals(random, CodedBodies.GZIP.decode(seen.upstream.body.toByteArray()));
    assertFalse(Arrays.equals(body, seen.upstream.body.toByteArray()));
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void request_severalMembers_areEncodedAgain(CodedBodies coded) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(coded.encode("one ".getBytes(UTF_8)));
    body.writeBytes(coded.encode("two".getBytes(UTF_8)));
    ReceivedBodies seen =
        request(coded.header()).requestBody(body.toByteArray(), true).awaitRequest();
    assertEquals("one two", text(coded, seen.upstream));
    assertFalse(Arrays.equals(body.toByteArray(), seen.upstream.body.toByteArray()));
    assertTrue(seen.upstream.headersRemoved().contains("content-digest"));
  }

  @Test
  void request_gzipWithComment_isEncodedAgain() {
    byte[] body = CodedBodies.GZIP.encode(CLEAN.getBytes(UTF_8));
    var commented = new ByteArrayOutputStream();
    body[3] |= 1 << 4;
    commented.write(body, 0, 10);
    commented.writeBytes("hidden\0".getBytes(UTF_8));
    commented.write(body, 10, body.length - 10);
    ReceivedBodies seen = request("gzip").requestBody(commented.toByteArray(), true).awaitRequest();
    assertEquals(CLEAN, text(CodedBodies.GZIP, seen.upstream));
    assertFalse(seen.upstream.text().contains("hidden"));
  }

  @ParameterizedTest
  @EnumSource
  void request_blocked_isRejected(CodedBodies coded) {
    ReceivedBodies seen = refused(coded.header(), coded.encode("one blockme".getBytes(UTF_8)));
    assertEquals(400, status(seen));
    assertEquals("DLP_BLOCKED", seen.metadata("error_code"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "PLAIN")
  void request_truncated_isRejected(CodedBodies coded) {
    byte[] body = coded.encode("a clean text, not all of it".getBytes(UTF_8));
    ReceivedBodies seen = refused(coded.header(), Arrays.copyOf(body, body.length - 1));
    assertEquals(400, status(seen));
    assertEquals("INVALID_BODY", seen.metadata("error_code"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "PLAIN")
  void request_trailingBytes_isRejected(CodedBodies coded) {
    byte[] body = coded.encode("a clean text".getBytes(UTF_8));
    ReceivedBodies seen = refused(coded.header(), Arrays.copyOf(body, body.length + 9));
    assertEquals(400, status(seen));
    assertEquals("INVALID_BODY", seen.metadata("error_code"));
  }

  @ParameterizedTest
  @EnumSource
  void request_decodedTooLarge_isRejected(CodedBodies coded) {
    ReceivedBodies seen = refused(coded.header(), coded.encode(new byte[TestServer.MAX_BODY + 1]));
    assertEquals(413, status(seen));
    assertEquals("REQUEST_TOO_LARGE", seen.metadata("error_code"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "PLAIN")
  void request_streamedBomb_isRejected(CodedBodies coded) {
    server.close();
    server = TestServer.coded(false);
    ReceivedBodies seen = refused(coded.header(), coded.encode(new byte[32 << 20]));
    assertEquals("REQUEST_TOO_LARGE", seen.metadata("error_code"));
    assertTrue(seen.upstream.body.size() < 200_000);
  }

  @Test
  void request_unknownCoding_errorListsCodings() {
    ReceivedBodies seen = request("gzip, compress").awaitRequest();
    assertEquals(415, status(seen));
    assertEquals("UNSUPPORTED_ENCODING", seen.metadata("error_code"));
    assertTrue(
        seen.immediate.orElseThrow().getHeaders().getSetHeadersList().stream()
            .anyMatch(header -> header.getHeader().getKey().equals("accept-encoding")));
  }

  @Test
  void request_acceptEncoding_isLimited() {
    Map<String, String> headers =
        Map.of(":method", "GET", "accept-encoding", "dcb, br, gzip;q=0.1");
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(headers, true);
    envoy.await(1);
    assertEquals(Map.of("accept-encoding", "br, gzip;q=0.1"), envoy.seen().upstream.headersSet());
  }

  @Test
  void codings_memory_countsAsHeld() {
    server.close();
    server = TestServer.blocking();
    FakeEnvoy envoy = request("gzip");
    ReceivedBodies seen =
        envoy.requestBody(CodedBodies.GZIP.encode("x".getBytes(UTF_8)), true).awaitRequest();
    assertEquals(503, status(seen));
    assertEquals("DLP_UNAVAILABLE", seen.metadata("error_code"));
    envoy.cancel();
    server.awaitQuiet();
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "GZIP", "ZLIB", "RAW_DEFLATE", "BR", "ZSTD"})
  void stream_event_leavesAtOnce(CodedBodies coded) throws IOException {
    FakeEnvoy envoy = events(coded);
    var wire = new ByteArrayOutputStream();
    var said = new StringBuilder();
    try (OutputStream upstream = coded.writer(wire)) {
      for (int i = 0; i < 5; i++) {
        upstream.write(("data: maskme " + i + "\n\n").getBytes(UTF_8));
        upstream.flush();
        said.append("data: ****** ").append(i).append("\n\n");
        envoy.responseBody(wire.toByteArray(), false).await(i + 3);
        wire.reset();
        byte[] seen = coded.decodeStart(envoy.seen().client.body.toByteArray());
        assertEquals(said.toString(), new String(seen, UTF_8));
      }
    }
    ReceivedBodies seen = envoy.responseBody(wire.toByteArray(), true).awaitResponse();
    assertEquals(said.toString(), text(coded, seen.client));
    assertEquals(Status.OK, envoy.halfClose());
    server.awaitQuiet();
  }

  @ParameterizedTest
  @EnumSource
  void stream_blocked_endsInCodedErrorEvent(CodedBodies coded) {
    FakeEnvoy envoy = events(coded);
    byte[] body = coded.encode("data: ok\n\ndata: blockme\n\n".getBytes(UTF_8));
    ReceivedBodies seen = envoy.responseBody(body, false).awaitResponse();
    String text = text(coded, seen.client);
    assertTrue(text.startsWith("data: ok\n\ndata: \n\nevent: error\n"), text);
    assertTrue(text.contains("\"code\":\"DLP_BLOCKED\""), text);
    assertTrue(seen.client.ended);
    envoy.cancel();
    server.awaitQuiet();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "PLAIN")
  void stream_truncated_endsInErrorEvent(CodedBodies coded) {
    FakeEnvoy envoy = events(coded);
    byte[] body = coded.encode("data: ok\n\n".getBytes(UTF_8));
    ReceivedBodies seen =
        envoy.responseBody(Arrays.copyOf(body, body.length - 1), true).awaitResponse();
    assertTrue(text(coded, seen.client).contains("\"code\":\"INVALID_BODY\""));
    assertEquals("INVALID_BODY", seen.metadata("error_code"));
  }

  @Test
  void response_malformed_becomesError() {
    FakeEnvoy envoy = answer("application/json", "br");
    ReceivedBodies seen = envoy.responseBody("no brotli, this", true).awaitResponse();
    assertEquals(502, status(seen));
    assertEquals("INVALID_BODY", seen.metadata("error_code"));
  }

  @Test
  void response_notInspected_keepsBytes() {
    FakeEnvoy envoy = answer("image/png", "compress");
    ReceivedBodies seen = envoy.responseBody("no coding at all", true).awaitResponse();
    assertEquals("no coding at all", seen.client.text());
    assertEquals(List.of(), seen.client.headersRemoved());
  }

  private ReceivedBodies refused(String codings, byte[] body) {
    return request(codings).requestBody(body, true).awaitRequest();
  }

  private FakeEnvoy request(String codings) {
    return FakeEnvoy.open(server.channel())
        .requestHeaders(
            Map.of(
                ":method",
                "POST",
                "content-type",
                "application/json",
                "content-encoding",
                codings,
                "content-digest",
                "sha-256=:x:"),
            false);
  }

  private FakeEnvoy events(CodedBodies coded) {
    return answer("text/event-stream", coded.header());
  }

  private FakeEnvoy answer(String type, String codings) {
    FakeEnvoy envoy =
        FakeEnvoy.open(server.channel()).requestHeaders(Map.of(":method", "GET"), true);
    envoy.await(1);
    return envoy.responseHeaders(headers(type, codings), false);
  }

  private static Map<String, String> headers(String type, String codings) {
    return Map.of(":status", "200", "content-type", type, "content-encoding", codings);
  }

  private static String text(CodedBodies coded, ReceivedBodies.Side side) {
    return new String(coded.decode(side.body.toByteArray()), UTF_8);
  }

  private static int status(ReceivedBodies seen) {
    return seen.immediate.orElseThrow().getStatus().getCodeValue();
  }
}
