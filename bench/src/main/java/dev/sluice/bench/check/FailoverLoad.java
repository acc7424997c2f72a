package dev.sluice.bench.check;

import dev.sluice.bench.load.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A load at a constant rate on several servers in turn. A check that fails is sent again, to
 * another server if there is one, until it is answered.
 */
public final class FailoverLoad {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long RECONNECT_PAUSE = Duration.ofMillis(100).toNanos();
  private static final long TICK = Duration.ofMillis(1).toNanos();

  /** The largest number of callers that wait at a time. */
  private static final int MOST_OPEN = 256;

  /** A listener for responses, called on the thread that runs the load. */
  public interface Listener {
    void answered(NumberedCheck check, boolean allowed);
  }

  private final EventLoop loop;
  private final List<CheckReplica> replicas;
  private final Supplier<NumberedCheck> checks;
  private final Listener listener;
  private final Queue<NumberedCheck> waiting = new ArrayDeque<>();
  private long begun;
  private long sent;
  private int open;
  private final AtomicLong retries = new AtomicLong();
  private volatile boolean stopped;

  /** Creates a load on ports of this machine. */
  public FailoverLoad(
      EventLoop loop, List<Integer> ports, Supplier<NumberedCheck> checks, Listener listener) {
    this.loop = loop;
    this.checks = checks;
    this.listener = listener;
    this.replicas = ports.stream().map(CheckReplica::new).toList();
  }

  /** Sends that many checks per second until it is stopped and all are answered. */
  public void run(int perSecond) {
    begun = System.nanoTime();
    tick(perSecond);
    loop.runUntil(() -> stopped && open == 0);
    replicas.forEach(CheckReplica::close);
  }

  /** Stops the load; may be called on any thread. */
  public void stop() {
    stopped = true;
  }

  /** Returns how many checks were sent again. */
  public long retries() {
    return retries.get();
  }

  private void tick(int perSecond) {
    long now = System.nanoTime();
    List<CheckReplica> there =
        replicas.stream().filter(replica -> replica.isConnected(now)).toList();
    if (!there.isEmpty()) {
      retry(there);
      sendNew(there, (now - begun) * perSecond / SECOND + 1);
      there.forEach(CheckReplica::flush);
    }
    if (!stopped || open > 0) {
      loop.at(now + TICK, () -> tick(perSecond));
    }
  }

  private void retry(List<CheckReplica> there) {
    List<NumberedCheck> left = new ArrayList<>(waiting);
    waiting.clear();
    for (int i = 0; i < left.size(); i++) {
      there.get(i % there.size()).send(left.get(i));
    }
  }

  /** Skips checks that are due while too many callers wait. */
  private void sendNew(List<CheckReplica> there, long due) {
    for (; sent < due; sent++) {
      if (!stopped && open < MOST_OPEN) {
        open++;
        there.get((int) (sent % there.size())).send(checks.get());
      }
    }
  }

  private void answered(NumberedCheck check, boolean allowed) {
    open--;
    listener.answered(check, allowed);
  }

  private void retryLater(NumberedCheck check) {
    retries.incrementAndGet();
    waiting.add(check);
  }

  /** A connection to one server that may restart, with the checks in flight. */
  private final class CheckReplica implements CheckConnection.Listener {

    private final int port;
    private final Map<Integer, NumberedCheck> inFlight = new LinkedHashMap<>();
    private @Nullable CheckConnection connection;
    private long next = System.nanoTime();

    CheckReplica(int port) {
      this.port = port;
    }

    /** Returns whether the server can be reached; connects again after a pause. */
    boolean isConnected(long now) {
      if (connection == null && now - next >= 0) {
        next = now + RECONNECT_PAUSE;
        try {
          connection = new CheckConnection(loop, port, this);
        } catch (UncheckedIOException e) {
          return false;
        }
      }
      return connection != null;
    }

    void send(NumberedCheck check) {
      CheckConnection to = connection;
      if (to == null) {
        retryLater(check);
      } else {
        inFlight.put(to.send(check.message()), check);
      }
    }

    void flush() {
      try {
        if (connection != null) {
          connection.flush();
        }
      } catch (IOException e) {
        lost(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void answered(int stream, boolean allowed) {
      NumberedCheck check = inFlight.remove(stream);
      if (check != null) {
        FailoverLoad.this.answered(check, allowed);
      }
    }

    @Override
    public void failed(int stream) {
      NumberedCheck check = inFlight.remove(stream);
      if (check != null) {
        retryLater(check);
      }
    }

    @Override
    public void lost(String why) {
      close();
      List<NumberedCheck> left = List.copyOf(inFlight.values());
      inFlight.clear();
      left.forEach(FailoverLoad.this::retryLater);
    }

    void close() {
      CheckConnection closed = connection;
      connection = null;
      if (closed != null) {
        closed.close();
      }
    }
  }
}
