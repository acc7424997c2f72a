package dev.sluice.quality.drill.load;

import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stub.StubTokenIssuer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A load of all callers through Envoy, until it is closed. */
public final class DrillLoad implements AutoCloseable {
  /** The header that names the caller of a request to the upstream. */
  static final String CALLER = "x-drill-caller";

  private static final Duration PAUSE = Duration.ofMillis(40);

  /** The pause after a failure: servers that start need the processors. */
  private static final Duration RETRY = Duration.ofMillis(300);

  private static final int SOME = 3;
  private static final String CHAT = "/v1/chat/completions";
  private static final String AGENT = "/v1/agent/run";

  private final URI gateway;
  private final Map<DrillCaller, String> tokens = new EnumMap<>(DrillCaller.class);
  private final DrillClient client = new DrillClient();
  private final Queue<SentRequest> requests = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String prefix = "drill-" + UUID.randomUUID() + "-";
  private final AtomicLong count = new AtomicLong();
  private volatile boolean open = true;

  /** Starts the load on a gateway, with tokens of an issuer that the gateway trusts. */
  public DrillLoad(URI gateway, StubTokenIssuer issuer) {
    this.gateway = gateway;
    String good = issuer.token("viewer");
    for (DrillCaller caller : DrillCaller.values()) {
      tokens.put(
          caller,
          switch (caller) {
            case NO_TOKEN -> "";
            case FORGED_TOKEN -> issuer.forgedToken();
            case EXPIRED_TOKEN -> issuer.expiredToken();
            default -> good;
          });
      for (int i = 0; i < caller.loops(); i++) {
        threads.execute(() -> run(caller));
      }
    }
  }

  /** Returns all finished requests. */
  public List<SentRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns the prefix of the correlation ids of this load. */
  public String prefix() {
    return prefix;
  }

  /** Returns the number of requests by outcome. */
  public Map<String, Long> outcomes() {
    return requests.stream()
        .collect(Collectors.groupingBy(SentRequest::outcome, TreeMap::new, Collectors.counting()));
  }

  /** Returns the number of requests with this outcome that started after a time. */
  public long count(String outcome, long afterNanos) {
    return requests.stream()
        .filter(r -> r.outcome().equals(outcome) && r.startedNanos() - afterNanos > 0)
        .count();
  }

  /** Waits until some requests of every caller that start from now on end as without faults. */
  public boolean becomesNormal(Duration limit) {
    long now = System.nanoTime();
    return ConditionWait.becomesTrue(
        limit,
        () -> {
          Map<DrillCaller, Long> good =
              requests.stream()
                  .filter(r -> r.isExpected() && r.startedNanos() - now > 0)
                  .collect(
                      Collectors.groupingBy(
                          SentRequest::caller,
                          () -> new EnumMap<>(DrillCaller.class),
                          Collectors.counting()));
          return good.size() == DrillCaller.values().length
              && good.values().stream().allMatch(n -> n >= SOME);
        });
  }

  /** Sends one request of a caller to any address, and adds it to those of the load. */
  public SentRequest send(DrillCaller caller, URI base) {
    return send(caller, base, "", false);
  }

  /** Sends a chat with this text, with the token of a caller. */
  public SentRequest send(DrillCaller caller, URI base, String text) {
    return send(caller, base, text, false);
  }

  /**
   * Sends one request of a caller, and closes the connection after the first bytes of the answer.
   */
  public void abandon(DrillCaller caller, URI base) {
    var _ = send(caller, base, "", true);
  }

  private SentRequest send(DrillCaller caller, URI base, String text, boolean abandoned) {
    String id = prefix + count.incrementAndGet();
    DrillCanary canary = DrillCanary.of(id);
    String body = text.isEmpty() ? DrillBodies.of(caller, canary) : DrillBodies.chat(text, false);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(caller == DrillCaller.LOW_ROLE ? AGENT : CHAT))
            .header("Content-Type", "application/json")
            .header("X-Correlation-Id", id)
            .header(CALLER, caller.name())
            .POST(publisher(caller, body));
    String token = tokens.getOrDefault(caller, "");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    long start = System.nanoTime();
    DrillClient.Received received = received(request, base, abandoned);
    // An answer that is a stream has its values in parts.
    String answer = received.text();
    long leaked =
        Math.max(canary.countIn(answer), canary.countIn(ChatTextAssembler.assembleEvents(answer)));
    SentRequest sent =
        new SentRequest(caller, id, received.status(), received.outcome(), leaked, start);
    requests.add(sent);
    return sent;
  }

  /** Sends a request. One with TLS has its own connection, so that it sees the certificate. */
  private DrillClient.Received received(HttpRequest.Builder request, URI base, boolean abandoned) {
    if (base.getScheme().equals("https")) {
      try (DrillClient own = new DrillClient()) {
        return own.send(request);
      }
    }
    return abandoned ? client.sendAndLeave(request) : client.send(request);
  }

  /** Stops the load and waits until every request has ended. */
  @Override
  public void close() {
    open = false;
    threads.close();
    client.close();
  }

  private void run(DrillCaller caller) {
    while (open) {
      SentRequest sent = send(caller, gateway);
      LockSupport.parkNanos((sent.isExpected() ? PAUSE : RETRY).toNanos());
    }
  }

  private static BodyPublisher publisher(DrillCaller caller, String body) {
    return caller == DrillCaller.UPLOAD
        ? BodyPublishers.ofInputStream(() -> new DrillBodies.SlowBody(body))
        : BodyPublishers.ofString(body);
  }
}
