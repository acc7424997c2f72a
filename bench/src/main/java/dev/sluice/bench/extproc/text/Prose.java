package dev.sluice.bench.extproc.text;

import dev.sluice.bench.scan.text.Language;
import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.corpus.SampleSet;
import dev.sluice.quality.detection.rules.RulesDetector;
import dev.sluice.quality.detection.rules.RulesFile;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sentences of the corpora in which the shipped rules find nothing; equal for an equal seed. */
public final class Prose {
  private static final int PER_KIND = 200;
  private static final String CODE = "{}()<>[]=;/_|\"";
  private static final double HANGUL = 0.4;

  private final Map<Language, List<String>> texts = new EnumMap<>(Language.class);
  private final Random random;

  public Prose(long seed, RulesFile rules) {
    random = new Random(seed);
    var detector = new RulesDetector(rules);
    List<String> clean =
        Corpus.generate(seed, PER_KIND).samples().stream()
            .filter(sample -> sample.set() == SampleSet.CLEAN)
            .map(Sample::text)
            .filter(Prose::isProse)
            .filter(text -> detector.scan(List.of(text)).getFirst().isEmpty())
            .toList();
    texts.put(Language.KOREAN, clean.stream().filter(text -> hangul(text) > HANGUL).toList());
    texts.put(Language.ENGLISH, clean.stream().filter(text -> hangul(text) == 0).toList());
  }

  /** The next text, in one of the languages or in either. */
  String next(Language language) {
    Language one =
        language == Language.MIXED
            ? (random.nextBoolean() ? Language.KOREAN : Language.ENGLISH)
            : language;
    List<String> some = texts.getOrDefault(one, List.of());
    return some.get(random.nextInt(some.size()));
  }

  /** Words as a model writes them, in their order. */
  List<String> words(Language language, int count) {
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
