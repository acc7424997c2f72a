package dev.sluice.extproc.inspect;

import dev.sluice.extproc.scanner.TextReview;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A review that only collects the texts of a body. Equal texts and those without a letter or digit
 * are collected once or not at all.
 */
final class TextCollection implements TextReview {
  private final Set<ByteBuffer> texts = new LinkedHashSet<>();

  /** Returns the texts, in the order of their ends. */
  Collection<ByteBuffer> texts() {
    return Collections.unmodifiableCollection(texts);
  }

  @Override
  public List<ReviewMatch> review(byte[] text) {
    if (hasWord(text)) {
      texts.add(ByteBuffer.wrap(text));
    }
    return List.of();
  }

  private static boolean hasWord(byte[] text) {
    for (byte each : text) {
      if (each < 0 || Character.isLetterOrDigit(each)) {
        return true;
      }
    }
    return false;
  }
}
