package dev.sluice.common.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The first words of javadoc: an article and a noun for a type, a verb or a noun for a member,
 * never a relative or interrogative pronoun.
 */
final class JavadocStyle {
  private static final Pattern COMMENT =
      Pattern.compile(
          "/\\*\\*(.*?)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*([^\\n{;]*)", Pattern.DOTALL);
  private static final Pattern TYPE =
      Pattern.compile("^(?:\\w+[\\w-]*\\s+)*(?:class|interface|record|enum|@interface)\\s+\\w.*");
  private static final Pattern TYPE_START =
      Pattern.compile("^(?:A|An|The)\\s+\\S.*", Pattern.DOTALL);
  private static final Pattern WRONG_START =
      Pattern.compile(
          "^(?:What|Who|Whose|Whom|Which|Whether|Where|When|How|Of|As|One|The same|Whatever|Whoever"
              + "|Those|That|Something|Nothing)\\b.*",
          Pattern.DOTALL);

  private JavadocStyle() {}

  /** Returns a line for each comment of {@code file} that starts with a wrong word. */
  static Stream<String> problemsIn(Path file) {
    String source;
    try {
      source = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return COMMENT
        .matcher(source)
        .results()
        .filter(JavadocStyle::isWrong)
        .map(comment -> file + ":" + line(source, comment.start()) + ": " + problem(comment));
  }

  private static boolean isWrong(MatchResult comment) {
    String text = text(comment);
    return isType(comment)
        ? !TYPE_START.matcher(text).matches()
        : WRONG_START.matcher(text).matches();
  }

  private static String problem(MatchResult comment) {
    return isType(comment)
        ? "start the javadoc of a type with A, An or The and a noun"
        : "start the javadoc of a member with a verb or a noun";
  }

  private static boolean isType(MatchResult comment) {
    return TYPE.matcher(comment.group(2).strip()).matches();
  }

  private static String text(MatchResult comment) {
    Matcher lines = Pattern.compile("\\s*\\n\\s*\\*?\\s*").matcher(comment.group(1));
    return lines.replaceAll(" ").strip();
  }

  private static long line(String source, int offset) {
    return source.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
  }
}
