package dev.sluice.bench.text;

import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.corpus.SampleSet;
import dev.sluice.quality.detection.rules.RulesDetector;
import dev.sluice.quality.detection.rules.RulesFile;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A source of sentences without findings of the shipped rules, in a seeded order. */
public final class CleanProse {
  private static final int PER_KIND = 200;
  private static final String CODE = "{}()<>[]=;/_|\"";
  private static final double HANGUL = 0.4;

  private final Map<TextLanguage, List<String>> texts = new EnumMap<>(TextLanguage.class);
  private final Random random;

  public CleanProse(long seed, RulesFile rules) {
    random = new Random(seed);
    var detector = new RulesDetector(rules);
    List<String> clean =
        Corpus.generate(seed, PER_KIND).samples().stream()
            .filter(sample -> sample.set() == SampleSet.CLEAN)
            .map(Sample::text)
            .filter(CleanProse::isProse)
            .filter(text -> detector.scan(List.of(text)).getFirst().isEmpty())
            .toList();
    texts.put(TextLanguage.KOREAN, clean.stream().filter(text -> hangul(text) > HANGUL).toList());
    texts.put(TextLanguage.ENGLISH, clean.stream().filter(text -> hangul(text) == 0).toList());
  }

  /** Returns the next text; for MIXED, a text of either language. */
  String next(TextLanguage language) {
    TextLanguage one =
        language == TextLanguage.MIXED
            ? (random.nextBoolean() ? TextLanguage.KOREAN : TextLanguage.ENGLISH)
            : language;
    List<String> some = texts.getOrDefault(one, List.of());
    return some.get(random.nextInt(some.size()));
  }

  /** Returns consecutive words. */
  List<String> words(TextLanguage language, int count) {
    var text = new StringBuilder();
    List<String> words = List.of();
    while (words.size() < count) {
      text.append(next(language)).append(' ');
      words = List.of(text.toString().strip().split("\\s+"));
    }
    return words.subList(0, count);
  }

  private static boolean isProse(String text) {
    return text.chars().noneMatch(c -> CODE.indexOf(c) >= 0);
  }

  private static double hangul(String text) {
    return (double) text.chars().filter(c -> c >= 0xAC00 && c <= 0xD7A3).count() / text.length();
  }
}
