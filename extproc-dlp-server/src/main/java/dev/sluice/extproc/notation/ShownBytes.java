package dev.sluice.extproc.notation;

import dev.sluice.extproc.decoder.CharacterNormalization;

/** The normalized bytes that one notation stands for. */
final class ShownBytes {
  private static final int LONGEST = 4;

  private final byte[] bytes = new byte[LONGEST];
  private int length;

  void clear() {
    length = 0;
  }

  void add(int value) {
    bytes[length++] = (byte) value;
  }

  /** Adds a character in its normalized form; returns false if the number is not a character. */
  boolean addCharacter(int character) {
    if (!Character.isValidCodePoint(character)
        || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)) {
      return false;
    }
    length += CharacterNormalization.write(character, bytes, length);
    return true;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
