package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.client.StreamedResponse.StreamEvent;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
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
 * The tests that a client reads the same masked stream, however the upstream cuts its bytes. {@code
 * -Dcuts=10000} runs more cuts.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class ChunkedStreamIT {
  private static final int CUTS = Integer.getInteger("cuts", Sweep.of(250, 2_500));
  private static final int READERS = 8;

  /** A stream as a client reads it: the data of every event, and the assembled text. */
  private record Seen(List<String> data, String text) {}

  @Test
  void maskedStream_sameForEveryCut(TestEnvironment sluice) throws Exception {
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
    assertFalse(seen.text().contains(StubCompletions.EMAIL), seen.text());
    assertFalse(seen.text().contains(StubCompletions.CARD), seen.text());
    assertEquals("[DONE]", seen.data().getLast());
  }

  private static Seen read(TestEnvironment sluice, int seed) {
    String prompt =
        TestEnvironment.streamedPrompt("Read me the " + StubCompletions.RECORD_PROMPT + ".");
    try (StreamedResponse answer =
        sluice.withRole("viewer").withHeader("x-stub-cuts", Integer.toString(seed)).stream(
            TestEnvironment.CHAT, prompt)) {
      List<StreamEvent> events = answer.readRemaining();
      return new Seen(
          events.stream().map(StreamEvent::data).toList(), ChatTextAssembler.assemble(events));
    }
  }
}
