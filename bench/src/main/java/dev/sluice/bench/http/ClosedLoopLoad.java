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

/** A closed-loop load: each connection waits for a response before it sends the next request. */
public final class ClosedLoopLoad {
  private static final long LEAD_IN = Duration.ofMillis(200).toNanos();

  private final EventLoop loop;
  private final Supplier<ByteBuffer> requests;
  private final byte[] response;
  private final int connections;
  private long pause;

  /** Creates a load that repeats one exchange, and sets it as the upstream's expected one. */
  public ClosedLoopLoad(
      EventLoop loop, BenchUpstream upstream, ExpectedExchange exchange, int connections) {
    this(loop, exchange.requestMessage()::duplicate, exchange.response(), connections);
    upstream.serve(exchange);
  }

  /**
   * Creates a load of requests that have the same response.
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

  /** Lets each connection wait between a response and its next request. */
  public ClosedLoopLoad withPause(Duration pause) {
    this.pause = pause.toNanos();
    return this;
  }

  /** Sends requests to a port for the given time, after a short unmeasured start. */
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
    return new LoadWindow(time.toNanos() / 1e9, run.latencies, 0, run.after.since(run.before));
  }

  /** A running window. */
  private final class OpenWindow {
    private final MeasuredValues latencies = new MeasuredValues();
    private final long start;
    private final long end;
    private CpuUsage before = CpuUsage.ZERO;
    private CpuUsage after = CpuUsage.ZERO;
    private int open;

    OpenWindow(long start, long length) {
      this.start = start;
      this.end = start + length;
    }

    void send(HttpCaller caller) {
      open++;
      long sent = System.nanoTime();
      caller.send(requests.get(), response, now -> ended(caller, sent, now));
    }

    private void sendLater(HttpCaller caller, long time) {
      if (pause == 0) {
        send(caller);
      } else {
        loop.at(time, () -> send(caller));
      }
    }

    private void ended(HttpCaller caller, long sent, long now) {
      open--;
      if (now - start >= 0 && now - end < 0) {
        latencies.add(now - sent);
      }
      if (now + pause - end < 0) {
        sendLater(caller, now + pause);
      }
    }
  }
}
