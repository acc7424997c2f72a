package dev.sluice.bench.text;

import dev.sluice.e2e.process.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts that a model may answer with, by kind. Prose, code, JSON and tables are files of this
 * repository.
 */
public final class AnswerTexts {
  private static final int LONGEST = 4_000;
  private static final int FILES = 60;
  private static final int RANDOM = 3_000;
  private static final int ROW = 600;

  private final Path root = RepositoryRoot.find().path();
  private final CleanProse prose;
  private final Random random = new Random(1);

  public AnswerTexts(CleanProse prose) {
    this.prose = prose;
  }

  /** A kind of text. */
  public enum Kind {
    ENGLISH,
    KOREAN,
    JAVA,
    SHELL_AND_YAML,
    JSON,
    TABLES,
    BASE64,
    DIGITS,
    LETTERS
  }

  /** Returns the texts of a kind. */
  public List<String> of(Kind kind) {
    return switch (kind) {
      case ENGLISH -> pages(false);
      case TABLES -> pages(true);
      case KOREAN -> Stream.generate(() -> prose.next(TextLanguage.KOREAN)).limit(FILES).toList();
      case JAVA -> files("common/src/main/java", ".java");
      case SHELL_AND_YAML ->
          Stream.of(files("packaging", ".sh"), files("manifests", ".yaml"))
              .flatMap(List::stream)
              .toList();
      case JSON -> files("xds-controller/src/main/resources/policies", ".json");
      case BASE64 -> List.of(base64());
      case DIGITS ->
          List.of(
              random.ints(ROW, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining()));
      case LETTERS -> List.of("a".repeat(ROW), "Z".repeat(ROW), "가".repeat(ROW));
    };
  }

  private String base64() {
    byte[] bytes = new byte[RANDOM];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns the tables of the documentation, or its other lines. */
  private List<String> pages(boolean tables) {
    List<String> pages = new ArrayList<>();
    for (String page : files("docs", ".md")) {
      String lines =
          page.lines()
              .filter(line -> line.startsWith("|") == tables)
              .collect(Collectors.joining("\n"));
      if (!lines.isBlank()) {
        pages.add(lines);
      }
    }
    return pages;
  }

  /** Returns the beginnings of some files. */
  private List<String> files(String folder, String ending) {
    try (Stream<Path> all = Files.walk(root.resolve(folder))) {
      List<Path> files = all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
      int step = Math.max(1, files.size() / FILES);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < files.size(); i += step) {
        String text = Files.readString(files.get(i));
        texts.add(text.substring(0, Math.min(LONGEST, text.length())));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
