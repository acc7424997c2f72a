package dev.sluice.quality.detection.rules;

import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.extproc.scanner.ScanSink;
import dev.sluice.quality.detection.score.DetectedSpan;
import dev.sluice.quality.detection.score.TextDetector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A detector that runs all rules of a file on plain texts, with the scanner of the server. */
public final class RulesDetector implements TextDetector {
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
  public List<List<DetectedSpan>> scan(List<String> texts) {
    return texts.stream().map(this::scan).toList();
  }

  private List<DetectedSpan> scan(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var sink = new Findings(bytes);
    var scanner = new ChannelScanner(rules, all, MAX_HELD, sink);
    scanner.text(bytes, 0, bytes.length, 0);
    scanner.end();
    return sink.found;
  }

  /** The collected findings, with offsets in chars. */
  private static final class Findings implements ScanSink {
    private final byte[] bytes;
    private final VisibleTextOffsets offsets;
    private final List<DetectedSpan> found = new ArrayList<>();

    Findings(byte[] bytes) {
      this.bytes = bytes;
      this.offsets = VisibleTextOffsets.of(bytes);
    }

    @Override
    public void matched(Hit match, long rawFrom) {
      String rule = match.rule().id();
      int start = chars(offsets.start(match.offset()));
      int end = chars(offsets.end(match.offset() + match.length()));
      found.add(new DetectedSpan(rule, DlpRuleKinds.of(rule), start, end));
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
