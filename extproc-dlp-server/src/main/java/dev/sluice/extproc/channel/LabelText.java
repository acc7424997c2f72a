package dev.sluice.extproc.channel;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A short text of letters, used as the label of the next value. A text with other characters is not
 * a label, because it may be a value itself.
 */
public final class LabelText {
  private static final int LONGEST = 48;

  private final byte[] bytes = new byte[LONGEST + 2];
  private int length;
  private boolean open;
  private boolean isComplete;

  /** The word of the label, computed at the first use. */
  private @Nullable String word;

  void begin() {
    length = 0;
    open = true;
    isComplete = true;
    word = null;
  }

  /** Reads more of a text that has begun and not ended. */
  void text(byte[] text, int from, int to) {
    for (int i = from; open && isComplete && i < to; i++) {
      isComplete = length < LONGEST && isLetter(text[i]);
      if (isComplete) {
        bytes[length++] = text[i];
      }
    }
  }

  void end() {
    if (open) {
      open = false;
      isComplete &= length > 0;
      bytes[length++] = ':';
      bytes[length++] = ' ';
    }
  }

  void clear() {
    isComplete = false;
    open = false;
  }

  boolean isComplete() {
    return isComplete && !open;
  }

  /** Returns true if the label is one of the names. */
  boolean isOneOf(Set<String> names) {
    return isComplete() && names.contains(word());
  }

  private String word() {
    if (word == null) {
      word = new String(bytes, 0, length - 2, StandardCharsets.ISO_8859_1);
    }
    return word;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  private static boolean isLetter(byte value) {
    return value < 0
        || (value >= 'a' && value <= 'z')
        || (value >= 'A' && value <= 'Z')
        || value == '_'
        || value == '-';
  }
}
