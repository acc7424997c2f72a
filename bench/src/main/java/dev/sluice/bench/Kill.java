package dev.sluice.bench;

import dev.sluice.e2e.client.MixedCallerTraffic;
import dev.sluice.e2e.client.MixedCallerTraffic.CallerKind;
import dev.sluice.e2e.client.MixedCallerTraffic.FinishedCall;
import dev.sluice.e2e.process.ConditionWait;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What callers saw of one killed process.
 *
 * @param seen how often each caller's calls ended how, from the kill until all was well
 * @param down from the kill to the restart
 * @param recovery from the restart to the first of the calls that all went well again
 */
public record Kill(
    String process, Map<CallerKind, Map<String, Long>> seen, Duration down, Duration recovery) {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int ENOUGH = 50;

  public Kill {
    seen = Map.copyOf(seen);
  }

  /** Kills and restarts under the traffic; a good call is one that ends with 200. */
  static Kill measure(String process, MixedCallerTraffic traffic, Runnable kill, Runnable restart) {
    ConditionWait.awaitTrue(
        "traffic flows", LIMIT, () -> lastGood(traffic, traffic.startedNanos()) > 0);
    kill.run();
    long killed = System.nanoTime();
    ConditionWait.awaitTrue(
        "calls were seen", LIMIT, () -> since(traffic, killed).size() >= ENOUGH);
    long restarted = System.nanoTime();
    restart.run();
    ConditionWait.awaitTrue("all is well", LIMIT, () -> lastGood(traffic, restarted) >= ENOUGH);
    long well = startOfGood(traffic, killed);
    return new Kill(
        process,
        outcomes(since(traffic, killed)),
        Duration.ofNanos(restarted - killed),
        Duration.ofNanos(Math.max(0, well - restarted)));
  }

  private static List<FinishedCall> since(MixedCallerTraffic traffic, long moment) {
    return traffic.calls().stream().filter(c -> c.startedNanos() - moment > 0).toList();
  }

  /** How many calls at the end went well without a bad one between. */
  private static int lastGood(MixedCallerTraffic traffic, long moment) {
    int good = 0;
    for (FinishedCall call : since(traffic, moment)) {
      if (call.caller() == CallerKind.ALLOWED) {
        good = call.outcome().equals("200") ? good + 1 : 0;
      }
    }
    return good;
  }

  private static long startOfGood(MixedCallerTraffic traffic, long killed) {
    long start = killed;
    boolean good = true;
    for (FinishedCall call : since(traffic, killed)) {
      if (call.caller() == CallerKind.ALLOWED) {
        boolean now = call.outcome().equals("200");
        start = now && !good ? call.startedNanos() : start;
        good = now;
      }
    }
    return start;
  }

  private static Map<CallerKind, Map<String, Long>> outcomes(List<FinishedCall> calls) {
    Map<CallerKind, Map<String, Long>> seen = new EnumMap<>(CallerKind.class);
    for (FinishedCall call : calls) {
      seen.computeIfAbsent(call.caller(), c -> new TreeMap<>())
          .merge(call.outcome(), 1L, Long::sum);
    }
    return seen;
  }
}
