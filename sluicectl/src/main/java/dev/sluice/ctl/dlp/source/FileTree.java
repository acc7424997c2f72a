package dev.sluice.ctl.dlp.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of a tree: those that git does not ignore, or all outside of a work tree. */
public final class FileTree {
  private static final List<String> LIST =
      List.of("ls-files", "-co", "--exclude-standard", "--deduplicate", "-z", "--");

  private FileTree() {}

  /** Returns the regular files of a path, which may be a file. Links are not followed. */
  public static Stream<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return Stream.of(path);
    }
    Path absolute = path.toRealPath();
    Optional<GitProgram> git =
        GitProgram.of(absolute).filter(program -> !program.ignores(absolute));
    return git.isPresent() ? tracked(git.get(), path, absolute) : all(path);
  }

  private static Stream<Path> all(Path folder) throws IOException {
    Path git = Path.of(".git");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !contains(folder.relativize(file), git))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static boolean contains(Path path, Path name) {
    for (Path part : path) {
      if (part.equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static Stream<Path> tracked(GitProgram git, Path path, Path absolute) throws IOException {
    Path top = git.folder();
    String folder = top.equals(absolute) ? "." : top.relativize(absolute).toString();
    Process process = git.start(Stream.concat(LIST.stream(), Stream.of(folder)).toList());
    process.getOutputStream().close();
    Scanner names =
        new Scanner(process.getInputStream(), StandardCharsets.UTF_8).useDelimiter("\0");
    Stream<String> listed =
        StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(names, Spliterator.ORDERED), false);
    return Stream.concat(listed, Stream.of(process).flatMap(FileTree::requireSuccess))
        .map(name -> path.resolve(absolute.relativize(top.resolve(name))))
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .onClose(process::destroyForcibly);
  }

  /** Returns no name; a list that git did not finish must not look complete. */
  private static Stream<String> requireSuccess(Process process) {
    try {
      if (process.waitFor() != 0) {
        throw new UncheckedIOException(new IOException("git ls-files failed"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Stream.empty();
  }
}
