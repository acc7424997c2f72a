package dev.sluice.bench.scan.state;

import dev.sluice.quality.corpus.value.SeededRandom;
import java.util.ArrayList;
import java.util.List;

/** Rules as customers write them, each for names and numbers of its own. */
final class CustomRules {
  private static final List<String> SYLLABLES =
      List.of(
          "an", "bel", "cor", "dex", "el", "fin", "gar", "hal", "ix", "jun", "kor", "lum", "mer");
  private static final List<String> WORDS =
      List.of("가람", "나래", "다솜", "라온", "마루", "보라", "새벽", "아리", "한빛", "햇살", "푸른", "은하");
  private static final List<String> ACTIONS = List.of("log", "mask", "mask", "block");

  private final SeededRandom dice;

  CustomRules(long seed) {
    this.dice = SeededRandom.of(seed, "custom rules");
  }

  /** A file of so many rules. */
  String file(int count) {
    var file = new StringBuilder("version: custom-1\nrules:\n");
    for (int i = 0; i < count; i++) {
      file.append("  - id: custom_%04d%n".formatted(i));
      file.append(rule());
      file.append("    action: ").append(dice.pick(ACTIONS)).append('\n');
    }
    return file.toString();
  }

  private String rule() {
    int share = dice.below(20);
    if (share < 5) {
      return keyword(share < 2 ? dice.pick(WORDS) + " " + dice.pick(WORDS) : name() + " " + name());
    } else if (share < 9) {
      return regex("\\b" + upper(name()) + "-[0-9]{" + dice.between(4, 9) + "}\\b");
    } else if (share < 13) {
      return regex("\\b" + name() + "_(?:live|test)_[0-9A-Za-z]{" + dice.between(20, 40) + "}");
    } else if (share < 16) {
      return regex(
          "(?i)(?:"
              + dice.pick(WORDS)
              + " ?번호|"
              + name()
              + " (?:no\\.?|id))\\s{0,3}[:=]?\\s{0,3}[0-9]{5,10}(?![0-9])");
    } else if (share < 18) {
      return regex(
          "\\b(?:" + String.join("|", names(dice.between(8, 24))) + ")(?:-[a-z]{2,8})?\\b");
    } else if (share < 19) {
      return regex("\\b[a-z0-9-]{1,40}\\.corp-" + name() + "\\.example\\b");
    }
    return regex(
        "\\b[0-9]{" + dice.between(2, 4) + "}-" + upper(name()).substring(0, 2) + "-[0-9]{4,6}\\b");
  }

  private List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(name());
    }
    return names;
  }

  private String name() {
    return dice.pick(SYLLABLES) + dice.pick(SYLLABLES) + dice.pick(SYLLABLES);
  }

  private static String upper(String name) {
    return name.toUpperCase(java.util.Locale.ROOT);
  }

  private static String keyword(String text) {
    return "    kind: keyword\n    pattern: '" + text + "'\n";
  }

  private static String regex(String pattern) {
    return "    kind: regex\n    pattern: '" + pattern + "'\n";
  }
}
