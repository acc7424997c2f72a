package dev.sluice.ctl.explain;

import dev.sluice.common.explain.ExplainedCheck;
import dev.sluice.common.explain.ExplainedFact;
import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.common.explain.Explanation;
import dev.sluice.ctl.output.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** The form of an explanation for people. */
final class ExplanationText {
  private static final int NAME_WIDTH = 16;

  private ExplanationText() {}

  static List<String> lines(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(explanation));
    for (int i = 0; i < explanation.steps().size(); i++) {
      ExplainedStep step = explanation.steps().get(i);
      lines.add("");
      lines.add((i + 1) + " " + step.name() + said(step.verdict()));
      step.facts().forEach(fact -> lines.add(line(fact)));
      step.checks().forEach(check -> lines.add(line(check)));
    }
    return lines.stream().map(TerminalText::of).toList();
  }

  private static String headline(Explanation explanation) {
    StringBuilder line = new StringBuilder();
    line.append(explanation.decision().isEmpty() ? "no decision" : explanation.decision());
    if (explanation.status() > 0) {
      line.append(' ').append(explanation.status());
    }
    if (!explanation.code().isEmpty()) {
      line.append(' ').append(explanation.code());
    }
    if (!explanation.rule().isEmpty()) {
      line.append(" by ").append(explanation.rule());
    }
    return line.toString();
  }

  private static String said(ExplainedVerdict verdict) {
    return verdict == ExplainedVerdict.NOTED ? "" : ": " + words(verdict);
  }

  private static String words(ExplainedVerdict verdict) {
    return verdict.label().replace('_', ' ');
  }

  private static String line(ExplainedFact fact) {
    return "    " + padded(fact.name()) + " " + fact.value();
  }

  private static String line(ExplainedCheck check) {
    StringBuilder line = new StringBuilder("    - ").append(check.name());
    if (check.verdict() != ExplainedVerdict.NOTED) {
      line.append(": ").append(words(check.verdict()));
    }
    check.place().ifPresent(place -> line.append(" at ").append(place));
    if (!check.detail().isEmpty()) {
      line.append("; ").append(check.detail());
    }
    return line.toString();
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(0, NAME_WIDTH - name.length()));
  }
}
