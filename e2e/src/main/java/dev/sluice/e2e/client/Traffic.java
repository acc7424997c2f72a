package dev.sluice.e2e.client;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Three callers that go on until closed: one allowed, one without a token, one with a secret. */
public final class Traffic implements AutoCloseable {
  /** The header that tells an upstream which caller a request is of. */
  public static final String CALLER = "x-test-caller";

  /** What became of a call whose connection broke before its answer ended. */
  public static final String BROKEN = "broken";

  private static final String PATH = "/v1/chat/completions";
  private static final long PAUSE = Duration.ofMillis(15).toNanos();

  /** Who calls. */
  public enum Caller {
    ALLOWED,
    FORBIDDEN,
    BLOCKED
  }

  /** One call and its end: the status, with the error's code behind it when there is one. */
  public record Call(Caller caller, String correlation, String outcome, long startedNanos) {}

  private final Map<Caller, GatewayClient> clients = new EnumMap<>(Caller.class);
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String name = "traffic-" + UUID.randomUUID() + "-";
  private final AtomicLong count = new AtomicLong();
  private final long started = System.nanoTime();
  private volatile boolean open = true;

  public Traffic(GatewayClient gateway, String token) {
    clients.put(Caller.ALLOWED, gateway.bearer(token));
    clients.put(Caller.FORBIDDEN, gateway);
    clients.put(Caller.BLOCKED, gateway.bearer(token));
    for (Caller caller : Caller.values()) {
      threads.execute(() -> run(caller));
    }
  }

  /** All calls that have ended. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The calls of that caller that were started after the moment and have ended so. */
  public long count(Caller caller, String outcome, long afterNanos) {
    return calls.stream()
        .filter(c -> c.caller() == caller && c.outcome().equals(outcome))
        .filter(c -> c.startedNanos() - afterNanos > 0)
        .count();
  }

  /** When the callers began. */
  public long startedNanos() {
    return started;
  }

  /** How the correlation ids of these calls start. */
  public String name() {
    return name;
  }

  /** Returns once every call has ended. */
  @Override
  public void close() {
    open = false;
    threads.close();
  }

  private void run(Caller caller) {
    while (open) {
      call(caller);
      LockSupport.parkNanos(PAUSE);
    }
  }

  private void call(Caller caller) {
    String correlation = name + count.incrementAndGet();
    long start = System.nanoTime();
    calls.add(new Call(caller, correlation, outcome(caller, correlation), start));
  }

  private String outcome(Caller caller, String correlation) {
    GatewayClient client = clients.get(caller);
    if (client == null) {
      throw new IllegalStateException(caller.name());
    }
    try {
      Answer answer =
          client.correlation(correlation).with(CALLER, caller.name()).post(PATH, body(caller));
      return (answer.status() + " " + answer.code()).strip();
    } catch (UncheckedIOException e) {
      return BROKEN;
    }
  }

  private static String body(Caller caller) {
    String text = caller == Caller.BLOCKED ? "key " + "AKIA" + "IOSFODNN7EXAMPLE" : "ping";
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }
}
