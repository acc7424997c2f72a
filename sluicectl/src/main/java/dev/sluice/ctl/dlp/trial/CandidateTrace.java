package dev.sluice.ctl.dlp.trial;

import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recorder of the candidates of rules. It puts itself around the checks of a policy, so that the
 * engine that decides is the one that is recorded.
 */
final class CandidateTrace {
  private static final int MOST = 10_000;

  /** A context that keeps a text whole, so that positions are those in the text. */
  private static final int WHOLE_TEXT = 1 << 28;

  private final List<CheckedCandidate> candidates = new ArrayList<>();

  /** Returns the same policy with recorded checks. */
  DlpPolicy around(DlpPolicy policy) {
    DlpPolicy traced = SelectedRules.of(policy, rule -> List.of(around(rule)));
    List<DlpRule> rules = new ArrayList<>(traced.rules());
    if (!rules.isEmpty()) {
      rules.add(keepingText(rules.getLast(), rules.size()));
    }
    return policy.withRules(rules);
  }

  private DlpRule around(DlpRule rule) {
    List<PatternSet.Entry> entries =
        rule.detections().stream()
            .map(entry ->
                new PatternSet.Entry(
                    entry.pattern(), entry.maxLength(), new RecordedCheck(rule, entry.check())))
            .toList();
    return with(rule, rule.order(), rule.id(), rule.action(), entries);
  }

  /** Returns a rule that never matches, and whose check needs all of the text before a match. */
  private static DlpRule keepingText(DlpRule like, int order) {
    return switch (TextPattern.parse("\\x01\\x02\\x03\\x04")) {
      case PatternResult.Accepted(TextPattern pattern) ->
          with(
              like,
              order,
              "",
              RuleAction.ALLOW,
              List.of(new PatternSet.Entry(pattern, 4, new WholeTextCheck())));
      case PatternResult.Rejected(int _, String message) ->
          throw new IllegalStateException(message);
    };
  }

  private static DlpRule with(
      DlpRule rule, int order, String id, RuleAction action, List<PatternSet.Entry> entries) {
    return new DlpRule(
        order,
        id,
        rule.kind(),
        rule.ruleClass(),
        action,
        rule.mask(),
        rule.severity(),
        rule.scope(),
        entries,
        rule.allow(),
        Optional.empty(),
        rule.confidence());
  }

  /** Returns the recorded candidates. */
  List<CheckedCandidate> candidates() {
    return List.copyOf(candidates);
  }

  /** A check that rejects all, with the context of all of the text. */
  private static final class WholeTextCheck implements MatchCheck {
    @Override
    public CheckResult evaluate(MatchCandidate candidate) {
      return NoMatch.REJECTED;
    }

    @Override
    public int lookBehind() {
      return WHOLE_TEXT;
    }
  }

  /** A check that records the results of another one. */
  private final class RecordedCheck implements MatchCheck {
    private final DlpRule rule;
    private final MatchCheck check;

    RecordedCheck(DlpRule rule, MatchCheck check) {
      this.rule = rule;
      this.check = check;
    }

    @Override
    public CheckResult evaluate(MatchCandidate candidate) {
      return recorded(candidate, check.evaluate(candidate));
    }

    @Override
    public CheckResult evaluate(MatchCandidate candidate, int previousEnd) {
      return recorded(candidate, check.evaluate(candidate, previousEnd));
    }

    private CheckResult recorded(MatchCandidate candidate, CheckResult result) {
      if (candidates.size() < MOST) {
        switch (result) {
          case MatchedSpan(int from, int to) -> {
            boolean allowed = rule.allow().allows(candidate.text(), from, to);
            add(candidate, text(candidate, from, to), !allowed);
          }
          case NoMatch.REJECTED -> add(candidate, "", false);
          case NoMatch.UNDECIDED -> {}
        }
      }
      return result;
    }

    private void add(MatchCandidate candidate, String value, boolean accepted) {
      candidates.add(
          new CheckedCandidate(
              rule.id(),
              rule.confidence(),
              candidate.from(),
              candidate.to(),
              text(candidate, candidate.from(), candidate.to()),
              value,
              accepted));
    }

    private static String text(MatchCandidate candidate, int from, int to) {
      return new String(candidate.text(), from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public boolean mayStart(byte[] text, int from) {
      return check.mayStart(text, from);
    }

    @Override
    public int lookBehind() {
      return check.lookBehind();
    }

    @Override
    public int lookAhead() {
      return check.lookAhead();
    }
  }
}
