package dev.sluice.ctl.dlp.scan;

import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.ScanSink;
import java.util.ArrayList;
import java.util.List;

/** A scan of one text that arrives in chunks. It keeps the text for which the scanner waits. */
public final class TextScan implements ScanSink {
  /** The most findings that are kept of one part of a scan. */
  static final int MOST_FINDINGS = 10_000;

  /** The most text that overlapping matches may span. */
  private static final int MAX_HELD = 1 << 20;

  private final ScanRules rules;
  private final String commit;
  private final String path;
  private final TextLocator locator;
  private final ChannelScanner scanner;
  private final List<ScanFinding> findings = new ArrayList<>();
  private long more;
  private boolean overflowed;
  private long fed;

  TextScan(ScanRules rules, String commit, String path, long firstLine) {
    this.rules = rules;
    this.commit = commit;
    this.path = path;
    locator = new TextLocator(firstLine);
    scanner =
        new ChannelScanner(rules.patterns(), rules.inForce(), MAX_HELD, rules.replacer(), this);
  }

  /** Scans the next chunk. */
  public void feed(byte[] bytes, int from, int to) {
    locator.add(bytes, from, to);
    scanner.text(bytes, from, to, fed);
    fed += to - from;
    locator.moveTo(Math.min(scanner.watermark(), fed));
  }

  /** Ends the text. */
  public void end() {
    scanner.end();
  }

  @Override
  public void matched(Hit match, long rawFrom) {
    if (findings.size() == MOST_FINDINGS) {
      more++;
      return;
    }
    locator.moveTo(rawFrom);
    DlpRule rule = match.rule();
    findings.add(
        new ScanFinding(
            commit,
            path,
            locator.line(),
            locator.column(),
            rule.id(),
            rule.kind(),
            rule.action().label(),
            rule.confidence().label(),
            ScanRules.label(rule.severity()),
            rules.showsHashes() ? match.hash().orElse("") : ""));
  }

  @Override
  public void rewrite(long rawFrom, long rawTo, byte[] text) {}

  @Override
  public void blocked(DlpRule rule, long rawFrom) {}

  @Override
  public void overflow(long rawFrom) {
    overflowed = true;
  }

  /** Returns the number of bytes so far. */
  public long bytes() {
    return fed;
  }

  /** Returns the findings, in the order of the text. */
  public List<ScanFinding> findings() {
    return findings;
  }

  /** Returns the number of findings that are not kept. */
  public long more() {
    return more;
  }

  /** Returns a sentence for each part of the text whose matches could not be decided. */
  public List<String> problems() {
    return overflowed
        ? List.of(path + ": overlapping matches span more than " + MAX_HELD + " bytes")
        : List.of();
  }
}
