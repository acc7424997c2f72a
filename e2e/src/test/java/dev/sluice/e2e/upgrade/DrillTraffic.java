package dev.sluice.e2e.upgrade;

import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.client.StreamedResponse.StreamEvent;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A load until it is closed: allowed chats, chats without a token, chats with a secret, and streams
 * whose personal data must arrive masked.
 */
final class DrillTraffic implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int STREAMS = 2;
  private static final String MASKED =
      StubCompletions.RECORD
          .replace(StubCompletions.EMAIL, "[EMAIL]")
          .replace(StubCompletions.CARD, "[CARD ****1111]");
  private static final String STREAM =
      TestEnvironment.streamedPrompt("Read me the " + StubCompletions.RECORD_PROMPT + ".");

  /** A finished call; a failed one has another outcome than its caller expects. */
  record DrillCall(String step, String caller, String correlation, String outcome, boolean failed) {

    String kind() {
      return step + ": " + caller + " " + outcome;
    }
  }

  private final Queue<DrillCall> calls = new ConcurrentLinkedQueue<>();
  private final AtomicLong count = new AtomicLong();
  private final String prefix = TestEnvironment.uniqueId("drill") + "-";
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile String step = "start";
  private volatile boolean open = true;

  DrillTraffic(GatewayClient gateway, String token) {
    GatewayClient known = gateway.withBearer(token);
    run("allowed", "200", id -> chat(known.withCorrelation(id), TestEnvironment.prompt("ping")));
    run(
        "refused",
        "401 AUTH_INVALID_TOKEN",
        id -> chat(gateway.withCorrelation(id), TestEnvironment.prompt("ping")));
    run(
        "blocked",
        "400 DLP_BLOCKED",
        id -> chat(known.withCorrelation(id), TestEnvironment.blockedPrompt()));
    for (int i = 0; i < STREAMS; i++) {
      run("masked", "200 masked", id -> stream(known.withCorrelation(id)));
    }
  }

  /** Names the step under which calls are counted that end from now on. */
  void begin(String name) {
    step = name;
  }

  long count() {
    return count.get();
  }

  /** Returns the prefix of the correlation ids of these calls. */
  String prefix() {
    return prefix;
  }

  List<DrillCall> calls() {
    return List.copyOf(calls);
  }

  List<DrillCall> failures() {
    return calls.stream().filter(DrillCall::failed).toList();
  }

  /** Returns the number of calls by step, caller and outcome. */
  Map<String, Long> outcomes() {
    return calls.stream()
        .collect(Collectors.groupingBy(DrillCall::kind, TreeMap::new, Collectors.counting()));
  }

  /** Stops the load and waits until every call has ended. */
  @Override
  public void close() {
    open = false;
    threads.close();
  }

  private void run(String caller, String expected, Function<String, String> call) {
    threads.execute(() -> {
      while (open) {
        String correlation = prefix + count.incrementAndGet();
        String outcome = outcome(call, correlation);
        calls.add(new DrillCall(step, caller, correlation, outcome, !outcome.equals(expected)));
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    });
  }

  private static String outcome(Function<String, String> call, String correlation) {
    try {
      return call.apply(correlation);
    } catch (UncheckedIOException e) {
      return "broken";
    }
  }

  private static String chat(GatewayClient client, String body) {
    GatewayResponse answer = client.post(TestEnvironment.CHAT, body);
    return (answer.status() + " " + answer.errorCode()).strip();
  }

  private static String stream(GatewayClient client) {
    try (StreamedResponse answer =
        client.withHeader("x-stub-delay-ms", "5").stream(TestEnvironment.CHAT, STREAM)) {
      List<StreamEvent> events = answer.readRemaining();
      boolean whole = !events.isEmpty() && events.getLast().data().equals("[DONE]");
      boolean masked = ChatTextAssembler.assemble(events).equals(MASKED);
      return answer.status() + (whole ? "" : " cut") + (masked ? " masked" : " other text");
    }
  }
}
