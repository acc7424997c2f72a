package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The words of all labels, by their first two bytes. */
final class WordTable {
  private static final int SLOTS = 1 << 12;
  private static final Word[] NONE = {};

  static final WordTable LABELS = new WordTable();

  /** A word of a label. */
  static final class Word {
    private final byte[] text;
    private final Label label;
    private final boolean direct;

    private Word(byte[] text, Label label, boolean direct) {
      this.text = text;
      this.label = label;
      this.direct = direct;
    }

    Label label() {
      return label;
    }

    int length() {
      return text.length;
    }

    /** Whether it counts directly before a value only. */
    boolean direct() {
      return direct;
    }

    /** Whether it stands there; for a space, a hyphen or an underscore may stand. */
    boolean stands(Candidate candidate, int at) {
      byte[] found = candidate.text();
      for (int i = 0; i < text.length; i++) {
        byte here = Ascii.lower(found[at + i]);
        boolean gap = text[i] == ' ' && (here == '_' || here == '-');
        if (here != text[i] && !gap) {
          return false;
        }
      }
      int end = at + text.length;
      return (at == candidate.first() || Ascii.wordBegins(found[at - 1], found[at]))
          && Ascii.wordEnds(found[end - 1], found[end]);
    }
  }

  private final Word[][] slots = new Word[SLOTS][];

  private WordTable() {
    Arrays.fill(slots, NONE);
    for (Label label : Label.values()) {
      for (String word : label.words()) {
        add(word, label);
        if (word.indexOf(' ') > 1) {
          add(word.replace(" ", ""), label);
        }
      }
    }
  }

  private void add(String word, Label label) {
    boolean direct = word.endsWith("$");
    String plain = direct ? word.substring(0, word.length() - 1) : word;
    byte[] text = plain.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      text[i] = Ascii.lower(text[i]);
    }
    int slot = slot(text[0], text[1]);
    Word[] words = Arrays.copyOf(slots[slot], slots[slot].length + 1);
    words[words.length - 1] = new Word(text, label, direct);
    slots[slot] = words;
  }

  /** The words that may begin with two bytes; not to be changed. */
  Word[] at(byte first, byte second) {
    return slots[slot(first, second)];
  }

  private static int slot(byte first, byte second) {
    return (Ascii.lower(first) * 61 + Ascii.lower(second)) & (SLOTS - 1);
  }
}
