package dev.sluice.bench.http;

import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.LoadWindow;
import dev.sluice.bench.load.MeasuredValues;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A closed-loop load: each connection sends the next request when it has its response. */
public final class ClosedLoopLoad {
  private static final long LEAD_IN = Duration.ofMillis(200).toNanos();

  private final EventLoop loop;
  private final Supplier<ByteBuffer> requests;
  private final byte[] response;
  private final int connections;

  /** Repeats one exchange, which the upstream learns. */
  public ClosedLoopLoad(
      EventLoop loop, BenchUpstream upstream, ExpectedExchange exchange, int connections) {
    this(loop, exchange.requestMessage()::duplicate, exchange.response(), connections);
    upstream.serve(exchange);
  }

  /**
   * Sends requests that have the same response.
   *
   * @param requests the bytes of each request
   * @param response the body of each response
   */
  public ClosedLoopLoad(
      EventLoop loop, Supplier<ByteBuffer> requests, byte[] response, int connections) {
    this.loop = loop;
    this.requests = requests;
    this.response = response.clone();
    this.connections = connections;
  }

  /** Sends requests to a port for that long, after a short time that is not measured. */
  public LoadWindow run(int port, Duration time, CpuMeter meter) {
    var run = new OpenWindow(System.nanoTime() + LEAD_IN, time.toNanos());
    List<HttpCaller> callers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      HttpCaller caller = new HttpCaller(loop, port);
      callers.add(caller);
      run.send(caller);
    }
    loop.at(run.start, () -> run.before = meter.read());
    loop.at(run.end, () -> run.after = meter.read());
    loop.runUntil(() -> run.open == 0 && System.nanoTime() - run.end > 0);
    callers.forEach(HttpCaller::close);
    return new LoadWindow(
        time.toNanos() / 1e9, run.latencies, run.bytes, 0, run.after.since(run.before));
  }

  /** A window while it lasts. */
  private final class OpenWindow {
    private final MeasuredValues latencies = new MeasuredValues();
    private final long start;
    private final long end;
    private CpuUsage before = CpuUsage.ZERO;
    private CpuUsage after = CpuUsage.ZERO;
    private long bytes;
    private int open;

    OpenWindow(long start, long length) {
      this.start = start;
      this.end = start + length;
    }

    void send(HttpCaller caller) {
      open++;
      caller.send(requests.get(), response, new OpenExchange(caller, System.nanoTime()));
    }

    private boolean contains(long now) {
      return now - start >= 0 && now - end < 0;
    }

    /** A request that waits for its response. */
    private final class OpenExchange implements HttpCaller.Listener {
      private final HttpCaller caller;
      private final long sent;
      private int received;

      OpenExchange(HttpCaller caller, long sent) {
        this.caller = caller;
        this.sent = sent;
      }

      @Override
      public void received(int all, long now) {
        if (contains(now)) {
          bytes += all - received;
        }
        received = all;
      }

      @Override
      public void done(long now) {
        open--;
        if (contains(now)) {
          latencies.add(now - sent);
        }
        if (now - end < 0) {
          send(caller);
        }
      }
    }
  }
}
