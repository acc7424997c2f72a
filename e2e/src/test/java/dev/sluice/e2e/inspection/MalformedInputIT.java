package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of malformed requests, which get a clear response without hanging or growing memory.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class MalformedInputIT {
  private static final long MEGABYTE = 1 << 20;
  private final TestEnvironment sluice;

  MalformedInputIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void body_notJson() {
    long before = sluice.stack().chat().requestCount();
    GatewayResponse answer =
        sluice.withRole("viewer").post(TestEnvironment.CHAT, "{\"messages\": [");
    assertEquals(400, answer.status(), answer.body());
    assertEquals("INVALID_BODY", answer.errorCode());
    assertEquals(before, sluice.stack().chat().requestCount());
  }

  @Test
  void path_ambiguous() {
    GatewayResponse answer = sluice.withRole("admin").post("/v1/rag%2Findex", "{}");
    assertEquals(400, answer.status(), answer.body());
    assertEquals("BAD_REQUEST", answer.errorCode());
  }

  @Test
  void body_notUtf8() {
    byte[] body = TestEnvironment.prompt("x~x").getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < body.length; i++) {
      if (body[i] == '~') {
        body[i] = (byte) 0xff;
      }
    }
    long before = sluice.stack().chat().requestCount();
    GatewayResponse answer =
        sluice.withRole("viewer").post(TestEnvironment.CHAT, BodyPublishers.ofByteArray(body));
    assertEquals(400, answer.status(), answer.body());
    assertEquals("INVALID_BODY", answer.errorCode());
    assertEquals(before, sluice.stack().chat().requestCount());
  }

  @Test
  void body_twoHundredMegabytes() {
    long before = sluice.stack().chat().requestCount();
    String id = TestEnvironment.uniqueId("large");
    GatewayResponse answer =
        sluice
            .withRole("viewer")
            .withCorrelation(id)
            .post(
                TestEnvironment.CHAT,
                BodyPublishers.ofInputStream(() -> new Filler(200 * MEGABYTE)));
    assertEquals(413, answer.status(), answer.body());
    assertEquals("REQUEST_TOO_LARGE", answer.errorCode());
    assertEquals(before, sluice.stack().chat().requestCount());
    assertEquals(413, sluice.auditRows().awaitOne(id).status());
    assertEquals(
        200,
        sluice
            .withRole("viewer")
            .post(TestEnvironment.CHAT, TestEnvironment.prompt("still"))
            .status());
  }

  @Test
  void stream_endless_clientDisconnects() {
    String id = TestEnvironment.uniqueId("endless");
    double before = activeStreams();
    try (StreamedResponse answer =
        sluice
            .withRole("viewer")
            .withCorrelation(id)
            .withHeader("x-stub-endless", "yes")
            .withHeader("x-stub-delay-ms", "1")
            .stream(TestEnvironment.CHAT, TestEnvironment.streamedPrompt("for ever"))) {
      for (int i = 0; i < 200; i++) {
        assertTrue(answer.awaitNext().isPresent());
      }
      assertTrue(activeStreams() > before);
    }
    ConditionWait.awaitTrue(
        "the stream is over", Duration.ofSeconds(20), () -> activeStreams() <= before);
    assertEquals(499, sluice.auditRows().awaitOne(id).status());
  }

  private double activeStreams() {
    return sluice.extprocMetric("extproc_streams_active");
  }

  /** A stream of a long JSON text that is not stored in memory. */
  private static final class Filler extends InputStream {
    private static final byte[] START = "{\"text\":\"".getBytes(StandardCharsets.UTF_8);
    private final long length;
    private long at;

    Filler(long length) {
      this.length = length;
    }

    @Override
    public int read() {
      if (at == length) {
        return -1;
      }
      return at < START.length ? START[(int) at++] : fill();
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
      int n = 0;
      for (int b = 0; n < count && (b = read()) >= 0; n++) {
        buffer[offset + n] = (byte) b;
      }
      return n == 0 ? -1 : n;
    }

    private int fill() {
      at++;
      return at % 7 == 0 ? ' ' : 'a';
    }
  }
}
