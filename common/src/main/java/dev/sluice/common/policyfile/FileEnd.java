package dev.sluice.common.policyfile;

import java.util.Arrays;

/**
 * The end of a policy file, from the least to the most complete. A write that did not end leaves
 * less than the version before.
 */
enum FileEnd {
  IN_LINE,
  AFTER_LINE,
  /** The line {@code ...}, which ends a YAML document. */
  AFTER_DOCUMENT;

  private static final byte[] MARK = {'\n', '.', '.', '.', '\n'};

  static FileEnd of(byte[] content) {
    // An empty file has a problem of its own.
    if (content.length == 0 || endsWith(content, MARK)) {
      return AFTER_DOCUMENT;
    }
    return content[content.length - 1] == '\n' ? AFTER_LINE : IN_LINE;
  }

  private static boolean endsWith(byte[] content, byte[] end) {
    int start = content.length - end.length;
    return start >= 0 && Arrays.equals(content, start, content.length, end, 0, end.length);
  }
}
