package dev.sluice.bench.detection.rules;

import dev.sluice.bench.detection.score.Detector;
import dev.sluice.bench.detection.score.Found;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.extproc.scanner.ScanSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** All rules of a file on plain texts, by the scanner of the servers. */
public final class RulesDetector implements Detector {
  private static final int MAX_HELD = 1 << 20;

  private final RuleSet rules;
  private final BitSet all = new BitSet();

  public RulesDetector(RulesFile file) {
    this.rules = new RuleSet(file.policy().rules());
    this.all.set(0, file.policy().rules().size());
  }

  @Override
  public String title() {
    return "Sluice";
  }

  @Override
  public List<List<Found>> scan(List<String> texts) {
    return texts.stream().map(this::scan).toList();
  }

  private List<Found> scan(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var sink = new Findings(bytes);
    var scanner = new ChannelScanner(rules, all, MAX_HELD, sink);
    scanner.text(bytes, 0, bytes.length, 0);
    scanner.end();
    return sink.found;
  }

  /** Takes what is found, by chars of the text. */
  private static final class Findings implements ScanSink {
    private final byte[] bytes;
    private final PlainOffsets offsets;
    private final List<Found> found = new ArrayList<>();

    Findings(byte[] bytes) {
      this.bytes = bytes;
      this.offsets = PlainOffsets.of(bytes);
    }

    @Override
    public void matched(Hit match, long rawFrom) {
      String rule = match.rule().id();
      int start = chars(offsets.start(match.offset()));
      int end = chars(offsets.end(match.offset() + match.length()));
      found.add(new Found(rule, RuleKinds.of(rule), start, end));
    }

    @Override
    public void rewrite(long rawFrom, long rawTo, byte[] text) {}

    @Override
    public void blocked(DlpRule rule, long rawFrom) {}

    @Override
    public void overflow(long rawFrom) {
      throw new IllegalStateException("findings overlap each other over " + MAX_HELD + " bytes");
    }

    private int chars(int offset) {
      return new String(bytes, 0, offset, StandardCharsets.UTF_8).length();
    }
  }
}
