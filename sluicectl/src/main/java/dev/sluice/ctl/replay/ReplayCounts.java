package dev.sluice.ctl.replay;

import dev.sluice.extauthz.replay.DecidedRequest;
import dev.sluice.extauthz.replay.DecisionChange;
import dev.sluice.extauthz.replay.ReplayResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The counts of a replay, with the first changed decisions as samples. */
public final class ReplayCounts {
  private final int mostSamples;
  private final Map<DecisionChange, Long> changes = new EnumMap<>(DecisionChange.class);
  private final Map<String, Long> undecided = new TreeMap<>();
  private final Map<DecisionChange, Map<String, Long>> rules = new EnumMap<>(DecisionChange.class);
  private final List<ReplaySample> samples = new ArrayList<>();
  private long unreadable;
  private long others;
  private long older;

  /**
   * Creates counts of nothing.
   *
   * @param mostSamples the most samples of each kind of change
   */
  ReplayCounts(int mostSamples) {
    this.mostSamples = mostSamples;
  }

  void add(DecidedRequest request, ReplayResult result) {
    switch (result) {
      case ReplayResult.Undecided(String reason) -> undecided.merge(reason, 1L, Long::sum);
      case ReplayResult.Decided(var verdict) -> {
        DecisionChange change = DecisionChange.of(request.verdict(), verdict);
        changes.merge(change, 1L, Long::sum);
        if (change != DecisionChange.NONE) {
          rules
              .computeIfAbsent(change, _ -> new TreeMap<>())
              .merge(request.verdict() + " -> " + verdict, 1L, Long::sum);
          add(ReplaySample.of(request, verdict));
        }
      }
    }
  }

  /** Counts a line that is not valid. */
  void addUnreadable() {
    unreadable++;
  }

  /** Counts a line that is not a decision. */
  void addOther() {
    others++;
  }

  /** Counts a decision of an earlier version, whose record does not suffice. */
  void addOlder() {
    older++;
  }

  void add(ReplayCounts more) {
    more.changes.forEach((change, count) -> changes.merge(change, count, Long::sum));
    more.undecided.forEach((reason, count) -> undecided.merge(reason, count, Long::sum));
    more.rules.forEach((change, counts) ->
        counts.forEach((rule, count) ->
            rules.computeIfAbsent(change, _ -> new TreeMap<>()).merge(rule, count, Long::sum)));
    more.samples.forEach(this::add);
    unreadable += more.unreadable;
    others += more.others;
    older += more.older;
  }

  private void add(ReplaySample sample) {
    long before = samples.stream().filter(each -> each.change() == sample.change()).count();
    if (before < mostSamples) {
      samples.add(sample);
    }
  }

  /** Returns the number of decisions with this change. */
  public long of(DecisionChange change) {
    return changes.getOrDefault(change, 0L);
  }

  /** Returns the number of decisions that were read. */
  public long decisions() {
    return sum(changes) + sum(undecided) + older;
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the reasons why decisions could not be made again, with their numbers. */
  Map<String, Long> undecided() {
    Map<String, Long> all = new TreeMap<>(undecided);
    if (older > 0) {
      all.put("the record is of an earlier version", older);
    }
    return all;
  }

  /** Returns the changes of one kind by the rules before and after. */
  Map<String, Long> rules(DecisionChange change) {
    return rules.getOrDefault(change, Map.of());
  }

  List<ReplaySample> samples() {
    return samples;
  }

  long unreadable() {
    return unreadable;
  }

  long others() {
    return others;
  }
}
