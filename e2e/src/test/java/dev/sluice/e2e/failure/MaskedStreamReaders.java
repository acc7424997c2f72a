package dev.sluice.e2e.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.client.StreamedResponse.StreamEvent;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpReader;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A set of clients that read endless streams of the customer record. */
final class MaskedStreamReaders implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String MASKED =
      StubCompletions.RECORD
          .replace(StubCompletions.EMAIL, "[EMAIL]")
          .replace(StubCompletions.CARD, "[CARD ****1111]");
  private static final String PROMPT =
      TestEnvironment.streamedPrompt("Read me the " + StubCompletions.RECORD_PROMPT + ".");

  private final List<Reading> readings = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Opens the streams in sequence, each on its own connection. */
  MaskedStreamReaders(int count, int port, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(
        Map.of(
            "content-type", "application/json",
            "x-stub-endless", "yes",
            "x-stub-delay-ms", "250"));
    for (int i = 0; i < count; i++) {
      Reading reading =
          new Reading(RawHttpCall.connect(port).post(TestEnvironment.CHAT, all, PROMPT));
      readings.add(reading);
      threads.execute(reading::run);
    }
  }

  /** Waits until every client has read a mask. */
  void awaitMasks() {
    boolean all =
        ConditionWait.becomesTrue(LIMIT, () -> readings.stream().allMatch(Reading::hasMask));
    assertTrue(
        all,
        () ->
            "without a mask: "
                + readings.stream()
                    .filter(reading -> !reading.hasMask())
                    .map(Reading::message)
                    .toList());
  }

  /** Waits until all streams have ended. */
  void awaitEnd() {
    ConditionWait.awaitTrue(
        "each stream has ended", LIMIT, () -> readings.stream().allMatch(Reading::over));
  }

  /**
   * Checks that all streams were cut, and that the text before is a prefix of the masked record.
   */
  void assertCutWithoutALeak() {
    for (Reading reading : readings) {
      RawHttpMessage answer = reading.message();
      String text = reading.text();
      assertEquals(200, answer.status());
      assertFalse(answer.whole(), "an end in good order: " + answer);
      assertFalse(answer.text().contains("[DONE]"), answer.toString());
      assertTrue(text.contains("[EMAIL]"), text);
      assertTrue(MASKED.repeat(1 + text.length() / MASKED.length()).startsWith(text), text);
    }
  }

  @Override
  public void close() {
    readings.forEach(reading -> reading.call.close());
    threads.close();
  }

  /** A client. */
  private static final class Reading {
    private final RawHttpCall call;
    private volatile RawHttpMessage last;
    private volatile boolean over;

    Reading(RawHttpCall call) {
      this.call = call;
      try {
        last = call.reader().readHead().current();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void run() {
      RawHttpReader reader = call.reader();
      try {
        while (reader.readPiece().length > 0) {
          last = reader.current();
        }
      } catch (IOException e) {
        // The stream was cut.
      }
      last = reader.current();
      over = true;
    }

    boolean hasMask() {
      return last.text().contains("[EMAIL]");
    }

    boolean over() {
      return over;
    }

    RawHttpMessage message() {
      return last;
    }

    String text() {
      List<StreamEvent> events = new ArrayList<>();
      for (String event : last.text().split("\n\n", -1)) {
        if (event.startsWith("data: {")) {
          events.add(new StreamEvent(event.substring("data: ".length()), Duration.ZERO));
        }
      }
      return ChatTextAssembler.assemble(events);
    }
  }
}
