package dev.sluice.bench.load;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams side by side, whose upstream writes one event after the other at even distances. Each is
 * played again and again, with a pause between.
 */
public final class PacedLoad {
  private static final long PAUSE = Duration.ofMillis(50).toNanos();

  private final Loop loop;
  private final Upstream upstream;
  private final byte[] request;
  private final List<EventScript> scripts;
  private final int streams;
  private final long gap;
  private final Begin begin;

  /** When the streams begin; at no time do two of them write their events together. */
  public enum Begin {
    /**
     * One after the other over the length of a stream, as callers do who know nothing of another.
     */
    APART,
    /** All within one gap. */
    TOGETHER
  }

  /** {@code scripts}, the first the longest, are given to the streams in turn. */
  public PacedLoad(
      Loop loop,
      Upstream upstream,
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

  /** What one window gave: for each script its samples, and all events together. */
  public record Window(List<StreamSamples> scripts, int events, Use use) {
    public Window {
      scripts = List.copyOf(scripts);
    }
  }

  /** Has all streams played so many times over. */
  public Window run(int port, int times, Meter meter) {
    List<StreamSamples> samples = scripts.stream().map(script -> new StreamSamples()).toList();
    long cycle = PAUSE + gap * scripts.getFirst().size();
    long distance = (gap + (begin == Begin.APART ? cycle : 0)) / streams;
    long start = System.nanoTime() + PAUSE;
    List<Player> players = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      int script = i % scripts.size();
      var schedule = new Schedule(start + distance * i, cycle, times);
      players.add(new Player(port, i, scripts.get(script), samples.get(script), schedule));
    }
    Use before = meter.read();
    players.forEach(Player::begin);
    loop.runUntil(() -> players.stream().allMatch(Player::isDone));
    Use use = meter.read().since(before);
    players.forEach(Player::close);
    return new Window(samples, players.stream().mapToInt(Player::events).sum(), use);
  }

  private record Schedule(long first, long cycle, int times) {
    long at(int time) {
      return first + cycle * time;
    }
  }

  /** The caller of one stream after the other. */
  private final class Player {
    private final Caller caller;
    private final String path;
    private final EventScript script;
    private final StreamSamples samples;
    private final Schedule schedule;
    private int played;

    Player(int port, int number, EventScript script, StreamSamples samples, Schedule schedule) {
      this.caller = new Caller(loop, port);
      this.path = "/stream/" + number;
      this.script = script;
      this.samples = samples;
      this.schedule = schedule;
    }

    void begin() {
      var times = new StreamTimes(script, this::ended);
      upstream.serve(path, request, to -> new Writer(to, script, times).write());
      ByteBuffer message = Exchange.request(path, request);
      loop.at(
          schedule.at(played),
          () -> {
            times.asked(System.nanoTime());
            caller.ask(message, script.body(), times);
          });
    }

    private void ended(StreamTimes times) {
      times.addTo(samples);
      played++;
      if (!isDone()) {
        begin();
      }
    }

    boolean isDone() {
      return played == schedule.times();
    }

    int events() {
      return played * script.size();
    }

    void close() {
      upstream.forget(path);
      caller.close();
    }
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
