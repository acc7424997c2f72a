package dev.sluice.packaging;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code ./sluice images}. */
final class ImageOptions {
  @Option(
      names = "--registry",
      paramLabel = "HOST[/PATH]",
      defaultValue = "",
      description = "where the images are pushed, and the start of their names (default: none)")
  String registry = "";

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      defaultValue = "",
      description = "the tag (default: the version in pom.xml)")
  String tag = "";

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "one program instead of all; may be repeated")
  List<String> only = List.of();

  @Option(names = "--push", description = "push the images to --registry")
  boolean push;

  @Option(
      names = "--insecure",
      description = "push over plain HTTP, or with a certificate that cannot be verified")
  boolean insecure;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "where the tar files are written (default: dist/images)")
  Path output = Path.of("dist/images");

  @Option(
      names = "--source",
      paramLabel = "URL",
      defaultValue = "",
      description =
          "the URL of the source code, written to the label org.opencontainers.image.source")
  String source = "";

  @Option(names = "--revision", defaultValue = "", hidden = true)
  String revision = "";

  /** Returns the programs whose images are asked for. */
  List<ImageProgram> programs() {
    return only.isEmpty()
        ? List.of(ImageProgram.values())
        : only.stream().map(ImageProgram::of).toList();
  }

  /** Returns the name of a program's image, with its tag. */
  String name(ImageProgram program, BuildStamp stamp) {
    String name = "sluice/%s:%s".formatted(program.title(), tag.isEmpty() ? stamp.version() : tag);
    return registry.isEmpty() ? name : registry.replaceFirst("/+$", "") + "/" + name;
  }

  void check() {
    if (push && registry.isEmpty()) {
      throw new ImageProblemException(
          "--push needs --registry, such as --registry registry.example.internal");
    }
    if (insecure && !push) {
      throw new ImageProblemException("--insecure is for --push");
    }
  }
}
