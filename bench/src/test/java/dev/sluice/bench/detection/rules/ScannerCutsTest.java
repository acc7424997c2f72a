package dev.sluice.bench.detection.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.detection.corpus.Corpus;
import dev.sluice.bench.detection.corpus.Sample;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.extproc.scanner.ScanSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The shipped rules over the corpora, cut in every way. */
final class ScannerCutsTest {
  private static final int PER_KIND = Integer.getInteger("per-kind", 6);
  private static final int MULTI_CUTS = 5;

  private final RuleSet rules = new RuleSet(shipped().rules());
  private final BitSet all = new BitSet();
  private int cases;

  @Test
  void findings_areTheSameHoweverCut_andNoneIsPassedByTheMark() {
    all.set(0, shipped().rules().size());
    var random = new Random(5);
    for (Sample sample : Corpus.generate(Corpus.DEFAULT_SEED, PER_KIND).samples()) {
      byte[] text = sample.text().getBytes(StandardCharsets.UTF_8);
      List<String> whole = new Run(text).cut(List.of(text.length)).told;
      for (int cut = 1; cut < text.length; cut++) {
        same(sample, whole, new Run(text).cut(List.of(cut, text.length)));
      }
      for (int i = 0; i < MULTI_CUTS; i++) {
        same(sample, whole, new Run(text).cut(cuts(random, text.length)));
      }
      same(sample, whole, new Run(text).bytewise());
    }
    System.out.println(cases + " cuts");
  }

  private void same(Sample sample, List<String> whole, Run run) {
    cases++;
    assertEquals(whole, run.told, () -> sample.id() + ": " + sample.text());
  }

  private static List<Integer> cuts(Random random, int length) {
    List<Integer> cuts = new ArrayList<>();
    for (int at = 0; at < length; ) {
      at = Math.min(length, at + 1 + random.nextInt(24));
      cuts.add(at);
    }
    return cuts;
  }

  private static DlpPolicy shipped() {
    return switch (DlpPolicyCompiler.file()
        .load(RepositoryRoot.find().policies().resolve("dlp_rules.yaml"))) {
      case PolicyResult.Loaded<DlpPolicy> loaded -> loaded.value();
      case PolicyResult.Rejected<DlpPolicy>(var problems) -> throw new AssertionError(problems);
    };
  }

  /** One text in one cut. */
  private final class Run implements ScanSink {
    private final byte[] text;
    private final List<String> told = new ArrayList<>();

    /** The first byte that may not leave, after each piece. */
    private final List<Long> marks = new ArrayList<>();

    private final ChannelScanner scanner;

    Run(byte[] text) {
      this.text = text;
      this.scanner = new ChannelScanner(rules, all, 1 << 20, this);
    }

    Run cut(List<Integer> cuts) {
      int at = 0;
      for (int cut : cuts) {
        scanner.text(text, at, cut, at);
        at = cut;
        marks.add(Math.min(scanner.heldFrom(), cut));
      }
      scanner.end();
      return this;
    }

    Run bytewise() {
      List<Integer> cuts = new ArrayList<>();
      for (int i = 1; i <= text.length; i++) {
        cuts.add(i);
      }
      return cut(cuts);
    }

    @Override
    public void found(DlpRule rule, long rawFrom, long offset, int length) {
      told.add(rule.id() + "@" + offset + "+" + length);
      // What the mark has passed before now has left.
      for (long mark : marks) {
        assertTrue(mark <= rawFrom, () -> mark + " has passed " + told.getLast());
      }
    }

    @Override
    public void rewrite(long rawFrom, long rawTo, byte[] replacement) {
      told.add(rawFrom + "-" + rawTo + "=" + new String(replacement, StandardCharsets.UTF_8));
    }

    @Override
    public void blocked(DlpRule rule, long rawFrom) {
      told.add("blocked by " + rule.id());
    }

    @Override
    public void overflow(long rawFrom) {
      throw new AssertionError("overflow");
    }
  }
}
