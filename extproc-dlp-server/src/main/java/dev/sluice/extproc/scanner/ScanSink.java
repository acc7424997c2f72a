package dev.sluice.extproc.scanner;

import dev.sluice.extproc.policy.DlpRule;
import java.util.Optional;

/** Takes what a scanner decides, in the order of the channel's text. */
public interface ScanSink {
  /**
   * A match.
   *
   * @param offset where it begins in the channel's text
   * @param hash that of the value, where a key is known
   */
  record Hit(DlpRule rule, long offset, int length, Optional<String> hash) {}

  /** A match that begins at a raw byte. */
  void matched(Hit match, long rawFrom);

  /** The raw bytes become {@code text}, which is not escaped yet. */
  void rewrite(long rawFrom, long rawTo, byte[] text);

  /** A match that blocks; no raw byte from {@code rawFrom} on may leave. */
  void blocked(DlpRule rule, long rawFrom);

  /** Matches overlap each other over more text than may be held. */
  void overflow(long rawFrom);
}
