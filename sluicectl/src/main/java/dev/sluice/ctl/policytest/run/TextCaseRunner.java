package dev.sluice.ctl.policytest.run;

import dev.sluice.common.waf.WafPolicy;
import dev.sluice.ctl.policytest.coverage.CoverageGroup;
import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.coverage.DlpCoverage;
import dev.sluice.ctl.policytest.file.AttackCase;
import dev.sluice.ctl.policytest.file.CorpusCase;
import dev.sluice.ctl.policytest.file.CorpusCase.CorpusLine;
import dev.sluice.extproc.policy.DlpPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** A runner of corpora and of texts with attacks. */
final class TextCaseRunner {
  private static final int MOST_LINES_SHOWN = 10;

  private final Optional<DlpPolicy> dlp;
  private final Optional<SingleTextScan> values;
  private final Optional<SingleTextScan> attacks;

  TextCaseRunner(
      Optional<DlpPolicy> dlp, Optional<WafPolicy> waf, Supplier<Optional<WafPolicy>> unscoped) {
    this.dlp = dlp;
    values = dlp.map(SingleTextScan::ofDlp);
    attacks = waf.map(policy -> SingleTextScan.ofWaf(policy, unscoped));
  }

  PolicyCaseResult run(AttackCase attack) {
    var check = new CaseCheck(attack);
    attacks.ifPresentOrElse(
        scan -> {
          Set<String> found = scan.rules(attack.part(), attack.text());
          check.equal("rules", new TreeSet<>(attack.expected()), new TreeSet<>(found));
          check.reached(reached(true, found));
        },
        () -> check.fail("there are no WAF rules among the policies"));
    return check.outcome();
  }

  PolicyCaseResult run(CorpusCase corpus) {
    var check = new CaseCheck(corpus);
    (corpus.attacks() ? attacks : values)
        .ifPresentOrElse(
            scan -> run(corpus, scan, check),
            () -> check.fail("there are no such rules among the policies"));
    return check.outcome();
  }

  private void run(CorpusCase corpus, SingleTextScan scan, CaseCheck check) {
    List<CorpusLine> lines;
    try {
      lines = corpus.texts(Files.readAllLines(corpus.file()));
    } catch (IOException e) {
      check.fail(corpus.file() + " cannot be read");
      return;
    }
    List<String> others = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (CorpusLine line : lines) {
      Set<String> found = new TreeSet<>(scan.rules(corpus.format(), line));
      if (!corpus.rules().isEmpty()) {
        found.retainAll(corpus.rules());
      }
      found.forEach(rule -> counts.merge(rule, 1, Integer::sum));
      check.reached(reached(corpus.attacks(), found));
      if (found.isEmpty() == corpus.match()) {
        others.add(line.number() + (found.isEmpty() ? "" : " " + found));
      }
    }
    if (others.size() > corpus.budget()) {
      check.fail(
          others.size()
              + " of "
              + lines.size()
              + " lines "
              + (corpus.match() ? "do not match" : "match")
              + ", the budget is "
              + corpus.budget()
              + "; lines of "
              + corpus.file().getFileName()
              + ": "
              + String.join(", ", others.subList(0, Math.min(others.size(), MOST_LINES_SHOWN)))
              + (others.size() > MOST_LINES_SHOWN ? ", …" : ""));
    }
    new TreeMap<>(corpus.atLeast())
        .forEach((rule, least) -> {
          int lineCount = counts.getOrDefault(rule, 0);
          if (lineCount < least) {
            check.fail(
                rule + ": finds " + lineCount + " lines, at least " + least + " are expected");
          }
        });
  }

  private Set<CoverageItem> reached(boolean attack, Set<String> rules) {
    Set<CoverageItem> items = new TreeSet<>();
    for (String rule : rules) {
      if (attack) {
        items.add(new CoverageItem(CoverageGroup.WAF_RULES, rule));
      } else {
        dlp.ifPresent(policy -> items.addAll(DlpCoverage.reachedAtAnyConfidence(policy, rule)));
      }
    }
    return items;
  }
}
