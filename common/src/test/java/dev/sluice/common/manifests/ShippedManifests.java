package dev.sluice.common.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of {@code manifests}, as they are and as kubectl renders them. */
record ShippedManifests(Path root) {
  private static final String KUSTOMIZATION = "kustomization.yaml";

  /** Parts of installations, which are not applied by themselves. */
  private static final List<String> PARTS =
      List.of("servers/policy", "servers/controller", "istio/base", "envoy-gateway/servers");

  /** Returns the files of the checkout that contains the module in whose folder tests run. */
  static ShippedManifests ofThisCheckout() {
    return new ShippedManifests(Path.of("..").toAbsolutePath().normalize());
  }

  Path folder() {
    return root.resolve("manifests");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the only document of a file below {@code manifests}. */
  ManifestNode document(String file) {
    return ManifestSet.parse(file, read(folder().resolve(file))).getFirst().root();
  }

  /** Returns the objects of all files. */
  ManifestSet raw() {
    List<KubernetesObject> objects =
        yamlFiles()
            .filter(file -> !isConfiguration(file) && !file.endsWith(KUSTOMIZATION))
            .flatMap(this::objects)
            .filter(object -> object.root().at("kind").isPresent())
            .filter(object -> !object.isA("OverlaySettings") && !object.isA("IstioOperator"))
            .toList();
    return new ManifestSet("all files", objects, outsideLabels(), generatedConfigMaps());
  }

  /** Returns the folders that operators apply. */
  List<String> installations() {
    return yamlFiles()
        .filter(file -> file.endsWith(KUSTOMIZATION))
        .filter(file -> objects(file).allMatch(object -> object.isA("Kustomization")))
        .map(file -> folder().relativize(file.getParent()).toString())
        .filter(name -> !PARTS.contains(name))
        .toList();
  }

  /** Renders a folder with {@code kubectl kustomize}. */
  ManifestSet rendered(String installation) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("kustomize", ".err");
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", folder().resolve(installation).toString())
            .redirectError(errors.toFile())
            .start();
    String yaml = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = kubectl.waitFor();
    String problem = read(errors);
    Files.delete(errors);
    if (code != 0) {
      throw new IllegalStateException("kubectl kustomize " + installation + ": " + problem);
    }
    return new ManifestSet(
        installation, ManifestSet.parse(installation, yaml), outsideLabels(), Set.of());
  }

  static boolean hasKubectl() {
    String path = String.valueOf(System.getenv("PATH"));
    return Stream.of(path.split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }

  /** Returns the text of all pages for operators. */
  String pages() {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of("manifests", "docs/install")) {
      files(root.resolve(folder))
          .filter(file -> file.toString().endsWith(".md"))
          .forEach(pages::add);
    }
    return pages.stream().map(ShippedManifests::read).collect(Collectors.joining("\n"));
  }

  Stream<Path> yamlFiles() {
    return files(folder()).filter(file -> file.toString().endsWith(".yaml"));
  }

  private Stream<KubernetesObject> objects(Path file) {
    return ManifestSet.parse(folder().relativize(file).toString(), read(file)).stream();
  }

  private Set<Map<String, String>> outsideLabels() {
    Stream<Map<String, String>> settings =
        yamlFiles()
            .filter(file -> file.endsWith("settings.yaml"))
            .flatMap(this::objects)
            .flatMap(object -> object.root().at("spec").all())
            .map(node -> node.at("labels").labels())
            .filter(labels -> !labels.isEmpty());
    return Stream.concat(settings, Stream.of(Map.of("set-by", "settings")))
        .collect(Collectors.toSet());
  }

  private Set<String> generatedConfigMaps() {
    return Stream.concat(
            yamlFiles().filter(file -> file.endsWith(KUSTOMIZATION)),
            Stream.of(root.resolve("policies").resolve(KUSTOMIZATION)))
        .flatMap(file -> ManifestSet.parse(file.toString(), read(file)).stream())
        .flatMap(object -> object.root().at("configMapGenerator").items())
        .map(generator -> generator.at("name").text())
        .collect(Collectors.toSet());
  }

  private static boolean isConfiguration(Path file) {
    return String.valueOf(file.getParent()).endsWith("config");
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
