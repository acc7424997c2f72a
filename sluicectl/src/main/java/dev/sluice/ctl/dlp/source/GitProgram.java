package dev.sluice.ctl.dlp.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program git in one folder. It runs no program that a repository or its files name. */
public final class GitProgram {
  private static final List<String> SAFE =
      List.of("git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "--no-pager");

  /** The options of a patch of added lines alone. */
  static final List<String> PATCH =
      List.of(
          "-p",
          "-U0",
          "-M",
          "--no-color",
          "--no-ext-diff",
          "--no-textconv",
          "--src-prefix=a/",
          "--dst-prefix=b/");

  private final Path folder;

  private GitProgram(Path folder) {
    this.folder = folder;
  }

  /** Returns git at the top of the work tree of a folder; empty outside of one, or without git. */
  public static Optional<GitProgram> of(Path folder) {
    return new GitProgram(folder)
        .firstLine("rev-parse", "--show-toplevel")
        .filter(top -> !top.isEmpty())
        .map(top -> new GitProgram(Path.of(top)));
  }

  /** Returns the folder in which git runs. */
  public Path folder() {
    return folder;
  }

  /** Returns true if git does not track what is in a folder, because it ignores it. */
  boolean ignores(Path path) {
    return firstLine("check-ignore", "--", path.toString()).isPresent();
  }

  /** Starts git. */
  Process start(List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(SAFE);
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    return builder.start();
  }

  /** Returns the first line of an output; empty if git fails or is absent. */
  private Optional<String> firstLine(String... arguments) {
    try {
      Process process = start(List.of(arguments));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? output.lines().findFirst() : Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
