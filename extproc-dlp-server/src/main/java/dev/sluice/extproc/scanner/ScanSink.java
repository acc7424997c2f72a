package dev.sluice.extproc.scanner;

import dev.sluice.extproc.policy.DlpRule;
import java.util.Optional;

/** A consumer of a scanner's decisions, in the order of the channel's text. */
public interface ScanSink {
  /**
   * A match of a rule.
   *
   * @param offset the start of the match in the channel's text
   * @param hash the hash of the value, if there is a key
   */
  record Hit(DlpRule rule, long offset, int length, Optional<String> hash) {}

  /** Reports a match that begins at a raw byte. */
  void matched(Hit match, long rawFrom);

  /** Replaces raw bytes by {@code text}, which is not escaped yet. */
  void rewrite(long rawFrom, long rawTo, byte[] text);

  /** Reports a match that blocks; no raw byte from {@code rawFrom} on may leave. */
  void blocked(DlpRule rule, long rawFrom);

  /** Reports that overlapping matches span more text than may be held. */
  void overflow(long rawFrom);
}
