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

/** The findings in one body, and the reason if the body must stop. */
public final class BodyFindings {
  private static final int MOST_FINDINGS = 1000;

  /** The reasons for which a body stops. */
  public enum StopReason {
    NONE,
    BLOCKED,
    OVERFLOW,
    INVALID,
    OVER_BUDGET
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

  /**
   * Creates empty findings; {@code blocking} holds the positions of the blocking rules in force.
   */
  public BodyFindings(BodyDirection direction, BitSet blocking, boolean eventStream) {
    this.direction = direction;
    this.blocking = blocking;
    this.eventStream = eventStream;
  }

  /**
   * Adds a finding. In an event stream it counts when its event is complete. A finding in two
   * readings of one event counts once.
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

  /** Records that the bytes before an offset have left, so no more findings can begin there. */
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
        rule.confidence(),
        match.hash());
  }

  /**
   * Blocks the body. A held body is still read to its end, so that the blocking rule which is first
   * in the file is reported. Reading stops early if that rule has matched.
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

  /** Makes the findings so far final, because the event or the body has ended. */
  public void commit() {
    count();
    if (blockingRule != null) {
      stopReason(StopReason.BLOCKED, blockedFrom);
    } else if (invalidFrom != Long.MAX_VALUE) {
      stopReason(StopReason.INVALID, invalidFrom);
    }
  }

  /** Stops the body because it would hold too many bytes; a blocked body holds none. */
  public void stopForOverflow(long rawFrom) {
    if (eventStream || blockingRule == null) {
      stopReason(StopReason.OVERFLOW, rawFrom);
    }
  }

  /** Stops an event stream before an event for which no budget is left. */
  public void stopOverBudget(long rawFrom) {
    stopReason(StopReason.OVER_BUDGET, rawFrom);
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

  /** Returns true if nothing can change the verdict any more. */
  public boolean isFinal() {
    return stopReason != StopReason.NONE;
  }

  public StopReason stopReason() {
    return stopReason;
  }

  /** Returns the watermark: the exclusive offset up to which bytes may leave. */
  public long watermark() {
    return isFinal() ? stopAt : blockedFrom;
  }

  /**
   * Returns true if no more bytes may leave; the rest of the body is read only for its findings.
   */
  public boolean isClosed() {
    return isFinal() || (blockingRule != null && !eventStream);
  }

  public String invalidReason() {
    return invalidReason;
  }

  public String blockingRule() {
    return blockingRule == null ? "" : blockingRule.id();
  }

  /** Returns true if the blocking rule is a WAF rule. */
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
