package dev.sluice.quality.corpus.personal;

import dev.sluice.quality.corpus.personal.PersonalText.PersonalValue;
import dev.sluice.quality.corpus.side.CorpusSide;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A corpus of texts about persons, from the templates of one side.
 *
 * @param persons texts with values
 * @param ordinary texts without any
 */
public record PersonalCorpus(List<PersonalText> persons, List<PersonalText> ordinary) {
  private static final Pattern PLACE = Pattern.compile("\\{(ko|en|dob|dob_en|koaddr|enaddr)}");

  /** The beginning of a template without a value. */
  private static final String ORDINARY = "~ ";

  public PersonalCorpus {
    persons = List.copyOf(persons);
    ordinary = List.copyOf(ordinary);
  }

  /** Generates {@code perTemplate} texts from each template with values. */
  public static PersonalCorpus generate(CorpusSide side, long seed, int perTemplate) {
    List<PersonalText> persons = new ArrayList<>();
    List<PersonalText> ordinary = new ArrayList<>();
    List<String> templates = templates(side);
    for (int i = 0; i < templates.size(); i++) {
      String template = templates.get(i).replace("\\n", "\n");
      if (template.startsWith(ORDINARY)) {
        ordinary.add(new PersonalText(template.substring(ORDINARY.length()), List.of()));
        continue;
      }
      for (int number = 0; number < perTemplate; number++) {
        String label = "personal " + side.id() + " " + i + " " + number;
        persons.add(
            filled(template, new PersonalValueGenerator(side, SeededRandom.of(seed, label))));
      }
    }
    return new PersonalCorpus(persons, ordinary);
  }

  private static PersonalText filled(String template, PersonalValueGenerator generator) {
    StringBuilder text = new StringBuilder();
    List<PersonalValue> values = new ArrayList<>();
    Matcher place = PLACE.matcher(template);
    int at = 0;
    while (place.find()) {
      text.append(template, at, place.start());
      String name = place.group(1);
      String value = value(name, generator);
      values.add(
          new PersonalValue(
              kind(name), group(name), text.length(), text.length() + value.length()));
      text.append(value);
      at = place.end();
    }
    text.append(template.substring(at));
    return new PersonalText(text.toString(), values);
  }

  private static String value(String name, PersonalValueGenerator generator) {
    return switch (name) {
      case "ko" -> generator.koreanName();
      case "en" -> generator.englishName();
      case "dob" -> generator.koreanDate();
      case "dob_en" -> generator.englishDate();
      case "koaddr" -> generator.koreanAddress();
      default -> generator.englishAddress();
    };
  }

  private static String kind(String name) {
    return switch (name) {
      case "ko", "en" -> "person_name";
      case "dob", "dob_en" -> "date_of_birth";
      default -> "postal_address";
    };
  }

  private static String group(String name) {
    return kind(name) + (name.contains("en") ? " en" : " ko");
  }

  private static List<String> templates(CorpusSide side) {
    String name = side.id() + ".txt";
    try (InputStream stream = PersonalCorpus.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("no templates " + name);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("# ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
