package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ChatText;
import dev.sluice.e2e.client.StreamedAnswer.Event;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.raw.RawCall;
import dev.sluice.e2e.raw.RawMessage;
import dev.sluice.e2e.raw.RawReader;
import dev.sluice.e2e.stub.Answers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Endless streams of the customer record, read at once to see what of it clients get. */
final class RecordStreams implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String MASKED =
      Answers.RECORD.replace(Answers.EMAIL, "[EMAIL]").replace(Answers.CARD, "[CARD ****1111]");
  private static final String PROMPT =
      Sluice.streamedPrompt("Read me the " + Answers.RECORD_PROMPT + ".");

  private final List<Reading> readings = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Opens so many of them one after the other, over connections of their own. */
  RecordStreams(int count, int port, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(
        Map.of(
            "content-type", "application/json",
            "x-stub-endless", "yes",
            "x-stub-delay-ms", "40"));
    for (int i = 0; i < count; i++) {
      Reading reading = new Reading(RawCall.to(port).post(Sluice.CHAT, all, PROMPT));
      readings.add(reading);
      threads.execute(reading::run);
    }
  }

  /** Returns when all of them are in the middle of it, a mask behind them. */
  void awaitMasks() {
    boolean all = Await.holds(LIMIT, () -> readings.stream().allMatch(Reading::hasMask));
    assertTrue(
        all,
        () ->
            "without a mask: "
                + readings.stream()
                    .filter(reading -> !reading.hasMask())
                    .map(Reading::message)
                    .toList());
  }

  /** Returns when all of them have ended. */
  void awaitEnd() {
    Await.until("each stream has ended", LIMIT, () -> readings.stream().allMatch(Reading::over));
  }

  /** All were cut off, and what came before is the masked record, as far as it goes. */
  void assertCutWithoutALeak() {
    for (Reading reading : readings) {
      RawMessage answer = reading.message();
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

  /** One client. */
  private static final class Reading {
    private final RawCall call;
    private volatile RawMessage last;
    private volatile boolean over;

    Reading(RawCall call) {
      this.call = call;
      try {
        last = call.reader().head().message();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void run() {
      RawReader reader = call.reader();
      try {
        while (reader.piece().length > 0) {
          last = reader.message();
        }
      } catch (IOException e) {
        // It was cut off.
      }
      last = reader.message();
      over = true;
    }

    boolean hasMask() {
      return last.text().contains("[EMAIL]");
    }

    boolean over() {
      return over;
    }

    RawMessage message() {
      return last;
    }

    String text() {
      List<Event> events = new ArrayList<>();
      for (String event : last.text().split("\n\n", -1)) {
        if (event.startsWith("data: {")) {
          events.add(new Event(event.substring("data: ".length()), Duration.ZERO));
        }
      }
      return ChatText.of(events);
    }
  }
}
