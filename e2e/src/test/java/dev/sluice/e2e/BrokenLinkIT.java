package dev.sluice.e2e;

import static dev.sluice.e2e.ModesEnvoy.EVENTS;
import static dev.sluice.e2e.ModesEnvoy.EVENTS_OF_RECORD;
import static dev.sluice.e2e.ModesEnvoy.JSON;
import static dev.sluice.e2e.ModesEnvoy.NONE;
import static dev.sluice.e2e.ModesEnvoy.RECORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.raw.RawCall;
import dev.sluice.e2e.raw.RawMessage;
import dev.sluice.e2e.raw.RawUpstream;
import dev.sluice.e2e.raw.RawUpstream.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In no body mode and no phase does anything pass uninspected when extproc-dlp-server goes. */
@ExtendWith(SluiceExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class BrokenLinkIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Sluice sluice;
  private final ModesEnvoy envoy;
  private final RawUpstream upstream;

  BrokenLinkIT(Sluice sluice) {
    this.sluice = sluice;
    envoy = new ModesEnvoy(sluice);
    upstream = envoy.upstream();
  }

  @AfterAll
  void close() {
    envoy.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "streamed", "duplex"})
  void inTheRequest_refused(String mode) {
    upstream.answer(new Answer(JSON, RECORD, NONE));
    Await.until("all before is over", LIMIT, () -> open() == 0);
    try (RawCall call = envoy.connect()) {
      call.open("/" + mode, Map.of("content-type", JSON)).chunk(RECORD.getFirst());
      Await.until("the request is inspected", LIMIT, () -> open() == 1);
      envoy.cut();
      RawMessage answer = call.answer();
      assertEquals("500 ", answer.status() + " " + answer.text());
    }
    // Streamed, the headers have gone on before.
    assertTrue(upstream.sawHeadersAtMost());
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "streamed", "duplex"})
  void inTheAnswer_cut(String mode) {
    List<String> events = new ArrayList<>(EVENTS_OF_RECORD);
    events.add(1, RawUpstream.PAUSE);
    upstream.answer(new Answer(EVENTS, events, NONE));
    try (RawCall call = envoy.connect()) {
      call.post("/" + mode, Map.of("content-type", JSON), String.join("", RECORD));
      Await.until("the answer has begun", LIMIT, () -> upstream.seen().isPresent());
      envoy.cut();
      upstream.goOn();
      RawMessage answer = call.answer();
      assertTrue(answer.status() == 500 || !answer.whole(), answer.toString());
      assertFalse(answer.text().contains("ann.exa"), answer.toString());
    }
  }

  private double open() {
    return sluice.extprocMetric("extproc_streams_active");
  }
}
