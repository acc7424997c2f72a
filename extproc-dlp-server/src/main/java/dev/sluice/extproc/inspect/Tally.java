package dev.sluice.extproc.inspect;

import dev.sluice.extproc.policy.Action;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleClass;
import dev.sluice.extproc.scanner.ScanSink.Hit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was found in one body, and whether and why it may not go on. */
final class Tally {
  private static final int MOST_FINDINGS = 1000;

  /** Why a body ends. */
  enum Stop {
    NONE,
    BLOCKED,
    OVERFLOW,
    INVALID
  }

  private record Waiting(Hit match, String channel) {}

  private record Place(long rawFrom, int rule) {}

  private record Count(DlpRule rule, long count) {}

  private final Direction direction;
  private final BitSet blocking;
  private final boolean eventStream;
  private final List<Waiting> waiting = new ArrayList<>(0);
  private final TreeSet<Place> places =
      new TreeSet<>(Comparator.comparingLong(Place::rawFrom).thenComparingInt(Place::rule));
  private final List<Finding> findings = new ArrayList<>(0);
  private final TreeMap<Integer, Count> counts = new TreeMap<>();
  private @Nullable DlpRule blockedBy;
  private long blockedFrom = Long.MAX_VALUE;
  private Stop stop = Stop.NONE;
  private long stopAt = Long.MAX_VALUE;
  private long invalidFrom = Long.MAX_VALUE;
  private String why = "";

  /** {@code blocking} are the orders of the blocking rules in force. */
  Tally(Direction direction, BitSet blocking, boolean eventStream) {
    this.direction = direction;
    this.blocking = blocking;
    this.eventStream = eventStream;
  }

  /**
   * In an event stream findings count once their event is complete, and one that is found in two
   * readings of the event counts once.
   */
  void found(Hit match, long rawFrom, String channel) {
    if (over() || (eventStream && !places.add(new Place(rawFrom, match.rule().order())))) {
      return;
    }
    waiting.add(new Waiting(match, channel));
    if (!eventStream) {
      count();
    }
  }

  /** The bytes before an offset have left: nothing more is found in them. */
  void left(long raw) {
    places.headSet(new Place(raw, 0)).clear();
  }

  private void count() {
    for (Waiting found : waiting) {
      DlpRule rule = found.match().rule();
      counts.merge(
          rule.order(), new Count(rule, 1), (a, b) -> new Count(a.rule(), a.count() + b.count()));
      if (findings.size() < MOST_FINDINGS) {
        findings.add(finding(found.match(), found.channel()));
      }
    }
    waiting.clear();
  }

  private Finding finding(Hit match, String channel) {
    DlpRule rule = match.rule();
    return new Finding(
        direction,
        rule.id(),
        rule.kind(),
        channel,
        match.offset(),
        match.length(),
        rule.action(),
        match.hash());
  }

  /**
   * A body that is held until its verdict is read to its end, so that of several blocking rules the
   * first in the file is named, unless that one has matched already.
   */
  void blocked(DlpRule rule, long rawFrom) {
    if (over()) {
      return;
    }
    blockedFrom = Math.min(blockedFrom, rawFrom);
    if (blockedBy == null || rule.order() < blockedBy.order()) {
      blockedBy = rule;
    }
    if (!eventStream && rule.order() == blocking.nextSetBit(0)) {
      settle();
    }
  }

  /** What was found so far is final: the event, or the body, ends. */
  void settle() {
    count();
    if (blockedBy != null) {
      stop(Stop.BLOCKED, blockedFrom);
    } else if (invalidFrom != Long.MAX_VALUE) {
      stop(Stop.INVALID, invalidFrom);
    }
  }

  /** More is held than may be; a body that is blocked already holds nothing any more. */
  void overflow(long rawFrom) {
    if (eventStream || blockedBy == null) {
      stop(Stop.OVERFLOW, rawFrom);
    }
  }

  void invalid(long rawFrom, String reason) {
    if (rawFrom < invalidFrom) {
      invalidFrom = rawFrom;
      why = reason;
    }
    if (!eventStream && blockedBy == null) {
      settle();
    }
  }

  private void stop(Stop kind, long at) {
    if (!over()) {
      waiting.clear();
      stop = kind;
      stopAt = at;
    }
  }

  /** True once nothing more can change the verdict. */
  boolean over() {
    return stop != Stop.NONE;
  }

  Stop stop() {
    return stop;
  }

  /** The offset from which on nothing may leave. */
  long leavesUntil() {
    return over() ? stopAt : blockedFrom;
  }

  /** True if nothing more leaves: what is left of the body is read for its findings only. */
  boolean closed() {
    return over() || (blockedBy != null && !eventStream);
  }

  String why() {
    return why;
  }

  String blockedBy() {
    return blockedBy == null ? "" : blockedBy.id();
  }

  /** Whether the rule that blocks is about an attack. */
  boolean attacked() {
    return blockedBy != null && blockedBy.ruleClass() == RuleClass.WAF;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  Outcome outcome() {
    if (counts.isEmpty()) {
      return Outcome.NOTHING;
    }
    Action strongest = Action.ALLOW;
    Optional<String> winner = Optional.empty();
    List<Outcome.RuleCount> all = new ArrayList<>();
    for (Count count : counts.values()) {
      DlpRule rule = count.rule();
      all.add(new Outcome.RuleCount(rule.id(), rule.kind(), rule.action(), count.count()));
      if (winner.isEmpty() || rule.action().strongerThan(strongest)) {
        strongest = rule.action();
        winner = Optional.of(rule.id());
      }
    }
    return new Outcome(strongest, winner, all);
  }
}
