package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.TemplateFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The templates of one kind, from its own file and the files that it uses. */
record EntityTemplates(
    List<String> korean,
    List<String> english,
    List<String> structured,
    List<String> negatives,
    Map<String, List<String>> lists) {

  static EntityTemplates read(EntityKind kind) {
    TemplateFile own = TemplateFile.read(kind.id());
    List<TemplateFile> files = new ArrayList<>(List.of(TemplateFile.read("common")));
    own.section("use").forEach(name -> files.add(TemplateFile.read(name)));
    files.add(own);
    Map<String, List<String>> lists = new HashMap<>();
    lists.put("v", List.of("«" + kind.id() + "»"));
    files.forEach(file -> lists.putAll(file.lists()));
    return new EntityTemplates(
        all(files, "ko"),
        all(files, "en"),
        all(files, "structured"),
        all(files, "negative"),
        lists);
  }

  /** Returns a template with a place for a value: Korean, English or structured data. */
  String withValue(SeededRandom random) {
    int share = random.below(100);
    return random.pick(share < 42 ? korean : share < 72 ? english : structured);
  }

  String withoutValue(SeededRandom random) {
    return random.pick(negatives);
  }

  private static List<String> all(List<TemplateFile> files, String section) {
    return files.stream().flatMap(file -> file.section(section).stream()).toList();
  }
}
