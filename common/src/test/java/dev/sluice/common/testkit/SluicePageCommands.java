package dev.sluice.common.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code ./sluice} commands in the code blocks of all pages of the project. */
public final class SluicePageCommands {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```[\\w ]*\\n(.*?)^```$");

  /** A command up to a pipe, a redirection, a comment or the end of the line. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|[|&] )(?:\\$ )?\\./sluice ((?:\"[^\"\\n]*\"|[^|>#&\"\\n])+)");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private SluicePageCommands() {}

  /** Returns the words after {@code ./sluice} of the commands that begin with one of the names. */
  public static List<List<String>> startingWith(String... names) {
    Set<String> wanted = Set.of(names);
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().endsWith(".md") && !file.toString().contains("/target/"))
          .flatMap(SluicePageCommands::commands)
          .filter(command -> wanted.contains(command.getFirst()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<List<String>> commands(Path page) {
    try {
      return BLOCK
          .matcher(Files.readString(page))
          .results()
          .flatMap(block -> COMMAND.matcher(block.group(1)).results())
          .map(command -> words(command.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .map((MatchResult word) -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }
}
