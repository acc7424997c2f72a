package dev.sluice.quality.corpus.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A text that grows by filled templates. A name in a place is looked up among the word lists, whose
 * words may have places again, and then among the generators. {@code values.txt} lists the other
 * forms of a place.
 */
public final class TemplateFiller {
  private static final int DEPTH = 8;

  private final Map<String, List<String>> lists;
  private final Function<String, GeneratedValue> generators;
  private final SeededRandom random;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> variables = new HashMap<>();
  private final List<FilledTemplate.Place> places = new ArrayList<>();

  /**
   * A filler without text.
   *
   * @param generators returns a new value for a name, and throws IllegalArgumentException for a
   *     name that it does not know
   */
  public TemplateFiller(
      Map<String, List<String>> lists,
      Function<String, GeneratedValue> generators,
      SeededRandom random) {
    this.lists = lists;
    this.generators = generators;
    this.random = random;
  }

  /** Fills the template and appends the result. */
  public TemplateFiller add(String template) {
    fill(template, DEPTH);
    return this;
  }

  /** Returns everything that was appended. */
  public FilledTemplate filled() {
    return new FilledTemplate(text.toString(), places);
  }

  private void fill(String template, int depth) {
    int at = 0;
    for (int open = template.indexOf('«'); open >= 0; open = template.indexOf('«', at)) {
      int close = template.indexOf('»', open);
      if (close < 0 || depth == 0) {
        throw new IllegalArgumentException("cannot be filled: " + template);
      }
      text.append(template, at, open);
      place(template.substring(open + 1, close), depth);
      at = close + 1;
    }
    text.append(template, at, template.length());
  }

  private void place(String name, int depth) {
    int assigned = name.indexOf(":=");
    if (name.startsWith("~")) {
      text.append(random.shape(name.substring(1)));
    } else if (assigned > 0) {
      int from = text.length();
      place(name.substring(assigned + 2), depth);
      variables.put(name.substring(0, assigned), text.substring(from));
      text.setLength(from);
    } else if (name.startsWith("=")) {
      String[] parts = name.substring(1).split(" -→", 2);
      String value = variable(parts[0]);
      text.append(parts.length == 1 ? value : value.replace("-", parts[1]));
    } else if (name.contains("*")) {
      String[] parts = name.split("\\*", 2);
      text.append(random.text(word(parts[0]), length(parts[1])));
    } else if (name.contains("..")) {
      text.append(number(name));
    } else if (lists.containsKey(name)) {
      fill(random.pick(words(name)), depth - 1);
    } else if (name.contains(" ")) {
      text.append(function(name));
    } else {
      GeneratedValue value = generators.apply(name);
      int start = text.length();
      text.append(value.text());
      places.add(new FilledTemplate.Place(name, start + value.start(), start + value.end()));
    }
  }

  private int length(String range) {
    int dots = range.indexOf("..");
    return dots < 0 ? Integer.parseInt(range) : between(range, dots, 10);
  }

  private int between(String range, int dots, int radix) {
    int low = Integer.parseInt(range.substring(0, dots), radix);
    return random.between(low, Integer.parseInt(range.substring(dots + 2), radix));
  }

  private String number(String name) {
    if (name.startsWith("x")) {
      String range = name.replace("x", "");
      return Integer.toHexString(between(range, range.indexOf(".."), 16));
    }
    String[] parts = name.split("/");
    int dots = parts[0].indexOf("..");
    String digits = Integer.toString(between(parts[0], dots, 10));
    for (int i = 1; i < parts.length; i++) {
      String[] exception = parts[i].split("=", 2);
      digits = digits.equals(exception[0]) ? exception[1] : digits;
    }
    return parts[0].startsWith("0")
        ? "0".repeat(Math.max(0, dots - digits.length())) + digits
        : digits;
  }

  /** Calls a function, or draws another digit than its result. */
  private String function(String call) {
    boolean other = call.startsWith("not ");
    String[] parts = (other ? call.substring(4) : call).split(" ");
    var argument = new StringBuilder();
    for (int i = 1; i < parts.length; i++) {
      argument.append(variable(parts[i]));
    }
    String result = TemplateFunction.call(parts[0], argument.toString());
    return other ? String.valueOf((Integer.parseInt(result) + random.between(1, 9)) % 10) : result;
  }

  private List<String> words(String list) {
    List<String> words = lists.get(list);
    if (words == null) {
      throw new IllegalArgumentException("no list " + list);
    }
    return words;
  }

  private String word(String alphabet) {
    return words(alphabet).getFirst();
  }

  private String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no variable " + name);
    }
    return value;
  }
}
