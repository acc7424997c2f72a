package dev.sluice.bench.load;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Streams side by side, whose upstream writes one event after the other at even distances. */
public final class PacedLoad {
  private static final long LEAD_IN = Duration.ofMillis(50).toNanos();

  private final Loop loop;
  private final Upstream upstream;
  private final byte[] request;
  private final List<EventScript> scripts;
  private final int streams;
  private final long gap;

  /** {@code scripts} are given to the streams in turn. */
  public PacedLoad(
      Loop loop,
      Upstream upstream,
      byte[] request,
      List<EventScript> scripts,
      int streams,
      Duration gap) {
    this.loop = loop;
    this.upstream = upstream;
    this.request = request;
    this.scripts = List.copyOf(scripts);
    this.streams = streams;
    this.gap = gap.toNanos();
  }

  /** What one window gave: for each script its samples, and all events together. */
  public record Window(List<StreamSamples> scripts, int events, Use use) {
    public Window {
      scripts = List.copyOf(scripts);
    }
  }

  /** Has all streams played so many times over. */
  public Window run(int port, int times, Meter meter) {
    List<StreamSamples> samples = scripts.stream().map(script -> new StreamSamples()).toList();
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      callers.add(new Caller(loop, port));
    }
    int events = 0;
    Use before = meter.read();
    for (int i = 0; i < times; i++) {
      events += play(callers, samples);
    }
    Use use = meter.read().since(before);
    callers.forEach(Caller::close);
    return new Window(samples, events, use);
  }

  private int play(List<Caller> callers, List<StreamSamples> samples) {
    List<StreamTimes> all = new ArrayList<>();
    long start = System.nanoTime() + LEAD_IN;
    int events = 0;
    for (int i = 0; i < streams; i++) {
      EventScript script = scripts.get(i % scripts.size());
      var times = new StreamTimes(script);
      all.add(times);
      begin(callers.get(i), "/stream/" + i, script, times, start + gap * i / streams);
      events += script.size();
    }
    loop.runUntil(() -> all.stream().allMatch(StreamTimes::isDone));
    for (int i = 0; i < streams; i++) {
      upstream.forget("/stream/" + i);
      all.get(i).addTo(samples.get(i % scripts.size()));
    }
    return events;
  }

  private void begin(Caller caller, String path, EventScript script, StreamTimes times, long at) {
    upstream.serve(path, request, to -> new Writer(to, script, times).write());
    ByteBuffer message = Exchange.request(path, request);
    loop.at(
        at,
        () -> {
          times.asked(System.nanoTime());
          caller.ask(message, script.body(), times);
        });
  }

  /** The upstream's side of one stream. */
  private final class Writer {
    private final Connection to;
    private final EventScript script;
    private final StreamTimes times;
    private final long start = System.nanoTime();
    private int event;

    Writer(Connection to, EventScript script, StreamTimes times) {
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
}
