package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.StreamedAnswer;
import dev.sluice.e2e.process.Await;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a client sends gets a clear answer, and nothing hangs or grows. */
@ExtendWith(SluiceExtension.class)
final class BadInputIT {
  private static final long MEGABYTE = 1 << 20;
  private final Sluice sluice;

  BadInputIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  void body_noJson() {
    long before = sluice.stack().chat().count();
    Answer answer = sluice.as("viewer").post(Sluice.CHAT, "{\"messages\": [");
    assertEquals(400, answer.status(), answer.body());
    assertEquals("INVALID_BODY", answer.code());
    assertEquals(before, sluice.stack().chat().count());
  }

  @Test
  void path_thatTwoReadersCouldUnderstandDifferently() {
    Answer answer = sluice.as("admin").post("/v1/rag%2Findex", "{}");
    assertEquals(400, answer.status(), answer.body());
    assertEquals("BAD_REQUEST", answer.code());
  }

  @Test
  void body_noUtf8() {
    byte[] body = Sluice.prompt("x~x").getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < body.length; i++) {
      if (body[i] == '~') {
        body[i] = (byte) 0xff;
      }
    }
    long before = sluice.stack().chat().count();
    Answer answer = sluice.as("viewer").post(Sluice.CHAT, BodyPublishers.ofByteArray(body));
    assertEquals(400, answer.status(), answer.body());
    assertEquals("INVALID_BODY", answer.code());
    assertEquals(before, sluice.stack().chat().count());
  }

  @Test
  void body_twoHundredMegabytes() {
    long before = sluice.stack().chat().count();
    String id = Sluice.fresh("large");
    Answer answer =
        sluice
            .as("viewer")
            .correlation(id)
            .post(Sluice.CHAT, BodyPublishers.ofInputStream(() -> new Filler(200 * MEGABYTE)));
    assertEquals(413, answer.status(), answer.body());
    assertEquals("REQUEST_TOO_LARGE", answer.code());
    assertEquals(before, sluice.stack().chat().count());
    assertEquals(413, sluice.audit().one(id).status());
    assertEquals(200, sluice.as("viewer").post(Sluice.CHAT, Sluice.prompt("still")).status());
  }

  @Test
  void stream_neverEndingUntilTheClientVanishes() {
    String id = Sluice.fresh("endless");
    double before = activeStreams();
    try (StreamedAnswer answer =
        sluice
            .as("viewer")
            .correlation(id)
            .with("x-stub-endless", "yes")
            .with("x-stub-delay-ms", "1")
            .stream(Sluice.CHAT, Sluice.streamedPrompt("for ever"))) {
      for (int i = 0; i < 200; i++) {
        assertTrue(answer.next().isPresent());
      }
      assertTrue(activeStreams() > before);
    }
    Await.until("the stream is over", Duration.ofSeconds(20), () -> activeStreams() <= before);
    assertEquals(499, sluice.audit().one(id).status());
  }

  private double activeStreams() {
    return sluice.extprocMetric("extproc_streams_active");
  }

  /** A JSON text that long without being held anywhere. */
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
