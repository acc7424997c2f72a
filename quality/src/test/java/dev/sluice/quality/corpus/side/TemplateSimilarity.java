package dev.sluice.quality.corpus.side;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The near copies among templates. Two templates are near copies if they are equal, or share half
 * of the sequences of four words of the shorter one. Digits and slots count as one word.
 */
final class TemplateSimilarity {
  private static final int WORDS = 4;
  private static final double MOST = 0.5;
  private static final int LEAST_SHARED = 2;

  private final Map<String, List<Integer>> byGram = new HashMap<>();
  private final List<String> templates;
  private final List<Set<String>> grams = new ArrayList<>();

  TemplateSimilarity(List<String> templates) {
    this.templates = List.copyOf(templates);
    for (int i = 0; i < templates.size(); i++) {
      Set<String> own = grams(templates.get(i));
      grams.add(own);
      for (String gram : own) {
        byGram.computeIfAbsent(gram, _ -> new ArrayList<>()).add(i);
      }
    }
  }

  /** Returns the near copies of the given templates, as pairs. */
  List<String> copies(List<String> others) {
    List<String> copies = new ArrayList<>();
    for (String other : others) {
      Set<String> own = grams(other);
      Map<Integer, Integer> shared = new HashMap<>();
      own.forEach(gram ->
          byGram.getOrDefault(gram, List.of()).forEach(i -> shared.merge(i, 1, Integer::sum)));
      shared.forEach((i, count) -> {
        int least = Math.min(own.size(), grams.get(i).size());
        boolean equal = own.equals(grams.get(i));
        if (equal || (count >= LEAST_SHARED && count >= MOST * least)) {
          copies.add(other + "  ≈  " + templates.get(i));
        }
      });
    }
    return copies;
  }

  private static Set<String> grams(String template) {
    String plain =
        template
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\{[~*%]?[^{} ]*}|«[^»]*»", " _ ")
            .replaceAll("\\d+", "0")
            .replaceAll("[^\\p{L}\\p{N}_]+", " ")
            .replaceAll("(_ ?)+", "_ ")
            .strip();
    List<String> words = List.of(plain.split(" +"));
    Set<String> grams = new HashSet<>();
    for (int i = 0; i + WORDS <= words.size(); i++) {
      List<String> gram = words.subList(i, i + WORDS);
      if (gram.stream().filter(word -> !word.equals("_") && !word.equals("0")).count() > 1) {
        grams.add(String.join(" ", gram));
      }
    }
    return grams;
  }
}
