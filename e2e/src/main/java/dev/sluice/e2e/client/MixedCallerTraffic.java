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

/**
 * A load of three callers until it is closed: one allowed, one without a token, one that sends a
 * secret.
 */
public final class MixedCallerTraffic implements AutoCloseable {
  /** The header that names the caller of a request to the upstream. */
  public static final String CALLER = "x-test-caller";

  /** The outcome of a call whose connection broke before the end of the response. */
  public static final String BROKEN = "broken";

  private static final String PATH = "/v1/chat/completions";
  private static final long PAUSE = Duration.ofMillis(15).toNanos();

  /** The callers. */
  public enum CallerKind {
    ALLOWED,
    FORBIDDEN,
    BLOCKED
  }

  /** A finished call with its outcome: the status, followed by the error code if there is one. */
  public record FinishedCall(
      CallerKind caller, String correlation, String outcome, long startedNanos) {}

  private final Map<CallerKind, GatewayClient> clients = new EnumMap<>(CallerKind.class);
  private final Queue<FinishedCall> calls = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String correlationPrefix = "traffic-" + UUID.randomUUID() + "-";
  private final AtomicLong count = new AtomicLong();
  private final long started = System.nanoTime();
  private volatile boolean open = true;

  public MixedCallerTraffic(GatewayClient gateway, String token) {
    clients.put(CallerKind.ALLOWED, gateway.withBearer(token));
    clients.put(CallerKind.FORBIDDEN, gateway);
    clients.put(CallerKind.BLOCKED, gateway.withBearer(token));
    for (CallerKind caller : CallerKind.values()) {
      threads.execute(() -> run(caller));
    }
  }

  /** Returns all finished calls. */
  public List<FinishedCall> calls() {
    return List.copyOf(calls);
  }

  /**
   * Returns the number of finished calls of a caller with this outcome that started after a time.
   */
  public long count(CallerKind caller, String outcome, long afterNanos) {
    return calls.stream()
        .filter(c -> c.caller() == caller && c.outcome().equals(outcome))
        .filter(c -> c.startedNanos() - afterNanos > 0)
        .count();
  }

  /** Returns the start time of the load. */
  public long startedNanos() {
    return started;
  }

  /** Returns the prefix of the correlation ids of these calls. */
  public String correlationPrefix() {
    return correlationPrefix;
  }

  /** Stops the load and waits until every call has ended. */
  @Override
  public void close() {
    open = false;
    threads.close();
  }

  private void run(CallerKind caller) {
    while (open) {
      call(caller);
      LockSupport.parkNanos(PAUSE);
    }
  }

  private void call(CallerKind caller) {
    String correlation = correlationPrefix + count.incrementAndGet();
    long start = System.nanoTime();
    calls.add(new FinishedCall(caller, correlation, outcome(caller, correlation), start));
  }

  private String outcome(CallerKind caller, String correlation) {
    GatewayClient client = clients.get(caller);
    if (client == null) {
      throw new IllegalStateException(caller.name());
    }
    try {
      GatewayResponse answer =
          client
              .withCorrelation(correlation)
              .withHeader(CALLER, caller.name())
              .post(PATH, body(caller));
      return (answer.status() + " " + answer.errorCode()).strip();
    } catch (UncheckedIOException e) {
      return BROKEN;
    }
  }

  private static String body(CallerKind caller) {
    String text = caller == CallerKind.BLOCKED ? "key " + "AKIA" + "IOSFODNN7EXAMPLE" : "ping";
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }
}
