package dev.sluice.quality.corpus.excerpt;

import dev.sluice.e2e.process.RepositoryRoot;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The public files of this machine. An origin that is missing has no files. */
final class PublicFiles {
  /** The sources of the JDK; while one reader has the archive open, others open it at once. */
  static final Path JDK_SOURCES = Path.of(System.getProperty("java.home", ""), "lib", "src.zip");

  private static final Pattern IN_JARS =
      Pattern.compile(
          "META-INF/.*(LICENSE|NOTICE|README|\\.md|\\.txt)|.*\\.(properties|proto|xsd)");
  private static final Pattern NOT_PAGES =
      Pattern.compile("(recognizers|dlp|detection|scanning|threat-model).*\\.md");
  private static final Pattern NOT_MODULES =
      Pattern.compile("(site-packages|test|tests|lib2to3|idlelib|__pycache__|encodings|config-.*)");

  private PublicFiles() {}

  static List<PublicFile> of(TextOrigin origin) {
    try {
      return switch (origin) {
        case JDK -> jdk();
        case PYTHON -> python();
        case PAGES -> pages();
        case JARS -> jars();
      };
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<PublicFile> jdk() throws IOException {
    return Files.exists(JDK_SOURCES)
        ? entries(TextOrigin.JDK, JDK_SOURCES, Pattern.compile(".*\\.java"))
        : List.of();
  }

  private static List<PublicFile> jars() throws IOException {
    return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar") && Files.exists(path))
        .flatMap(path -> {
          try {
            return entries(TextOrigin.JARS, path, IN_JARS).stream();
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        })
        .toList();
  }

  private static List<PublicFile> entries(TextOrigin origin, Path archive, Pattern names)
      throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      return zip.stream()
          .map(entry -> entry.getName())
          .filter(name -> names.matcher(name).matches())
          .map(name ->
              new PublicFile(
                  origin,
                  origin == TextOrigin.JDK ? folder(name) : library(archive),
                  name,
                  archive))
          .toList();
    }
  }

  private static List<PublicFile> python() throws IOException {
    Optional<Path> folder = library();
    if (folder.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder.get(), 3)) {
      return files
          .filter(file -> file.toString().endsWith(".py"))
          .map(file -> folder.get().relativize(file))
          .filter(PublicFiles::isModule)
          .map(file ->
              new PublicFile(
                  TextOrigin.PYTHON,
                  file.getName(0).toString().replace(".py", ""),
                  file.toString(),
                  folder.get().resolve(file)))
          .toList();
    }
  }

  private static boolean isModule(Path file) {
    return IntStream.range(0, file.getNameCount())
        .noneMatch(i -> NOT_MODULES.matcher(file.getName(i).toString()).matches());
  }

  private static List<PublicFile> pages() throws IOException {
    Path docs = RepositoryRoot.find().policies().resolveSibling("docs");
    try (Stream<Path> files = Files.walk(docs)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !NOT_PAGES.matcher(String.valueOf(file.getFileName())).find())
          .map(file -> {
            String name = String.valueOf(file.getFileName());
            return new PublicFile(TextOrigin.PAGES, name, name, file);
          })
          .toList();
    }
  }

  private static Optional<Path> library() {
    try {
      Process python =
          new ProcessBuilder(
                  "python3", "-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String path =
          new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return path.isEmpty()
          ? Optional.empty()
          : Optional.of(Path.of(path)).filter(Files::isDirectory);
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static String folder(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private static String library(Path jar) {
    return String.valueOf(jar.getFileName()).replaceAll("-\\d.*", "");
  }
}
