package dev.sluice.bench.load;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Connections that each ask again as soon as they have their answer. */
public final class ClosedLoad {
  private static final long LEAD_IN = Duration.ofMillis(200).toNanos();

  private final Loop loop;
  private final Supplier<ByteBuffer> requests;
  private final byte[] answer;
  private final int connections;

  /** Asks for the same over and over. */
  public ClosedLoad(Loop loop, Upstream upstream, Exchange exchange, int connections) {
    this(loop, exchange.requestMessage()::duplicate, exchange.answer(), connections);
    upstream.serve(exchange);
  }

  /**
   * Asks for what has the same answer.
   *
   * @param requests each as it travels
   * @param answer the body of each answer
   */
  public ClosedLoad(Loop loop, Supplier<ByteBuffer> requests, byte[] answer, int connections) {
    this.loop = loop;
    this.requests = requests;
    this.answer = answer.clone();
    this.connections = connections;
  }

  /**
   * What one window of time gave.
   *
   * @param latencies from each request to the end of its answer, in nanoseconds
   * @param bytes of the answers' bodies
   */
  public record Window(double seconds, Samples latencies, long bytes, Use use) {
    private static final double MICROS_PER_MILLI = 1000;

    /** Requests a second. */
    public double rate() {
      return latencies.size() / seconds;
    }

    /** Microseconds of processor time of one part per request. */
    public static ToDoubleFunction<Window> cpu(ToDoubleFunction<Use> part) {
      return window ->
          part.applyAsDouble(window.use()) * MICROS_PER_MILLI / window.latencies().size();
    }
  }

  /** Asks the listener on that port for so long, after a short while that does not count. */
  public Window run(int port, Duration time, Meter meter) {
    var run = new Run(System.nanoTime() + LEAD_IN, time.toNanos());
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Caller caller = new Caller(loop, port);
      callers.add(caller);
      run.ask(caller);
    }
    loop.at(run.start, () -> run.before = meter.read());
    loop.at(run.end, () -> run.after = meter.read());
    loop.runUntil(() -> run.open == 0 && System.nanoTime() - run.end > 0);
    callers.forEach(Caller::close);
    return new Window(time.toNanos() / 1e9, run.latencies, run.bytes, run.after.since(run.before));
  }

  /** One window while it lasts. */
  private final class Run {
    private final Samples latencies = new Samples();
    private final long start;
    private final long end;
    private Use before = Use.NONE;
    private Use after = Use.NONE;
    private long bytes;
    private int open;

    Run(long start, long length) {
      this.start = start;
      this.end = start + length;
    }

    void ask(Caller caller) {
      long asked = System.nanoTime();
      open++;
      caller.ask(requests.get(), answer, new One(caller, asked));
    }

    private boolean counts(long now) {
      return now - start >= 0 && now - end < 0;
    }

    /** One exchange. */
    private final class One implements Caller.Listener {
      private final Caller caller;
      private final long asked;
      private int received;

      One(Caller caller, long asked) {
        this.caller = caller;
        this.asked = asked;
      }

      @Override
      public void received(int all, long now) {
        if (counts(now)) {
          bytes += all - received;
        }
        received = all;
      }

      @Override
      public void done(long now) {
        open--;
        if (counts(now)) {
          latencies.add(now - asked);
        }
        if (now - end < 0) {
          ask(caller);
        }
      }
    }
  }
}
