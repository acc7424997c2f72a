package dev.sluice.quality.corpus.grammar;

import dev.sluice.quality.corpus.value.FilledTemplate;
import dev.sluice.quality.corpus.value.GeneratedValue;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text derived from a grammar. A slot is {@code {name}} for a rule or a value, {@code {~##-@}}
 * for the characters of a shape, {@code {*20}} for letters and digits, {@code {%32}} for
 * hexadecimal digits, or {@code {01..28}} for a number.
 */
public final class TextDerivation {
  private static final Pattern SLOT =
      Pattern.compile("\\{(~[^}]+|[*%]\\d+|\\d+\\.\\.\\d+|[a-z][a-z0-9_.]*)}");
  private static final String REPEATED = "*~ ";
  private static final int DEPTH = 12;

  private final TextGrammar grammar;
  private final Map<String, String> names;
  private final Function<String, GeneratedValue> values;
  private final SeededRandom random;
  private final StringBuilder text = new StringBuilder();
  private final List<FilledTemplate.Place> places = new ArrayList<>();

  /**
   * Creates an empty text.
   *
   * @param names other names of rules, such as {@code v} for the value that a text is about
   * @param values returns a value for a slot that is not a rule
   */
  public TextDerivation(
      TextGrammar grammar,
      Map<String, String> names,
      Function<String, GeneratedValue> values,
      SeededRandom random) {
    this.grammar = grammar;
    this.names = Map.copyOf(names);
    this.values = values;
    this.random = random;
  }

  /** Appends a text derived from a template. */
  public TextDerivation add(String template) {
    derive(repeated(template), DEPTH);
    return this;
  }

  /** Returns the text with the places of the values in it. */
  public FilledTemplate filled() {
    return new FilledTemplate(text.toString(), places);
  }

  private void derive(String template, int depth) {
    if (depth == 0) {
      throw new IllegalArgumentException("rules without an end: " + template);
    }
    Matcher slot = SLOT.matcher(template);
    int at = 0;
    while (slot.find()) {
      text.append(template, at, slot.start());
      fill(slot.group(1), depth);
      at = slot.end();
    }
    text.append(template, at, template.length());
  }

  private void fill(String slot, int depth) {
    String name = names.getOrDefault(slot, slot);
    if (name.startsWith("~")) {
      text.append(random.shape(name.substring(1)));
    } else if (name.startsWith("*")) {
      text.append(random.text(SeededRandom.ALPHANUMERIC, Integer.parseInt(name.substring(1))));
    } else if (name.startsWith("%")) {
      text.append(random.text(SeededRandom.HEX, Integer.parseInt(name.substring(1))));
    } else if (Character.isDigit(name.charAt(0))) {
      text.append(number(name));
    } else if (grammar.has(name)) {
      derive(random.pick(grammar.alternatives(name)), depth - 1);
    } else {
      GeneratedValue value = values.apply(name);
      int start = text.length();
      text.append(value.text());
      places.add(new FilledTemplate.Place(name, start + value.start(), start + value.end()));
    }
  }

  private String number(String range) {
    int dots = range.indexOf("..");
    int low = Integer.parseInt(range, 0, dots, 10);
    String digits =
        Integer.toString(random.between(low, Integer.parseInt(range.substring(dots + 2))));
    return range.startsWith("0")
        ? "0".repeat(Math.max(0, dots - digits.length())) + digits
        : digits;
  }

  private String repeated(String template) {
    if (!template.contains(REPEATED)) {
      return template;
    }
    return template
        .lines()
        .flatMap(line ->
            line.startsWith(REPEATED)
                ? Collections.nCopies(random.between(2, 4), line.substring(REPEATED.length()))
                    .stream()
                : Stream.of(line))
        .collect(Collectors.joining("\n"));
  }
}
