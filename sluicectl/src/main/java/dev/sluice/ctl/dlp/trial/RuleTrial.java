package dev.sluice.ctl.dlp.trial;

import com.google.protobuf.ByteString;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.trial.BodyRun;
import dev.sluice.extproc.trial.CutCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A trial of rules on one text or event stream. */
public final class RuleTrial {
  /** The most near misses of each rule that are explained. */
  private static final int MOST_NEAR_MISSES = 20;

  /** The most places at which a body is cut; more are spread over it. */
  private static final int MOST_CUTS = 4096;

  /**
   * The result of a trial.
   *
   * @param verdict whether the body passes
   * @param output what leaves of it
   * @param cuts the number of places at which the body was also cut
   * @param differingCut the first cut with another result; empty if there is none
   */
  public record TrialResult(
      String verdict,
      List<TrialFinding> findings,
      List<NearMiss> nearMisses,
      String output,
      int cuts,
      Optional<String> differingCut) {
    public TrialResult {
      findings = List.copyOf(findings);
      nearMisses = List.copyOf(nearMisses);
    }
  }

  /**
   * A match.
   *
   * @param confidence the confidence of the recognizer
   * @param channel the text channel
   * @param offset the start in the channel, in bytes of UTF-8
   * @param value the masked form of the value
   */
  public record TrialFinding(
      String rule,
      String kind,
      String action,
      String confidence,
      String channel,
      long offset,
      int length,
      String value,
      String reason) {}

  /**
   * A text that a pattern found and a check rejected.
   *
   * @param offset the start in the text; -1 where the text is one of several in the body
   */
  public record NearMiss(
      String rule, String kind, long offset, int length, String value, String reason) {}

  private final DlpPolicy policy;
  private final BodyDirection direction;
  private final ExchangeScope scope;
  private final Map<String, MatchReason> reasons = new HashMap<>();

  /** Prepares trials of the rules that pass a filter. */
  public RuleTrial(
      DlpPolicy policy, BodyDirection direction, String environment, Predicate<DlpRule> filter) {
    this.policy = SelectedRules.of(policy, rule -> filter.test(rule) ? List.of(rule) : List.of());
    this.direction = direction;
    scope = new ExchangeScope("", "", environment, "localhost", "/");
  }

  /**
   * Tries the rules on a body.
   *
   * @param stream true if the body is an event stream
   */
  public TrialResult run(byte[] body, boolean stream) {
    String type = stream ? "text/event-stream" : "text/plain";
    var trace = new CandidateTrace();
    var _ = subject(trace.around(policy), type, body).run();
    BodyRun.Subject subject = subject(policy, type, body);
    BodyRun result = subject.run();
    CutCheck cuts = CutCheck.of(subject, result, MOST_CUTS, () -> false);
    List<CheckedCandidate> open = new ArrayList<>(trace.candidates());
    List<TrialFinding> findings =
        result.findings().stream().map(found -> finding(found, open)).toList();
    return new TrialResult(
        words(result),
        findings,
        nearMisses(trace.candidates(), !stream && !startsLikeJson(body)),
        result.sentOutput().toStringUtf8(),
        cuts.cuts(),
        cuts.differing().stream().mapToObj(RuleTrial::differingCut).findFirst());
  }

  private BodyRun.Subject subject(DlpPolicy rules, String contentType, byte[] body) {
    return new BodyRun.Subject(
        new PolicyInspector(rules), direction, contentType, scope, true, ByteString.copyFrom(body));
  }

  private static String differingCut(int cut) {
    return cut == 0
        ? "chunks of one byte change the result"
        : "a cut at byte " + cut + " changes the result";
  }

  private static String words(BodyRun run) {
    return switch (run.verdict()) {
      case "pass" -> "passes";
      case "blocked" -> "blocked by " + run.rule();
      case "overflow" -> "rejected: it would be held too long";
      default -> "rejected: " + run.reason();
    };
  }

  private TrialFinding finding(DlpFinding found, List<CheckedCandidate> open) {
    Optional<CheckedCandidate> candidate =
        open.stream()
            .filter(one ->
                one.accepted()
                    && one.rule().equals(found.rule())
                    && one.confidence() == found.confidence())
            .findFirst();
    candidate.ifPresent(open::remove);
    return new TrialFinding(
        found.rule(),
        found.kind(),
        found.action().label(),
        found.confidence().label(),
        found.channel(),
        found.offset(),
        found.length(),
        candidate.map(one -> MaskedForm.of(one.value())).orElse(""),
        candidate.map(one -> reason(one).ofMatch(one)).orElse("matches the rule"));
  }

  private List<NearMiss> nearMisses(List<CheckedCandidate> candidates, boolean placed) {
    List<CheckedCandidate> found =
        candidates.stream().filter(CheckedCandidate::accepted).distinct().toList();
    Map<String, List<CheckedCandidate>> longest = new LinkedHashMap<>();
    for (CheckedCandidate one : candidates) {
      List<CheckedCandidate> same = longest.computeIfAbsent(one.rule(), _ -> new ArrayList<>());
      if (same.size() < MOST_NEAR_MISSES
          && found.stream().noneMatch(other -> other.meets(one, placed))
          && same.stream().noneMatch(other -> other.covers(one))) {
        same.removeIf(one::covers);
        same.add(one);
      }
    }
    Map<CheckedCandidate, String> explained = new LinkedHashMap<>();
    longest
        .values()
        .forEach(same -> same.forEach(one -> explained.put(one, reason(one).ofNearMiss(one))));
    return explained.keySet().stream()
        .filter(one -> isInformative(one, explained, placed))
        .map(one -> nearMiss(one, explained.getOrDefault(one, ""), placed))
        .toList();
  }

  /** Returns false if another rule has more to say about the same text than that it is none. */
  private static boolean isInformative(
      CheckedCandidate one, Map<CheckedCandidate, String> explained, boolean placed) {
    return !MatchReason.OTHER_FORM.equals(explained.get(one))
        || explained.entrySet().stream()
            .noneMatch(other ->
                !other.getValue().equals(MatchReason.OTHER_FORM)
                    && other.getKey().meets(one, placed));
  }

  private NearMiss nearMiss(CheckedCandidate one, String reason, boolean placed) {
    return new NearMiss(
        one.rule(),
        rule(one).kind(),
        placed ? one.from() : -1,
        one.to() - one.from(),
        MaskedForm.of(one.text()),
        reason);
  }

  private MatchReason reason(CheckedCandidate one) {
    return reasons.computeIfAbsent(
        one.rule() + "/" + one.confidence().label(), _ -> new MatchReason(rule(one)));
  }

  private DlpRule rule(CheckedCandidate one) {
    return policy.rules().stream()
        .filter(rule -> rule.id().equals(one.rule()) && rule.confidence() == one.confidence())
        .findFirst()
        .orElseThrow();
  }

  private static boolean startsLikeJson(byte[] body) {
    for (byte b : body) {
      if (b > ' ') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }
}
