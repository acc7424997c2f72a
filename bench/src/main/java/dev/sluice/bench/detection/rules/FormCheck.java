package dev.sluice.bench.detection.rules;

import dev.sluice.bench.detection.corpus.Form;
import dev.sluice.bench.detection.corpus.Rendered;
import dev.sluice.bench.detection.corpus.Sample;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Holds what the servers make of a text in every form, cut at random, against what they make of the
 * plain text in one piece: by the rules as they are, and with masks in place of blocks, so that
 * what comes after a block is compared too.
 */
public final class FormCheck {
  private final List<Inspector> inspectors;
  private final long seed;

  public FormCheck(RulesFile file, long seed) {
    this.inspectors =
        List.of(new PolicyInspector(file.policy()), new PolicyInspector(masking(file.policy())));
    this.seed = seed;
  }

  /** Each text in each form, and that so many times. */
  public FormScore check(List<Sample> samples, int times) {
    List<String> differing = new ArrayList<>();
    for (Sample sample : samples) {
      for (Inspector inspector : inspectors) {
        byte[] plain = bytes(sample, Form.PLAIN, new Random(seed));
        Reading expected = Reading.of(inspector, Form.PLAIN, plain, List.of(plain.length));
        for (Form form : Form.values()) {
          for (int time = 0; time < times; time++) {
            Random random = new Random(seed + 31L * sample.id().hashCode() + time);
            byte[] body = bytes(sample, form, random);
            Reading reading = Reading.of(inspector, form, body, ends(random, body.length));
            if (!reading.equals(expected)) {
              differing.add(sample.id() + " as " + form + ": " + difference(expected, reading));
            }
          }
        }
      }
    }
    return new FormScore(
        samples.size() * inspectors.size() * Form.values().length * times, differing);
  }

  private static byte[] bytes(Sample sample, Form form, Random random) {
    return Rendered.render(sample, form, random).bytes();
  }

  private static String difference(Reading expected, Reading reading) {
    if (!expected.verdict().equals(reading.verdict())) {
      return expected.verdict() + ", here " + reading.verdict();
    }
    return expected.found().equals(reading.found())
        ? expected.text() + ", here " + reading.text()
        : expected.found() + ", here " + reading.found();
  }

  private static List<Integer> ends(Random random, int length) {
    List<Integer> ends = new ArrayList<>();
    int longest = 2 + random.nextInt(random.nextBoolean() ? 12 : 200);
    for (int at = 0; at < length; ) {
      at = Math.min(length, at + 1 + random.nextInt(longest));
      ends.add(at);
    }
    return ends;
  }

  private static DlpPolicy masking(DlpPolicy policy) {
    return new DlpPolicy(
        policy.version(),
        policy.rules().stream().map(FormCheck::masking).toList(),
        List.of(),
        Optional.empty());
  }

  private static DlpRule masking(DlpRule rule) {
    return rule.action() == RuleAction.BLOCK ? rule.with(RuleAction.MASK) : rule;
  }
}
