package dev.sluice.quality.corpus.side;

import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.grammar.TextGrammar;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The grammar of a side, and the templates in it that suit a kind. */
public record SideGrammar(CorpusSide side, TextGrammar grammar) {
  private static final List<String> FILES =
      List.of("words", "labels", "chat", "lookalikes", "edits", "layouts");

  /** Reads the files of a side. */
  public static SideGrammar read(CorpusSide side) {
    return new SideGrammar(
        side, TextGrammar.of(FILES.stream().map(name -> text(side, name)).toList()));
  }

  /** Returns the made-up persons of the side. */
  public List<String> persons() {
    return Stream.of("name", "name_en", "person", "person_en")
        .flatMap(rule -> grammar.alternatives(rule).stream())
        .map(String::strip)
        .filter(name -> name.length() > 1)
        .toList();
  }

  /** Returns the families of texts without a value. */
  List<String> lookalikes(String prefix) {
    return grammar.names(prefix + ".").stream()
        .map(name -> name.substring(prefix.length() + 1))
        .toList();
  }

  /**
   * Picks a template for a kind: one of its own, or one of its group.
   *
   * @param sort the sort of text, such as {@code ko} or {@code layout}
   */
  String template(String sort, EntityKind kind, SeededRandom random) {
    List<String> all = new ArrayList<>(grammar.alternatives(sort + "." + kind.id()));
    all.addAll(grammar.alternatives(sort + "." + KindGroup.of(kind).id()));
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no templates " + sort + " for " + kind.id());
    }
    return random.pick(all);
  }

  /** Returns the names that templates have for the value and its labels. */
  Map<String, String> names(String sort, EntityKind kind) {
    Map<String, String> names = new HashMap<>();
    String value = "v_" + sort + "." + kind.id();
    names.put("v", grammar.has(value) ? value : kind.id());
    names.put("v_raw", kind.id());
    for (String label : List.of("ko", "en", "col", "const")) {
      names.put(label, label + "_label." + kind.id());
    }
    return names;
  }

  private static String text(CorpusSide side, String name) {
    String path = side.id() + "/" + name + ".txt";
    try (InputStream stream = SideGrammar.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalArgumentException("no grammar " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
