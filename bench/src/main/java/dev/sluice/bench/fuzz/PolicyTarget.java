package dev.sluice.bench.fuzz;

import dev.sluice.bench.detection.corpus.Corpus;
import dev.sluice.bench.detection.corpus.Sample;
import dev.sluice.bench.detection.rules.RulesFile;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.extproc.scanner.ScanSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The shipped rules on spoilt texts of the corpora, also such as are no UTF-8: however cut, equal.
 */
final class PolicyTarget implements Target {
  private static final int PER_KIND = 20;
  private static final int MAX_HELD = 1 << 16;

  private final DlpPolicy policy =
      RulesFile.read(RepositoryRoot.find().policies().resolve("dlp_rules.yaml")).policy();
  private final RuleSet rules = new RuleSet(policy.rules());
  private final BitSet all = new BitSet();
  private final List<byte[]> texts =
      Corpus.generate(Corpus.DEFAULT_SEED, PER_KIND).samples().stream()
          .map(Sample::text)
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  PolicyTarget() {
    all.set(0, policy.rules().size());
  }

  @Override
  public String title() {
    return "the shipped rules, cut and spoilt";
  }

  @Override
  public Optional<String> run(RandomGenerator random) {
    byte[] text = text(random);
    List<String> whole = new Run(text).cut(Cuts.none(text.length));
    List<Integer> cuts = Cuts.random(random, text.length);
    for (List<Integer> ends : List.of(cuts, Cuts.everywhere(text.length))) {
      List<String> cut = new Run(text).cut(ends);
      if (!cut.equals(whole)) {
        return Optional.of(shown(text) + " cut at " + ends + ": " + cut + " instead of " + whole);
      }
    }
    return Optional.empty();
  }

  /** Parts of texts behind each other, with bytes that are other ones, twice there, or gone. */
  private byte[] text(RandomGenerator random) {
    var text = new ByteArrayOutputStream();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      byte[] part = texts.get(random.nextInt(texts.size()));
      int from = random.nextInt(4) == 0 ? random.nextInt(part.length) : 0;
      int to = random.nextInt(from, part.length) + 1;
      text.write(part, from, (random.nextBoolean() ? part.length : to) - from);
    }
    byte[] bytes = text.toByteArray();
    for (int i = random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      int other = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = bytes[other];
        case 2 -> bytes[at] = (byte) "-.@: \n\"'=0".charAt(random.nextInt(10));
        default -> {
          int length = Math.min(random.nextInt(24), bytes.length - Math.max(at, other));
          System.arraycopy(bytes, at, bytes, other, length);
        }
      }
    }
    return bytes;
  }

  private static String shown(byte[] text) {
    String shown = new String(text, StandardCharsets.UTF_8);
    return shown.contains("\ufffd") ? Arrays.toString(text) : shown.replace("\n", "⏎");
  }

  /** One text in one cut. */
  private final class Run implements ScanSink {
    private final byte[] text;
    private final List<String> told = new ArrayList<>();
    private final ChannelScanner scanner = new ChannelScanner(rules, all, MAX_HELD, this);
    private long left;

    Run(byte[] text) {
      this.text = text;
    }

    List<String> cut(List<Integer> ends) {
      int at = 0;
      for (int end : ends) {
        scanner.text(text, at, end, at);
        at = end;
        left = Math.max(left, Math.min(scanner.heldFrom(), at));
      }
      scanner.end();
      return told;
    }

    @Override
    public void found(DlpRule rule, long rawFrom, long offset, int length) {
      if (rawFrom < left) {
        throw new AssertionError(rule.id() + " at " + rawFrom + ", but " + left + " has left");
      }
      told.add(rule.id() + "@" + offset + "+" + length);
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
      told.add("overflow at " + rawFrom);
    }
  }
}
