package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The last key of a document or form, as context of its value. A key that holds more than letters
 * is no context, for it may be a value itself; nor is one that only says that its value is text.
 */
final class KeyWords {
  private static final int LONGEST = 48;

  /** In the requests and answers of models; "text" would also be what one does by telephone. */
  private static final Set<String> OF_TEXT = Set.of("text", "content", "input", "prompt", "output");

  private final byte[] words = new byte[LONGEST + 2];
  private int length;
  private int depth;
  private boolean open;
  private boolean usable;

  /** A key begins at a depth of the document. */
  void begin(int keyDepth) {
    depth = keyDepth;
    length = 0;
    open = true;
    usable = true;
  }

  void text(byte[] text, int from, int to) {
    for (int i = from; open && usable && i < to; i++) {
      usable = length < LONGEST && isLetter(text[i]);
      if (usable) {
        words[length++] = text[i];
      }
    }
  }

  /** A string ends, be it the key. */
  void end() {
    if (open) {
      open = false;
      String name = new String(words, 0, length, StandardCharsets.ISO_8859_1);
      usable &= length > 0 && !OF_TEXT.contains(name);
      words[length++] = ':';
      words[length++] = ' ';
    }
  }

  /** Whether the key may be context of its value. */
  boolean usable() {
    return usable;
  }

  /** Whether what stands here is the value of that key. */
  boolean isOf(JsonPath path) {
    return usable && path.depth() == depth;
  }

  /** Whether what stands here is an item of the value of that key. */
  boolean isOfItem(JsonPath path) {
    return usable && path.inArray() && path.depth() == depth + 1;
  }

  byte[] words() {
    return words;
  }

  int length() {
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
