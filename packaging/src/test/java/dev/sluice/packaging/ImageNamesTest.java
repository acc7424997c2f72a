package dev.sluice.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.RepositoryRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The tests of the names of images, which manifests repeat, and of wrong options. */
final class ImageNamesTest {
  private static final Pattern IMAGE =
      Pattern.compile("\\{name: (sluice/(?!envoy)\\S+), newTag: (\\S+)}");

  private final Path root = RepositoryRoot.find().path();
  @TempDir Path folder;

  @Test
  void name_default_isUsedByTheManifests() throws IOException {
    Set<String> names =
        Arrays.stream(ImageProgram.values())
            .filter(ImageProgram::isServer)
            .map(program -> options().name(program, BuildStamp.read()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root.resolve("manifests/servers"))) {
      for (Path file : files.filter(path -> path.endsWith("kustomization.yaml")).toList()) {
        IMAGE
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> used.add(found.group(1) + ":" + found.group(2)));
      }
    }
    assertEquals(names, used);
  }

  @Test
  void name_registryAndTag_areUsed() {
    ImageOptions options = options("--registry", "registry.example.internal/", "--tag", "1.2");
    assertEquals(
        "registry.example.internal/sluice/sluicectl:1.2",
        options.name(ImageProgram.SLUICECTL, BuildStamp.read()));
  }

  @Test
  void version_isTheOneOfThePom() throws IOException {
    String pom = Files.readString(root.resolve("pom.xml"));
    assertTrue(pom.contains("<version>" + BuildStamp.read().version() + "</version>"));
  }

  @Test
  void images_pushWithoutRegistry_isWrongUsage() {
    assertEquals(2, ImagesMain.run(folder, silent(), "--push"));
  }

  @Test
  void images_unknownProgram_isWrongUsage() {
    assertEquals(2, ImagesMain.run(folder, silent(), "--only", "envoy"));
  }

  private static ImageOptions options(String... words) {
    return CommandLine.populateCommand(new ImageOptions(), words);
  }

  private static PrintStream silent() {
    return new PrintStream(new ByteArrayOutputStream(), true);
  }
}
