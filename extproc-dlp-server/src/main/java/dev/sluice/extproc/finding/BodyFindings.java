package dev.sluice.extproc.finding;

import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
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
public final class BodyFindings {
  private static final int MOST_FINDINGS = 1000;

  /** Why a body ends. */
  public enum StopReason {
    NONE,
    BLOCKED,
    OVERFLOW,
    INVALID
  }

  private record Waiting(Hit match, String channel) {}

  private record Place(long rawFrom, int rule) {}

  private record Count(DlpRule rule, long count) {}

  private final BodyDirection direction;
  private final BitSet blocking;
  private final boolean eventStream;
  private final List<Waiting> waiting = new ArrayList<>(0);
  private final TreeSet<Place> places =
      new TreeSet<>(Comparator.comparingLong(Place::rawFrom).thenComparingInt(Place::rule));
  private final List<DlpFinding> findings = new ArrayList<>(0);
  private final TreeMap<Integer, Count> counts = new TreeMap<>();
  private @Nullable DlpRule blockingRule;
  private long blockedFrom = Long.MAX_VALUE;
  private StopReason stopReason = StopReason.NONE;
  private long stopAt = Long.MAX_VALUE;
  private long invalidFrom = Long.MAX_VALUE;
  private String invalidReason = "";

  /** {@code blocking} are the orders of the blocking rules in force. */
  public BodyFindings(BodyDirection direction, BitSet blocking, boolean eventStream) {
    this.direction = direction;
    this.blocking = blocking;
    this.eventStream = eventStream;
  }

  /**
   * In an event stream findings count once their event is complete, and one that is found in two
   * readings of the event counts once.
   */
  void add(Hit match, long rawFrom, String channel) {
    if (isFinal() || (eventStream && !places.add(new Place(rawFrom, match.rule().order())))) {
      return;
    }
    waiting.add(new Waiting(match, channel));
    if (!eventStream) {
      count();
    }
  }

  /** The bytes before an offset have left: nothing more is found in them. */
  public void released(long raw) {
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

  private DlpFinding finding(Hit match, String channel) {
    DlpRule rule = match.rule();
    return new DlpFinding(
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
  void block(DlpRule rule, long rawFrom) {
    if (isFinal()) {
      return;
    }
    blockedFrom = Math.min(blockedFrom, rawFrom);
    if (blockingRule == null || rule.order() < blockingRule.order()) {
      blockingRule = rule;
    }
    if (!eventStream && rule.order() == blocking.nextSetBit(0)) {
      commit();
    }
  }

  /** What was found so far is final: the event, or the body, ends. */
  public void commit() {
    count();
    if (blockingRule != null) {
      stopReason(StopReason.BLOCKED, blockedFrom);
    } else if (invalidFrom != Long.MAX_VALUE) {
      stopReason(StopReason.INVALID, invalidFrom);
    }
  }

  /** More is held than may be; a body that is blocked already holds nothing any more. */
  public void stopForOverflow(long rawFrom) {
    if (eventStream || blockingRule == null) {
      stopReason(StopReason.OVERFLOW, rawFrom);
    }
  }

  public void markInvalid(long rawFrom, String reason) {
    if (rawFrom < invalidFrom) {
      invalidFrom = rawFrom;
      invalidReason = reason;
    }
    if (!eventStream && blockingRule == null) {
      commit();
    }
  }

  private void stopReason(StopReason kind, long at) {
    if (!isFinal()) {
      waiting.clear();
      stopReason = kind;
      stopAt = at;
    }
  }

  /** True once nothing more can change the verdict. */
  public boolean isFinal() {
    return stopReason != StopReason.NONE;
  }

  public StopReason stopReason() {
    return stopReason;
  }

  /** The offset from which on nothing may leave. */
  public long watermark() {
    return isFinal() ? stopAt : blockedFrom;
  }

  /** True if nothing more leaves: what is left of the body is read for its findings only. */
  public boolean isClosed() {
    return isFinal() || (blockingRule != null && !eventStream);
  }

  public String invalidReason() {
    return invalidReason;
  }

  public String blockingRule() {
    return blockingRule == null ? "" : blockingRule.id();
  }

  /** Whether the rule that blocks is about an attack. */
  public boolean blockedByWafRule() {
    return blockingRule != null && blockingRule.ruleClass() == RuleClass.WAF;
  }

  public List<DlpFinding> findings() {
    return List.copyOf(findings);
  }

  public InspectionOutcome outcome() {
    if (counts.isEmpty()) {
      return InspectionOutcome.NOTHING;
    }
    RuleAction strongest = RuleAction.ALLOW;
    Optional<String> winner = Optional.empty();
    List<InspectionOutcome.RuleCount> all = new ArrayList<>();
    for (Count count : counts.values()) {
      DlpRule rule = count.rule();
      all.add(
          new InspectionOutcome.RuleCount(rule.id(), rule.kind(), rule.action(), count.count()));
      if (winner.isEmpty() || rule.action().strongerThan(strongest)) {
        strongest = rule.action();
        winner = Optional.of(rule.id());
      }
    }
    return new InspectionOutcome(strongest, winner, all);
  }
}
