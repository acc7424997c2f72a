package dev.sluice.e2e.istio;

import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.support.TestFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders of {@code manifests} that operators apply. */
final class InstallationFolders {
  private static final Path ROOT = RepositoryRoot.find().path().resolve("manifests");

  /** Folders that installations include, and nobody applies by themselves. */
  private static final List<String> PARTS =
      List.of("servers/policy", "servers/controller", "istio/base", "envoy-gateway/servers");

  private InstallationFolders() {}

  /** Returns the folder with a name below {@code manifests}. */
  static Path of(String name) {
    return ROOT.resolve(name);
  }

  /** Returns the names of all folders with a kustomization that is not a component. */
  static List<String> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.endsWith("kustomization.yaml") && isInstallation(file))
          .map(file -> ROOT.relativize(file.getParent()).toString())
          .filter(name -> !PARTS.contains(name))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a kustomization of one installation with components, as the README shows it. */
  static Path with(String installation, String... components) {
    Path folder =
        TestFolders.ofThisJvm("istio")
            .resolve("kustomizations")
            .resolve(String.join("-", components).replace('/', '-'));
    Path absolute = folder.toAbsolutePath();
    StringBuilder text = new StringBuilder();
    text.append("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n");
    text.append("resources: [").append(absolute.relativize(of(installation))).append("]\n");
    text.append("components:\n");
    for (String component : components) {
      text.append("- ").append(absolute.relativize(of(component))).append('\n');
    }
    try {
      Files.createDirectories(absolute);
      Files.writeString(absolute.resolve("kustomization.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return absolute;
  }

  private static boolean isInstallation(Path file) {
    try {
      return Files.readAllLines(file).contains("kind: Kustomization");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
