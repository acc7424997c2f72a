package dev.sluice.bench.http;

import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.MeasuredValues;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A load of concurrent event streams. The upstream writes the events of a stream at equal
 * intervals. Each stream is repeated after a pause.
 */
public final class EventStreamLoad {
  private static final long PAUSE = Duration.ofMillis(50).toNanos();

  private final EventLoop loop;
  private final BenchUpstream upstream;
  private final byte[] request;
  private final List<EventScript> scripts;
  private final int streams;
  private final long gap;
  private final Begin begin;
  private String path = "/stream";
  private List<String> headers = List.of("");

  /** The start times of the streams. Two streams never write their events at the same time. */
  public enum Begin {
    /** Different start times, spread over the length of a stream, like independent callers. */
    APART,
    /** Start times within one interval. */
    TOGETHER
  }

  /** Creates a load that assigns {@code scripts}, the longest first, to the streams in turn. */
  public EventStreamLoad(
      EventLoop loop,
      BenchUpstream upstream,
      byte[] request,
      List<EventScript> scripts,
      int streams,
      Duration gap,
      Begin begin) {
    this.loop = loop;
    this.upstream = upstream;
    this.request = request;
    this.scripts = List.copyOf(scripts);
    this.streams = streams;
    this.gap = gap.toNanos();
    this.begin = begin;
  }

  /**
   * Sets where the requests go.
   *
   * @param path the path, to which each stream adds its number
   * @param headers the additional header lines, which the streams use in turn
   */
  public EventStreamLoad to(String path, List<String> headers) {
    this.path = path;
    this.headers = List.copyOf(headers);
    return this;
  }

  /** The result of one window. */
  public record StreamWindow(StreamMeasurements streams, int events, CpuUsage cpu) {}

  /** Runs every stream the given number of times. */
  public StreamWindow run(int port, int times, CpuMeter meter) {
    var samples = new StreamMeasurements();
    long cycle = PAUSE + gap * scripts.getFirst().size();
    long distance = (gap + (begin == Begin.APART ? cycle : 0)) / streams;
    long start = System.nanoTime() + PAUSE;
    List<StreamCaller> callers = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      EventScript script = scripts.get(i % scripts.size());
      var schedule = new Schedule(start + distance * i, cycle, times);
      callers.add(new StreamCaller(port, i, script, samples, schedule));
    }
    CpuUsage before = meter.read();
    callers.forEach(StreamCaller::begin);
    loop.runUntil(() -> callers.stream().allMatch(StreamCaller::isDone));
    CpuUsage cpu = meter.read().since(before);
    callers.forEach(StreamCaller::close);
    return new StreamWindow(samples, callers.stream().mapToInt(StreamCaller::events).sum(), cpu);
  }

  private record Schedule(long first, long cycle, int times) {
    long at(int time) {
      return first + cycle * time;
    }
  }

  /** A caller that repeats one stream. */
  private final class StreamCaller {
    private final HttpCaller caller;
    private final String path;
    private final String header;
    private final EventScript script;
    private final StreamMeasurements samples;
    private final Schedule schedule;
    private int finished;

    StreamCaller(
        int port, int number, EventScript script, StreamMeasurements samples, Schedule schedule) {
      this.caller = new HttpCaller(loop, port);
      this.path = EventStreamLoad.this.path + "/" + number;
      this.header = headers.get(number % headers.size());
      this.script = script;
      this.samples = samples;
      this.schedule = schedule;
    }

    void begin() {
      var times = new StreamTimestamps(script, this::ended);
      upstream.serve(path, request, to -> new EventWriter(to, script, times).write());
      ByteBuffer message = ExpectedExchange.request(path, header, request);
      loop.at(
          schedule.at(finished),
          () -> {
            times.requested(System.nanoTime());
            caller.send(message, script.body(), times);
          });
    }

    private void ended(StreamTimestamps times) {
      times.addTo(samples);
      finished++;
      if (!isDone()) {
        begin();
      }
    }

    boolean isDone() {
      return finished == schedule.times();
    }

    int events() {
      return finished * script.size();
    }

    void close() {
      upstream.forget(path);
      caller.close();
    }
  }

  /** A writer of one stream in the upstream. */
  private final class EventWriter {
    private final HttpConnection to;
    private final EventScript script;
    private final StreamTimestamps times;
    private final long start = System.nanoTime();
    private int event;

    EventWriter(HttpConnection to, EventScript script, StreamTimestamps times) {
      this.to = to;
      this.script = script;
      this.times = times;
    }

    void write() {
      times.written(event, System.nanoTime());
      to.send(script.part(event++));
      if (event < script.size()) {
        loop.at(start + gap * event, this::write);
      }
    }
  }

  /**
   * The measurements of all streams.
   *
   * @param first the times from a request to its first event, in nanoseconds
   * @param delays the times from the write of an event to its arrival, in nanoseconds
   * @param held the number of characters that had not arrived at the write of the next event
   */
  public record StreamMeasurements(
      MeasuredValues first, MeasuredValues delays, MeasuredValues held) {
    public StreamMeasurements() {
      this(new MeasuredValues(), new MeasuredValues(), new MeasuredValues());
    }
  }
}
