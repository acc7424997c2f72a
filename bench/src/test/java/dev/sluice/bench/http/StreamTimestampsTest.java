package dev.sluice.bench.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.bench.http.EventScript.Event;
import dev.sluice.bench.load.MeasuredValues;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTimestampsTest {
  private final EventScript script =
      new EventScript(List.of(new Event("a", 0), new Event("b", 5), new Event("c", 7)));
  private final StreamTimestamps times = new StreamTimestamps(script, _ -> {});

  @Test
  void addTo_delayedEvent_isHeld() {
    times.requested(100);
    times.written(0, 110);
    times.received(script.end(0), 120);
    times.written(1, 200);
    times.received(script.end(1) - 1, 210);
    times.written(2, 300);
    times.received(script.end(2), 310);
    var samples = new EventStreamLoad.StreamMeasurements();
    times.addTo(samples);
    assertEquals(20, samples.first().percentile(1));
    assertEquals(110, samples.delays().percentile(1));
    assertEquals(10, samples.delays().percentile(0.5));
    assertEquals(5, samples.held().percentile(1));
    assertEquals(0, samples.held().percentile(0.5));
  }

  @Test
  void percentile_isSmallestOfItsShare() {
    var all = new MeasuredValues();
    for (int i = 2000; i >= 1; i--) {
      all.add(i * 1_000_000L);
    }
    assertEquals(1000, all.millis(0.5));
    assertEquals(1980, all.millis(0.99));
    assertEquals(0, new MeasuredValues().percentile(0.5));
  }
}
