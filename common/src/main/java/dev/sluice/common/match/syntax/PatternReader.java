package dev.sluice.common.match.syntax;

/** A reader of a pattern's text, character by character, which knows the escapes of characters. */
final class PatternReader {
  private final String source;
  private int index;

  PatternReader(String source) {
    this.source = source;
  }

  int index() {
    return index;
  }

  boolean atEnd() {
    return index == source.length();
  }

  int charAt(int position) {
    return source.charAt(position);
  }

  int peek() {
    return source.codePointAt(index);
  }

  int next() {
    if (atEnd()) {
      throw error("ends too early");
    }
    int codePoint = source.codePointAt(index);
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      throw error("half a surrogate pair");
    }
    index += Character.charCount(codePoint);
    return codePoint;
  }

  boolean startsWith(String text) {
    return source.startsWith(text, index);
  }

  boolean consume(String text) {
    boolean there = startsWith(text);
    if (there) {
      index += text.length();
    }
    return there;
  }

  int number(int limit) {
    int start = index;
    int value = 0;
    while (!atEnd() && source.charAt(index) >= '0' && source.charAt(index) <= '9') {
      value = value * 10 + source.charAt(index++) - '0';
      if (value > limit) {
        throw errorAt(start, "repeats more than " + limit + " times");
      }
    }
    if (index == start) {
      throw error("a number is expected; a literal { is written \\{");
    }
    return value;
  }

  /** Reads an escape of one character or of a class of characters, behind the backslash. */
  CharacterClass escapedClass(int start) {
    int c = next();
    return switch (c) {
      case 'd' -> CharacterClass.of(ByteSet.DIGIT);
      case 'D' -> CharacterClass.except(ByteSet.DIGIT);
      case 'w' -> CharacterClass.of(ByteSet.WORD);
      case 'W' -> CharacterClass.except(ByteSet.WORD);
      case 's' -> CharacterClass.of(ByteSet.SPACE);
      case 'S' -> CharacterClass.except(ByteSet.SPACE);
      default -> {
        int codePoint = escapedCharacter(c, start);
        var set = new CharacterClass();
        set.addRange(codePoint, codePoint);
        yield set;
      }
    };
  }

  /** Reads an escape of one character, behind the backslash. */
  int escapedCharacter(int start) {
    return escapedCharacter(next(), start);
  }

  private int escapedCharacter(int c, int start) {
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'x' -> hex(2, start);
      case 'u' -> hex(4, start);
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw errorAt(start, "unsupported escape");
        }
        yield c;
      }
    };
  }

  private int hex(int digits, int start) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw errorAt(start, digits + " hexadecimal digits are expected");
      }
      value = value << 4 | digit;
    }
    if (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
      throw errorAt(start, "half a surrogate pair");
    }
    return value;
  }

  InvalidPatternException error(String reason) {
    return errorAt(index, reason);
  }

  InvalidPatternException errorAt(int position, String reason) {
    return new InvalidPatternException(position, reason);
  }
}
