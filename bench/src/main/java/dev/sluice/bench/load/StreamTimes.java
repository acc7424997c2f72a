package dev.sluice.bench.load;

import java.util.function.Consumer;

/** When each event of one stream was written and when it had arrived. */
final class StreamTimes implements Caller.Listener {
  private final EventScript script;
  private final long[] written;
  private final long[] arrived;
  private final Consumer<StreamTimes> then;
  private long asked;
  private int next;

  /** {@code then} is told when the stream has ended. */
  StreamTimes(EventScript script, Consumer<StreamTimes> then) {
    this.script = script;
    this.then = then;
    this.written = new long[script.size()];
    this.arrived = new long[script.size()];
  }

  void asked(long now) {
    asked = now;
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

  void addTo(StreamSamples samples) {
    samples.first().add(arrived[0] - asked);
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
