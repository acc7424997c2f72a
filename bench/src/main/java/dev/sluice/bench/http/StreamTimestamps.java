package dev.sluice.bench.http;

import dev.sluice.bench.http.EventStreamLoad.StreamMeasurements;
import java.util.function.Consumer;

/** The times at which each event of one stream was written and arrived. */
final class StreamTimestamps implements HttpCaller.Listener {
  private final EventScript script;
  private final long[] written;
  private final long[] arrived;
  private final Consumer<StreamTimestamps> then;
  private long requested;
  private int next;

  /** Calls {@code then} when the stream has ended. */
  StreamTimestamps(EventScript script, Consumer<StreamTimestamps> then) {
    this.script = script;
    this.then = then;
    this.written = new long[script.size()];
    this.arrived = new long[script.size()];
  }

  void requested(long now) {
    requested = now;
  }

  void written(int event, long now) {
    written[event] = now;
  }

  @Override
  public void received(int bytes, long now) {
    while (next < arrived.length && script.end(next) <= bytes) {
      arrived[next++] = now;
    }
  }

  @Override
  public void done(long now) {
    then.accept(this);
  }

  void addTo(StreamMeasurements samples) {
    samples.first().add(arrived[0] - requested);
    int late = 0;
    for (int event = 0; event < written.length; event++) {
      samples.delays().add(arrived[event] - written[event]);
      while (late < event && arrived[late] - written[event] <= 0) {
        late++;
      }
      samples.held().add(characters(late, event));
    }
  }

  private int characters(int from, int to) {
    int sum = 0;
    for (int event = from; event < to; event++) {
      sum += script.characters(event);
    }
    return sum;
  }
}
