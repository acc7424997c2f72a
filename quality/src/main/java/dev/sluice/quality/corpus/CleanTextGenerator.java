package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.TemplateFile;
import dev.sluice.quality.corpus.value.TemplateFiller;
import dev.sluice.quality.corpus.value.ValueTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A generator of sentences, code and log lines without a value. */
final class CleanTextGenerator {

  private static final int SHORTEST = 200;
  private static final int LONGEST = 2_000;
  private static final List<String> SORTS = List.of("ko", "ko", "en", "code", "log");

  private final TemplateFile file = TemplateFile.read("clean");
  private final Map<String, List<String>> lists =
      new HashMap<>(TemplateFile.read("common").lists());

  CleanTextGenerator() {
    lists.putAll(file.lists());
  }

  /** Generates a text of 200 to 2,000 characters, of one sort or mixed. */
  String text(SeededRandom random) {
    int target = random.between(SHORTEST, LONGEST - 400);
    boolean mixed = random.percent(25);
    String sort = random.pick(SORTS);
    StringBuilder text = new StringBuilder();
    while (text.length() < target) {
      String next = line(mixed ? random.pick(SORTS) : sort, random);
      boolean sentence = !mixed && (sort.equals("ko") || sort.equals("en"));
      text.append(text.isEmpty() ? "" : sentence && random.percent(85) ? " " : "\n").append(next);
    }
    if (text.length() > LONGEST) {
      throw new IllegalStateException("a line is too long for a text");
    }
    return text.toString();
  }

  /** Generates a sentence for the text around a value. */
  String sentence(SeededRandom random) {
    return line(random.percent(60) ? "ko" : "en", random);
  }

  private String line(String sort, SeededRandom random) {
    TemplateFiller filler =
        new TemplateFiller(lists, name -> ValueTable.generate(name, random), random);
    return filler.add(random.pick(file.section(sort))).filled().text();
  }
}
