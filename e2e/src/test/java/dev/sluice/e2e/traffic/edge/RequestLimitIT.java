package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of limits of request bodies. */
@ExtendWith(TestEnvironmentExtension.class)
final class RequestLimitIT {
  private static final int LIMIT = 400_000;
  private static final String SPEC = "{\"max_bytes\": 400000, \"max_unsized_bytes\": 300000}";
  private static final String TOO_LARGE = "REQUEST_TOO_LARGE";

  private final TestEnvironment sluice;

  RequestLimitIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "pre_only"})
  void length_overLimit_isRejectedAtOnce(String inspection) {
    try (RawHttpUpstream upstream = new RawHttpUpstream();
        EdgeProduct product = limited(upstream, inspection);
        RawHttpCall call = RawHttpCall.connect(product.port())) {
      String id = TestEnvironment.uniqueId("limit");
      upstream.respondWith(new ScriptedResponse("text/plain", List.of("ok"), Map.of()));
      // Only the headers are sent.
      RawHttpMessage answer =
          call.sendRaw(
                  "POST / HTTP/1.1\r\nhost: "
                      + product.host()
                      + "\r\nx-correlation-id: "
                      + id
                      + "\r\ncontent-type: application/json\r\ncontent-length: "
                      + (LIMIT + 1)
                      + "\r\n\r\n")
              .readResponse();
      assertEquals(413, answer.status(), answer::toString);
      assertTrue(answer.text().contains(TOO_LARGE), answer::toString);
      assertTrue(upstream.lastRequest().isEmpty());
      assertEquals(TOO_LARGE, sluice.auditRows().awaitOne(id).column("error_code"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "pre_only"})
  void chunks_overLimit_areRejected(String inspection) {
    try (RawHttpUpstream upstream = new RawHttpUpstream();
        EdgeProduct product = limited(upstream, inspection);
        RawHttpCall call = RawHttpCall.connect(product.port())) {
      upstream.respondWith(new ScriptedResponse("text/plain", List.of("ok"), Map.of()));
      call.openPost("/", Map.of("host", product.host(), "content-type", "application/json"));
      for (int sent = 0; sent <= 300_000; sent += 50_000) {
        call.sendChunk("x".repeat(50_000));
      }
      RawHttpMessage answer = call.readResponse();
      assertEquals(413, answer.status(), answer::toString);
      assertTrue(answer.text().contains(TOO_LARGE), answer::toString);
      assertTrue(upstream.lastRequest().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "pre_only"})
  void bodies_withinLimit_pass(String inspection) {
    try (EdgeProduct product =
        new EdgeProduct(sluice, "edge-within-" + inspection.charAt(0), sluice.echoPort())) {
      product
          .policy("dlp", "{\"inspection\": \"" + inspection + "\"}")
          .policy("request_limit", SPEC)
          .publishAndAwait(200);
      String text = "\"" + "x".repeat(LIMIT - 2) + "\"";
      GatewayResponse whole = product.client().post("/", text);
      assertEquals(200, whole.status(), whole::body);
      assertEquals(LIMIT, whole.json().path("body_bytes").asInt());
      try (RawHttpCall call = RawHttpCall.connect(product.port())) {
        RawHttpMessage chunked =
            call.openPost("/", Map.of("host", product.host(), "content-type", "application/json"))
                .sendChunk("\"" + "x".repeat(200_000))
                .sendChunk("\"")
                .sendEnd(Map.of())
                .readResponse();
        assertEquals(200, chunked.status(), chunked::toString);
        assertTrue(chunked.text().contains("\"body_bytes\":200002"), chunked::toString);
      }
    }
  }

  @Test
  void body_withLength_isNotHeld() {
    try (RawHttpUpstream upstream = new RawHttpUpstream();
        EdgeProduct product = limited(upstream, "off");
        RawHttpCall call = RawHttpCall.connect(product.port())) {
      upstream.respondWith(new ScriptedResponse("text/plain", List.of("ok"), Map.of()));
      call.sendRaw(
          "POST / HTTP/1.1\r\nhost: "
              + product.host()
              + "\r\ncontent-type: text/plain\r\ncontent-length: 10\r\n\r\nhalf ");
      // The upstream closes its side only after it has read a message, so a part is not recorded.
      RawHttpMessage answer = call.sendRaw("there").readResponse();
      assertEquals(200, answer.status(), answer::toString);
      assertEquals("half there", upstream.lastRequest().orElseThrow().text());
      assertEquals("10", upstream.lastRequest().orElseThrow().header("content-length").orElse("-"));
    }
  }

  private EdgeProduct limited(RawHttpUpstream upstream, String inspection) {
    return new EdgeProduct(sluice, "edge-limit-" + inspection.charAt(0), upstream.port())
        .policy("dlp", "{\"inspection\": \"" + inspection + "\"}")
        .policy("request_limit", SPEC)
        .publishAndAwait(200);
  }
}
