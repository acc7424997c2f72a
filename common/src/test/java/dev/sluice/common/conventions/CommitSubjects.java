package dev.sluice.common.conventions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The subjects of commits: {@code module: summary} of at most 72 characters. */
final class CommitSubjects {
  private static final int LONGEST = 72;
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9, -]*: \\S.*[^.\\s]");

  private CommitSubjects() {}

  static boolean isInForm(String subject) {
    return subject.length() <= LONGEST && FORM.matcher(subject).matches();
  }

  /**
   * Returns the wrong subjects of the commits after the one that added {@code file}; none where
   * there is no git history, as in an archive or a shallow clone.
   */
  static List<String> wrongSince(Path root, Path file) throws IOException, InterruptedException {
    List<String> added =
        git(root, "log", "--diff-filter=A", "--format=%cI", "--", root.relativize(file).toString());
    if (added.isEmpty()) {
      return List.of();
    }
    return git(root, "log", "--no-merges", "--format=%s", "--since=" + added.getLast()).stream()
        .filter(subject -> !isInForm(subject))
        .toList();
  }

  private static List<String> git(Path root, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder command = new ProcessBuilder("git", "-C", root.toString());
    command.command().addAll(List.of(arguments));
    Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? output.lines().toList() : List.of();
  }
}
