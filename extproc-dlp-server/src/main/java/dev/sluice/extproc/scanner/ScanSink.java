package dev.sluice.extproc.scanner;

import dev.sluice.extproc.policy.DlpRule;

/** Takes what a scanner decides, in the order of the channel's text. */
public interface ScanSink {
  /** A match that begins at an offset of the channel's text, and at a raw byte. */
  void found(DlpRule rule, long rawFrom, long offset, int length);

  /** The raw bytes become {@code text}, which is not escaped yet. */
  void rewrite(long rawFrom, long rawTo, byte[] text);

  /** A match that blocks; no raw byte from {@code rawFrom} on may leave. */
  void blocked(DlpRule rule, long rawFrom);

  /** Matches overlap each other over more text than may be held. */
  void overflow(long rawFrom);
}
