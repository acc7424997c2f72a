package dev.sluice.packaging;

import com.google.cloud.tools.jib.api.JibContainer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code ./sluice images}: writes, and on request pushes, the images. */
@Command(
    name = "./sluice images",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Makes OCI images of the programs, as tar files, with a bill of materials of each.")
public final class ImagesMain implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final long MEGABYTE = 1_000_000;

  private final Path root;
  private final PrintStream out;
  @Mixin private final ImageOptions options = new ImageOptions();

  ImagesMain(Path root, PrintStream out) {
    this.root = root;
    this.out = out;
  }

  /** Runs the command. The system property {@code sluice.root} names the repository. */
  public static void main(String[] arguments) {
    System.exit(run(Path.of(System.getProperty("sluice.root", "")), System.out, arguments));
  }

  /** Runs the command and returns its exit code. */
  static int run(Path root, PrintStream out, String... arguments) {
    return new CommandLine(new ImagesMain(root.toAbsolutePath(), out))
        .setExecutionExceptionHandler((problem, command, _) -> {
          if (!(problem instanceof ImageProblemException)) {
            throw problem;
          }
          command.getErr().println("sluice: " + problem.getMessage());
          return FAILED;
        })
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    BuildStamp stamp = BuildStamp.read();
    List<ImageProgram> programs;
    try {
      options.check();
      programs = options.programs();
    } catch (ImageProblemException e) {
      System.err.println("sluice: " + e.getMessage());
      return WRONG_USAGE;
    }
    Path output = Files.createDirectories(root.resolve(options.output));
    Path scratch = Files.createTempDirectory("sluice-images");
    try {
      ImageBuilder builder = builder(stamp, scratch);
      List<String> digests = new ArrayList<>();
      for (ImageProgram program : programs) {
        digests.add(build(builder, program, options.name(program, stamp), output));
      }
      Files.write(output.resolve("digests.txt"), digests);
    } finally {
      delete(scratch);
    }
    return 0;
  }

  private ImageBuilder builder(BuildStamp stamp, Path scratch) {
    ProgramFolder folder =
        new ProgramFolder(root.resolve("target/programs/sluice-" + stamp.version()));
    ImageLabels labels =
        new ImageLabels(
            stamp.version(),
            options.source,
            options.revision,
            System.getProperty("java.runtime.version"));
    return new ImageBuilder(
        folder, new ImageLayers(folder, stamp, scratch), stamp, labels, scratch.resolve("layers"));
  }

  private String build(ImageBuilder builder, ImageProgram program, String name, Path output)
      throws IOException {
    Path tar = output.resolve(program.title() + ".tar");
    Files.deleteIfExists(tar);
    JibContainer image = builder.writeTar(program, name, tar);
    Files.copy(
        builder.programs().billOfMaterials(program),
        output.resolve(program.title() + ".sbom.json"),
        StandardCopyOption.REPLACE_EXISTING);
    String digest = image.getDigest().toString();
    out.printf("%s  %s  %d MB  %s%n", digest, name, Files.size(tar) / MEGABYTE, tar);
    if (options.push) {
      String pushed = builder.push(program, name, options.insecure).getDigest().toString();
      if (!pushed.equals(digest)) {
        throw new ImageProblemException(
            "%s was pushed as %s, which is not the digest of %s".formatted(name, pushed, tar));
      }
      out.printf("pushed %s@%s%n", name, pushed);
    }
    return digest + "  " + name;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
