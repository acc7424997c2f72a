package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.ChatText;
import dev.sluice.e2e.client.StreamedAnswer;
import dev.sluice.e2e.client.StreamedAnswer.Event;
import dev.sluice.e2e.stub.Answers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * However the upstream cuts its bytes, the client reads the same masked stream. {@code
 * -Dcuts=10000} tries more.
 */
@ExtendWith(SluiceExtension.class)
final class CutsIT {
  private static final int CUTS = Integer.getInteger("cuts", Sweep.of(250, 2_500));
  private static final int READERS = 8;

  /** What a client reads: every event's data, and the text that they make. */
  private record Seen(List<String> data, String text) {}

  @Test
  void maskedStream_sameForEveryCutThroughEnvoy(Sluice sluice) throws Exception {
    Set<Seen> distinct = new HashSet<>();
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
      List<Callable<Seen>> reads =
          IntStream.range(0, CUTS)
              .<Callable<Seen>>mapToObj(seed -> () -> read(sluice, seed))
              .toList();
      for (Future<Seen> read : readers.invokeAll(reads)) {
        distinct.add(read.get());
      }
    }

    assertEquals(1, distinct.size());
    Seen seen = distinct.iterator().next();
    assertTrue(seen.text().startsWith("The customer is Ann Example, reached at "), seen.text());
    assertFalse(seen.text().contains(Answers.EMAIL), seen.text());
    assertFalse(seen.text().contains(Answers.CARD), seen.text());
    assertEquals("[DONE]", seen.data().getLast());
  }

  private static Seen read(Sluice sluice, int seed) {
    String prompt = Sluice.streamedPrompt("Read me the " + Answers.RECORD_PROMPT + ".");
    try (StreamedAnswer answer =
        sluice.as("viewer").with("x-stub-cuts", Integer.toString(seed)).stream(
            Sluice.CHAT, prompt)) {
      List<Event> events = answer.rest();
      return new Seen(events.stream().map(Event::data).toList(), ChatText.of(events));
    }
  }
}
