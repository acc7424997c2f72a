package dev.sluice.quality.corpus.personal;

import java.util.List;

/** A text with all personal values in it, in the order of the text; ordinary texts have none. */
public record PersonalText(String text, List<PersonalValue> values) {
  public PersonalText {
    values = List.copyOf(values);
  }

  /**
   * A value of a person.
   *
   * @param kind the name of its recognizer
   * @param group the kind and the language
   * @param start the first character
   * @param end the character behind it
   */
  public record PersonalValue(String kind, String group, int start, int end) {}
}
