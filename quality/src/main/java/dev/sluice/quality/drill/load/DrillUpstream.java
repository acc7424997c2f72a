package dev.sluice.quality.drill.load;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.stub.StubUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The upstreams of the load. They count requests that must not have reached them and bytes that
 * must not have left, and answer with personal data.
 */
public final class DrillUpstream {
  private static final String ALLOWED_USER = "user-viewer";
  private static final int DELTA = 3;
  private static final long NEVER_REACHED = 1 << 20;
  private static final Duration BETWEEN = Duration.ofMillis(8);

  private final Set<String> undecided = ConcurrentHashMap.newKeySet();
  private final AtomicLong leaked = new AtomicLong();
  private final AtomicLong reached = new AtomicLong();
  private volatile Duration pause = Duration.ZERO;
  private volatile boolean cutting;

  /** Watches these upstreams; the first two answer the chats. */
  public DrillUpstream(List<StubUpstream> upstreams) {
    for (StubUpstream upstream : upstreams) {
      upstream.observe(this::count);
      upstream.observeBroken(this::count);
    }
    upstreams.stream().limit(2).forEach(upstream -> upstream.answerWith(this::answer));
  }

  /** Waits this long before each later answer. */
  public void pauseBeforeAnswers(Duration time) {
    pause = time;
  }

  /** Cuts each later answer in its middle. */
  public void cutAnswers(boolean cut) {
    cutting = cut;
  }

  /** Ends every fault of the upstreams. */
  public void heal() {
    pause = Duration.ZERO;
    cutting = false;
  }

  /** Returns the number of requests of the load that reached an upstream, whole or in part. */
  public long reached() {
    return reached.get();
  }

  /** Returns the number of requests that had to be denied, or that passed without an identity. */
  public long undecided() {
    return undecided.size();
  }

  /** Returns the bytes of canary values that reached an upstream. */
  public long leaked() {
    return leaked.get();
  }

  /** Starts the counts again. */
  public void reset() {
    undecided.clear();
    leaked.set(0);
    reached.set(0);
  }

  private void count(RecordedRequest request) {
    String caller = DrillBodies.callerOf(request);
    if (caller.isEmpty()) {
      return;
    }
    reached.incrementAndGet();
    String id = id(request);
    boolean passed = !DrillCaller.valueOf(caller).mustBeDenied();
    if (!passed || !request.header("x-user-id").orElse("").equals(ALLOWED_USER)) {
      undecided.add(id);
    }
    leaked.addAndGet(
        DrillCanary.of(id).countIn(request.path() + request.query() + " " + request.body()));
  }

  private static String id(RecordedRequest request) {
    return request.header("x-correlation-id").orElse("");
  }

  private void answer(HttpExchange exchange, RecordedRequest request) throws IOException {
    LockSupport.parkNanos(pause.toNanos());
    DrillCanary canary = DrillCanary.of(id(request));
    String caller = DrillBodies.callerOf(request);
    if (caller.equals(DrillCaller.STREAM.name())) {
      stream(exchange, canary.sentence());
      return;
    }
    boolean personal = caller.equals(DrillCaller.PERSONAL_ANSWER.name());
    String document =
        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1767225600,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
            + (personal ? canary.sentence() : "pong")
            + "\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":9,\"total_tokens\":10}}";
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, 0, bytes.length / 2);
    if (cutting) {
      cutHere();
    }
    out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
    out.close();
  }

  private void stream(HttpExchange exchange, String text) throws IOException {
    // A stream without an announced length would end well in the middle of a value.
    boolean cut = cutting;
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, cut ? NEVER_REACHED : 0);
    OutputStream out = exchange.getResponseBody();
    for (int at = 0; at < text.length(); at += DELTA) {
      send(out, delta(text.substring(at, Math.min(text.length(), at + DELTA))));
      LockSupport.parkNanos(BETWEEN.toNanos());
      if (cut && at > text.length() / 2) {
        cutHere();
      }
    }
    send(out, "[DONE]");
    out.close();
  }

  // The server cuts a connection on which less than the announced length was sent.
  private static void cutHere() throws IOException {
    throw new IOException("the answer is cut");
  }

  private static void send(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String delta(String text) {
    return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,"
        + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"},\"finish_reason\":null}]}";
  }
}
