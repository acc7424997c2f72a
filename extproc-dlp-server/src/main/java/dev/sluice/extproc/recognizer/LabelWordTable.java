package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The words of all labels by what they begin with, so that a place in a text where none does costs
 * a few operations.
 */
final class LabelWordTable {
  private static final int SLOTS = 1 << 14;

  /** The bit in which capitals and small letters differ. */
  private static final int CASE = 0x20;

  /** What may stand for a space of a word. */
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

    /** Whether it counts directly before a value only. */
    boolean direct() {
      return direct;
    }

    /**
     * Whether it stands there, where a word may begin; for a space, a hyphen or an underscore may
     * stand.
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

  /** Which slots have words: a few cache lines that decide nearly always. */
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

  /** Adds a word for all ways to write its first bytes. */
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

  /** Whether a word may begin with three bytes. */
  boolean mayBegin(byte first, byte second, byte third) {
    int two = slot(first, second);
    int three = slot(first, second, third);
    return ((used[two / Long.SIZE] >>> two | used[three / Long.SIZE] >>> three) & 1) != 0;
  }

  /** The words of two bytes; others may be among them. Not to be changed. */
  LabelWord[] wordsOfTwo(byte first, byte second) {
    return slots[slot(first, second)];
  }

  /** The words that may begin with three bytes; others may be among them. Not to be changed. */
  LabelWord[] wordsOfMore(byte first, byte second, byte third) {
    return slots[slot(first, second, third)];
  }

  /** The same in any case. */
  private static int slot(byte first, byte second) {
    return ((first | CASE) * 4001 + (second | CASE) * 61) & (SLOTS - 1);
  }

  private static int slot(byte first, byte second, byte third) {
    return ((first | CASE) * 1009 + (second | CASE) * 67 + (third | CASE)) & (SLOTS - 1);
  }
}
