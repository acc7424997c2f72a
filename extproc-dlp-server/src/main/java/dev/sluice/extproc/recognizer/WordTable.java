package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Words of three sorts, found in one walk back from a value. ASCII words count in any case and as
 * whole words, also within {@code camelCase} and {@code snake_case}; a word that ends with {@code
 * $} counts directly before a value only.
 */
final class WordTable {
  private static final int NAMING = 0;
  private static final int DENYING = 1;
  private static final int GENERIC = 2;
  private static final int DIRECTLY = 2;
  private static final int LABELLING = 12;
  private static final int SLOTS = 1 << 12;

  private static final class Word {
    final byte[] text;
    final int sort;
    final boolean direct;

    Word(byte[] text, int sort, boolean direct) {
      this.text = text;
      this.sort = sort;
      this.direct = direct;
    }
  }

  /**
   * Where the last word of each sort ends, negative if there is none.
   *
   * @param namedInSentence whether a naming word is in the sentence of the value
   */
  record Found(int naming, int denying, int generic, boolean namedInSentence) {}

  private final List<List<Word>> slots = new ArrayList<>();

  private WordTable() {
    for (int i = 0; i < SLOTS; i++) {
      slots.add(List.of());
    }
  }

  static WordTable of(List<String> naming, List<String> denying, List<String> generic) {
    WordTable table = new WordTable();
    table.addAll(naming, NAMING);
    table.addAll(denying, DENYING);
    table.addAll(generic, GENERIC);
    return table;
  }

  private void addAll(List<String> words, int sort) {
    for (String word : words) {
      add(word, sort);
      if (word.indexOf(' ') > 1) {
        add(word.replace(" ", ""), sort);
      }
    }
  }

  private void add(String word, int sort) {
    boolean direct = word.endsWith("$");
    String plain = direct ? word.substring(0, word.length() - 1) : word;
    byte[] text = plain.getBytes(StandardCharsets.UTF_8);
    int slot = slot(text[0], text[1]);
    List<Word> known = new ArrayList<>(slots.get(slot));
    known.add(new Word(text, sort, direct));
    slots.set(slot, List.copyOf(known));
  }

  private static int slot(byte first, byte second) {
    return (Ascii.lower(first) * 61 + Ascii.lower(second)) & (SLOTS - 1);
  }

  /** What stands before the candidate; words of other things only within its sentence. */
  Found before(Candidate candidate) {
    byte[] text = candidate.text();
    int[] last = {-1, -1, -1};
    int start = candidate.from();
    boolean within =
        start == candidate.first() || text[start - 1] != '\n' || Sentences.belowHeader(candidate);
    boolean named = false;
    for (int at = candidate.from() - 2; at >= candidate.first(); at--) {
      within &= !Sentences.ends(candidate, at);
      for (Word word : slots.get(slot(text[at], text[at + 1]))) {
        int end = at + word.text.length;
        int near = candidate.from() - end;
        boolean counts =
            near <= (word.direct ? DIRECTLY : word.sort == GENERIC ? LABELLING : near)
                && (within || word.sort == NAMING);
        if (counts && near >= 0 && stands(candidate, at, word.text)) {
          last[word.sort] = Math.max(last[word.sort], end);
          named |= within && word.sort == NAMING;
        }
      }
    }
    return new Found(last[NAMING], last[DENYING], last[GENERIC], named);
  }

  private static boolean stands(Candidate candidate, int at, byte[] word) {
    byte[] text = candidate.text();
    for (int i = 0; i < word.length; i++) {
      byte found = Ascii.lower(text[at + i]);
      boolean gap = word[i] == ' ' && (found == '_' || found == '-');
      if (found != Ascii.lower(word[i]) && !gap) {
        return false;
      }
    }
    int end = at + word.length;
    return (at == candidate.first() || Ascii.wordBegins(text[at - 1], text[at]))
        && Ascii.wordEnds(text[end - 1], text[end]);
  }
}
