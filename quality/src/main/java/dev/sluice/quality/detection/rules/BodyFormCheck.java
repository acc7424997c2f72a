package dev.sluice.quality.detection.rules;

import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.quality.corpus.BodyForm;
import dev.sluice.quality.corpus.RenderedSample;
import dev.sluice.quality.corpus.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A check that the result for a text is the same in every form, however its body is chunked. Each
 * policy is checked as it is, and with masks in place of blocks, because a block hides everything
 * after it.
 */
public final class BodyFormCheck {
  /**
   * The result of a check.
   *
   * @param bodies the number of inspected bodies
   * @param differing a line for each body that differs from the plain text
   */
  public record Result(int bodies, List<String> differing) {
    public Result {
      differing = List.copyOf(differing);
    }
  }

  private final List<Inspector> inspectors;
  private final long seed;

  public BodyFormCheck(RulesFile file, long seed) {
    this.inspectors =
        List.of(new PolicyInspector(file.policy()), new PolicyInspector(masking(file.policy())));
    this.seed = seed;
  }

  /** Checks each text in each form, as many times as given. */
  public Result check(List<Sample> samples, int times) {
    List<String> differing = new ArrayList<>();
    for (Sample sample : samples) {
      for (Inspector inspector : inspectors) {
        byte[] plain = bytes(sample, BodyForm.PLAIN, new Random(seed));
        InspectedText expected =
            InspectedText.of(inspector, BodyForm.PLAIN, plain, List.of(plain.length));
        for (BodyForm form : BodyForm.values()) {
          for (int time = 0; time < times; time++) {
            Random random = new Random(seed + 31L * sample.id().hashCode() + time);
            byte[] body = bytes(sample, form, random);
            InspectedText reading =
                InspectedText.of(inspector, form, body, ends(random, body.length));
            if (!reading.equals(expected)) {
              differing.add(sample.id() + " as " + form + ": " + difference(expected, reading));
            }
          }
        }
      }
    }
    return new Result(
        samples.size() * inspectors.size() * BodyForm.values().length * times, differing);
  }

  private static byte[] bytes(Sample sample, BodyForm form, Random random) {
    return RenderedSample.render(sample, form, random).bytes();
  }

  private static String difference(InspectedText expected, InspectedText reading) {
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
    return policy.withRules(policy.rules().stream().map(BodyFormCheck::masking).toList());
  }

  private static DlpRule masking(DlpRule rule) {
    return rule.action() == RuleAction.BLOCK ? rule.with(RuleAction.MASK) : rule;
  }
}
