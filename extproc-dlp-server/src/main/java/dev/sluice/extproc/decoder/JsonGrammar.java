package dev.sluice.extproc.decoder;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A check whether bytes, which arrive in pieces, are JSON in UTF-8 (RFC 8259). It accepts one text,
 * or several with white space between them, with or without a byte order mark. It uses one bit for
 * each open bracket.
 */
public final class JsonGrammar {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private enum State {
    OUTSIDE,
    AFTER_TEXT,
    VALUE,
    VALUE_OR_END,
    KEY,
    KEY_OR_END,
    COLON,
    COMMA_OR_END,
    STRING,
    ESCAPE,
    HEX,
    WORD,
    NUMBER
  }

  private final BitSet arrays = new BitSet();
  private final Utf8Sequence sequence = new Utf8Sequence();
  private final JsonStringRun run = new JsonStringRun();
  private State state = State.OUTSIDE;
  private int depth;
  private int mark;
  private boolean key;
  private int hexLeft;
  private String word = "";
  private int wordAt;
  private @Nullable JsonNumberState number;
  private boolean hasKey;

  /** Returns the index of the first invalid byte, or {@code to} if all are valid. */
  public int check(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (atCharacter()) {
        at = run.skip(bytes, at, to);
        if (at == to) {
          return to;
        }
      }
      if (!accept(bytes[at])) {
        return at;
      }
      at++;
    }
    return to;
  }

  /** Returns true in a string where a character may begin. */
  boolean atCharacter() {
    return state == State.STRING && sequence.isComplete();
  }

  /** Returns true if the text may end here. */
  public boolean isComplete() {
    return depth == 0
        && (mark == 0 || mark == BYTE_ORDER_MARK.length)
        && (state == State.OUTSIDE
            || state == State.AFTER_TEXT
            || (number != null && number.isComplete()));
  }

  /** Returns true after a key and its colon; text other than JSON hardly begins so. */
  public boolean hasKey() {
    return hasKey;
  }

  /** Reads the next byte; returns false if it is invalid here. */
  boolean accept(byte b) {
    return switch (state) {
      case STRING -> string(b);
      case ESCAPE -> escape(b);
      case HEX -> hex(b);
      case WORD -> word(b);
      case NUMBER -> number(b);
      case AFTER_TEXT -> JsonTokenizer.isWhite(b) && become(State.OUTSIDE);
      default -> JsonTokenizer.isWhite(b) || inByteOrderMark(b) || structure(b);
    };
  }

  private boolean inByteOrderMark(byte b) {
    boolean expected = mark < BYTE_ORDER_MARK.length && b == BYTE_ORDER_MARK[mark];
    if (expected) {
      mark++;
    }
    return expected;
  }

  private boolean structure(byte b) {
    if (mark == 0) {
      mark = BYTE_ORDER_MARK.length;
    }
    if (mark < BYTE_ORDER_MARK.length) {
      return false;
    }
    return switch (state) {
      case VALUE_OR_END -> b == ']' ? close(true) : value(b);
      case KEY_OR_END -> b == '}' ? close(false) : key(b);
      case KEY -> key(b);
      case COLON -> colon(b);
      case COMMA_OR_END -> afterItem(b);
      default -> value(b);
    };
  }

  private boolean value(byte b) {
    return switch (b) {
      case '"' -> {
        key = false;
        yield become(State.STRING);
      }
      case '{' -> open(false);
      case '[' -> open(true);
      case 't' -> beginWord("true");
      case 'f' -> beginWord("false");
      case 'n' -> beginWord("null");
      default -> {
        number = JsonNumberState.start(b);
        yield number != null && become(State.NUMBER);
      }
    };
  }

  private boolean key(byte b) {
    key = true;
    return b == '"' && become(State.STRING);
  }

  private boolean colon(byte b) {
    hasKey |= b == ':';
    return b == ':' && become(State.VALUE);
  }

  private boolean open(boolean array) {
    arrays.set(depth++, array);
    return become(array ? State.VALUE_OR_END : State.KEY_OR_END);
  }

  private boolean close(boolean array) {
    depth--;
    return arrays.get(depth) == array && endValue();
  }

  private boolean afterItem(byte b) {
    boolean array = arrays.get(depth - 1);
    return switch (b) {
      case ',' -> become(array ? State.VALUE : State.KEY);
      case ']' -> close(true);
      case '}' -> close(false);
      default -> false;
    };
  }

  private boolean endValue() {
    return become(depth == 0 ? State.AFTER_TEXT : State.COMMA_OR_END);
  }

  private boolean string(byte b) {
    if (b < 0 || !sequence.isComplete()) {
      return sequence.accept(b);
    }
    return switch (b) {
      case '"' -> key ? become(State.COLON) : endValue();
      case '\\' -> become(State.ESCAPE);
      default -> b >= ' ';
    };
  }

  private boolean escape(byte b) {
    hexLeft = 4;
    return switch (b) {
      case 'u' -> become(State.HEX);
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> become(State.STRING);
      default -> false;
    };
  }

  private boolean hex(byte b) {
    hexLeft--;
    return Character.digit(b, 16) >= 0 && (hexLeft > 0 || become(State.STRING));
  }

  private boolean beginWord(String expected) {
    word = expected;
    wordAt = 1;
    return become(State.WORD);
  }

  private boolean word(byte b) {
    boolean expected = b == word.charAt(wordAt++);
    return expected && (wordAt < word.length() || endValue());
  }

  private boolean number(byte b) {
    JsonNumberState last = number;
    number = last == null ? null : last.next(b);
    return number != null || (last != null && last.isComplete() && endValue() && accept(b));
  }

  private boolean become(State next) {
    state = next;
    return true;
  }
}
