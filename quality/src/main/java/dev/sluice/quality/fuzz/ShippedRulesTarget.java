package dev.sluice.quality.fuzz;

import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.quality.detection.rules.RulesFile;
import dev.sluice.quality.fuzz.body.BodyGenerator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A target for the shipped rules on mutated texts, also such as are not UTF-8. Findings must be the
 * same in all chunkings.
 */
final class ShippedRulesTarget implements FuzzTarget {
  private static final int MAX_MUTATIONS = 5;

  private final DlpPolicy policy = RulesFile.shipped().policy();
  private final RuleSet rules = new RuleSet(policy.rules());
  private final BitSet all = ChunkedScan.all(policy.rules().size());
  private final List<byte[]> texts =
      new BodyGenerator()
          .texts().stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();

  @Override
  public String title() {
    return "the shipped rules on mutated texts";
  }

  @Override
  public Optional<String> run(RandomGenerator random) {
    byte[] text = text(random);
    List<String> whole = ChunkedScan.reported(rules, all, text, ChunkEnds.none(text.length));
    List<Integer> cuts = ChunkEnds.random(random, text.length);
    for (List<Integer> ends : List.of(cuts, ChunkEnds.everywhere(text.length))) {
      List<String> cut = ChunkedScan.reported(rules, all, text, ends);
      if (!cut.equals(whole)) {
        return Optional.of(shown(text) + " cut at " + ends + ": " + cut + " instead of " + whole);
      }
    }
    return Optional.empty();
  }

  /** Joins parts of texts and mutates some bytes. */
  private byte[] text(RandomGenerator random) {
    var text = new ByteArrayOutputStream();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      byte[] part = texts.get(random.nextInt(texts.size()));
      int from = random.nextInt(4) == 0 ? random.nextInt(part.length) : 0;
      int to = random.nextInt(from, part.length) + 1;
      text.write(part, from, (random.nextBoolean() ? part.length : to) - from);
    }
    byte[] bytes = text.toByteArray();
    ByteMutator.mutate(random, bytes, MAX_MUTATIONS);
    return bytes;
  }

  private static String shown(byte[] text) {
    String shown = new String(text, StandardCharsets.UTF_8);
    return shown.contains("\ufffd") ? Arrays.toString(text) : shown.replace("\n", "⏎");
  }
}
