package dev.sluice.quality.corpus.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The templates of one file, by section, and its word lists. A line is a template; {@code «name»}
 * is a place and {@code ⏎} a line end. The section {@code lists} has lines {@code name = a | b},
 * where {@code 3× a} is three times the word {@code a}.
 */
public record TemplateFile(Map<String, List<String>> sections, Map<String, List<String>> lists) {
  private static final Pattern WEIGHTED = Pattern.compile("(\\d+)× (.*)");

  public TemplateFile {
    sections = Map.copyOf(sections);
    lists = Map.copyOf(lists);
  }

  /** Reads the resource of that name. */
  public static TemplateFile read(String name) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    String section = "";
    for (String line : lines(name)) {
      if (line.startsWith("[") && line.endsWith("]") && !line.contains(" ")) {
        section = line.substring(1, line.length() - 1);
      } else if (section.equals("lists")) {
        String[] list = line.split(" = ", 2);
        lists.put(list[0], words(list[1]));
      } else {
        sections.computeIfAbsent(section, any -> new ArrayList<>()).add(line.replace('⏎', '\n'));
      }
    }
    return new TemplateFile(sections, lists);
  }

  /** Returns the templates of a section, none if the file does not have it. */
  public List<String> section(String name) {
    return sections.getOrDefault(name, List.of());
  }

  private static List<String> words(String list) {
    return Stream.of(list.split(" \\| "))
        .map(word -> word.replace("∅", "").replace('␣', ' '))
        .flatMap(word -> {
          Matcher weighted = WEIGHTED.matcher(word);
          return weighted.matches()
              ? Collections.nCopies(Integer.parseInt(weighted.group(1)), weighted.group(2)).stream()
              : Stream.of(word);
        })
        .toList();
  }

  private static List<String> lines(String name) {
    try (InputStream stream = TemplateFile.class.getResourceAsStream(name + ".txt")) {
      if (stream == null) {
        throw new IllegalArgumentException("no templates " + name);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("## ")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
