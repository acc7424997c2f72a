package dev.sluice.quality.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.detection.rules.RulesFile;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The shipped rules on texts of the corpora, in all chunkings. */
final class ScannerChunkingTest {
  private static final int PER_KIND = Integer.getInteger("per-kind", 6);
  private static final int MULTI_CUTS = 5;

  private final DlpPolicy policy = RulesFile.shipped().policy();
  private final RuleSet rules = new RuleSet(policy.rules());
  private final BitSet all = ChunkedScan.all(policy.rules().size());
  private int cases;

  @Test
  void scan_anyChunking_sameFindings() {
    var random = new SplittableRandom(5);
    for (Sample sample : Corpus.generate(Corpus.DEFAULT_SEED, PER_KIND).samples()) {
      byte[] text = sample.text().getBytes(StandardCharsets.UTF_8);
      List<String> whole = ChunkedScan.reported(rules, all, text, ChunkEnds.none(text.length));
      for (int cut = 1; cut < text.length; cut++) {
        same(sample, whole, text, List.of(cut, text.length));
      }
      for (int i = 0; i < MULTI_CUTS; i++) {
        same(sample, whole, text, ChunkEnds.random(random, text.length));
      }
      same(sample, whole, text, ChunkEnds.everywhere(text.length));
    }
    System.out.println(cases + " cuts");
  }

  private void same(Sample sample, List<String> whole, byte[] text, List<Integer> ends) {
    cases++;
    assertEquals(
        whole,
        ChunkedScan.reported(rules, all, text, ends),
        () -> sample.id() + " cut at " + ends + ": " + sample.text());
  }
}
