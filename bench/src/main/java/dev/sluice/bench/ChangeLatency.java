package dev.sluice.bench;

import dev.sluice.e2e.client.ChatBackendSwitch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long it takes from COMMIT to an HTTP answer that shows the change. */
public record ChangeLatency(List<Duration> sorted) {

  public ChangeLatency {
    List<Duration> copy = new ArrayList<>(sorted);
    Collections.sort(copy);
    sorted = List.copyOf(copy);
  }

  /** Moves the chat traffic there and back that many times. */
  public static ChangeLatency measure(ChatBackendSwitch split, int changes) {
    split.moveTo("chat");
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      times.add(split.measureMove(i % 2 == 0 ? "chat-canary" : "chat"));
    }
    split.moveTo("chat");
    return new ChangeLatency(times);
  }

  /** The time that this share of the changes did not exceed. */
  public Duration percentile(double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
