package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A table of the words of all labels by their first bytes. At a position where no word begins, the
 * lookup costs a few operations.
 */
final class LabelWordTable {
  private static final int SLOTS = 1 << 14;

  /** The bit in which capitals and small letters differ. */
  private static final int CASE = 0x20;

  /** The characters that may replace a space in a word. */
  private static final byte[] GAPS = {' ', '-', '_'};

  private static final LabelWord[] NONE = {};

  static final LabelWordTable LABELS = new LabelWordTable();

  /** A word of a label. */
  static final class LabelWord {
    private final byte[] text;
    private final NumberLabel label;
    private final boolean direct;

    private LabelWord(byte[] text, NumberLabel label, boolean direct) {
      this.text = text;
      this.label = label;
      this.direct = direct;
    }

    NumberLabel label() {
      return label;
    }

    int length() {
      return text.length;
    }

    /** Returns true if the word counts only directly before a value. */
    boolean direct() {
      return direct;
    }

    /**
     * Returns true if the word is at a position where a word may begin. A hyphen or an underscore
     * may replace its space.
     */
    boolean matchesAt(MatchCandidate candidate, int at) {
      byte[] found = candidate.text();
      for (int i = 0; i < text.length; i++) {
        byte here = AsciiText.lower(found[at + i]);
        boolean gap = text[i] == ' ' && (here == '_' || here == '-');
        if (here != text[i] && !gap) {
          return false;
        }
      }
      int end = at + text.length;
      return AsciiText.isWordEnd(found[end - 1], found[end]);
    }
  }

  private final LabelWord[][] slots = new LabelWord[SLOTS][];

  /** The slots that have words: a few cache lines, enough for most lookups. */
  private final long[] used = new long[SLOTS / Long.SIZE];

  private LabelWordTable() {
    Arrays.fill(slots, NONE);
    for (NumberLabel label : NumberLabel.values()) {
      for (String word : label.words()) {
        add(word, label);
        if (word.indexOf(' ') > 1) {
          add(word.replace(" ", ""), label);
        }
      }
    }
  }

  private void add(String word, NumberLabel label) {
    boolean direct = word.endsWith("$");
    String plain = direct ? word.substring(0, word.length() - 1) : word;
    byte[] text = plain.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    add(new LabelWord(text, label, direct), text.clone(), 0);
  }

  /** Adds a word for every form of its first bytes. */
  private void add(LabelWord word, byte[] text, int from) {
    for (int i = from; i < Math.min(text.length, 3); i++) {
      if (text[i] == ' ') {
        for (byte gap : GAPS) {
          byte[] written = text.clone();
          written[i] = gap;
          add(word, written, i + 1);
        }
        return;
      }
    }
    int slot = text.length == 2 ? slot(text[0], text[1]) : slot(text[0], text[1], text[2]);
    LabelWord[] words = Arrays.copyOf(slots[slot], slots[slot].length + 1);
    words[words.length - 1] = word;
    slots[slot] = words;
    used[slot / Long.SIZE] |= 1L << slot;
  }

  /** Returns true if a word may begin with three bytes. */
  boolean mayBegin(byte first, byte second, byte third) {
    int two = slot(first, second);
    int three = slot(first, second, third);
    return ((used[two / Long.SIZE] >>> two | used[three / Long.SIZE] >>> three) & 1) != 0;
  }

  /** Returns the words of two bytes, perhaps with others; must not be changed. */
  LabelWord[] wordsOfTwo(byte first, byte second) {
    return slots[slot(first, second)];
  }

  /**
   * Returns the words that may begin with three bytes, perhaps with others; must not be changed.
   */
  LabelWord[] wordsOfMore(byte first, byte second, byte third) {
    return slots[slot(first, second, third)];
  }

  /** Returns the slot of three bytes, in any letter case. */
  private static int slot(byte first, byte second) {
    return ((first | CASE) * 4001 + (second | CASE) * 61) & (SLOTS - 1);
  }

  private static int slot(byte first, byte second, byte third) {
    return ((first | CASE) * 1009 + (second | CASE) * 67 + (third | CASE)) & (SLOTS - 1);
  }
}
