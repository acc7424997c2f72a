package dev.sluice.quality.corpus.template;

import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Fills templates. A place {@code «~shape»} is filled with characters of that shape, {@code «1..9»}
 * with a number; a name is looked up among the lists, whose words may have places again, and then
 * among the makers.
 */
public final class Filler {

  private static final int DEPTH = 8;

  private final Map<String, List<String>> lists;
  private final Function<String, Value> makers;
  private final SeededRandom dice;
  private final StringBuilder text = new StringBuilder();
  private final List<Filled.Place> places = new ArrayList<>();

  /** Makers answer a name with a fresh value, and refuse a name that they do not know. */
  public Filler(
      Map<String, List<String>> lists, Function<String, Value> makers, SeededRandom dice) {
    this.lists = Map.copyOf(lists);
    this.makers = makers;
    this.dice = dice;
  }

  /** Fills the template behind what this filler has filled before. */
  public Filler add(String template) {
    fill(template, DEPTH);
    return this;
  }

  public int length() {
    return text.length();
  }

  public Filled filled() {
    return new Filled(text.toString(), places);
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
    int range = name.indexOf("..");
    List<String> words = lists.get(name);
    if (name.startsWith("~")) {
      text.append(dice.shape(name.substring(1)));
    } else if (range > 0) {
      int low = Integer.parseInt(name.substring(0, range));
      text.append(dice.between(low, Integer.parseInt(name.substring(range + 2))));
    } else if (words != null) {
      fill(dice.pick(words), depth - 1);
    } else {
      Value value = makers.apply(name);
      int start = text.length();
      text.append(value.text());
      places.add(new Filled.Place(name, start + value.start(), start + value.end()));
    }
  }
}
