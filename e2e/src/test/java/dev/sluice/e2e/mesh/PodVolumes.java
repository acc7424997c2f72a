package dev.sluice.e2e.mesh;

import dev.sluice.e2e.istio.Kubectl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The volumes of a pod, below a folder in the place of its root. Paths in arguments, variables and
 * configuration files are moved there too.
 */
final class PodVolumes {
  private final Kubectl kubectl;
  private final JsonNode pod;
  private final Path root;

  PodVolumes(Kubectl kubectl, JsonNode pod, Path root) {
    this.kubectl = kubectl;
    this.pod = pod;
    this.root = root;
  }

  /** Creates the volumes of a container for its user. */
  void mount(JsonNode container, int user) {
    for (JsonNode mount : container.path("volumeMounts")) {
      Path folder = Path.of(root + mount.path("mountPath").asString());
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      fill(volume(mount.path("name").asString()), folder, container);
      SystemCommand.run("chown", "-R", user + ":" + user, folder.toString());
    }
  }

  /** Moves the paths of a container's volumes below the folder of this pod. */
  String relocate(JsonNode container, String text) {
    String paths =
        container
            .path("volumeMounts")
            .valueStream()
            .map(mount -> Pattern.quote(mount.path("mountPath").asString()))
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?<![\\w/-])(?:" + paths + ")(?![\\w-])")
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(root + found.group()));
  }

  private void fill(JsonNode volume, Path folder, JsonNode container) {
    if (volume.has("configMap")) {
      JsonNode source = volume.path("configMap");
      data("configmap", source.path("name").asString(), source)
          .propertyStream()
          .forEach(file ->
              MeshPod.write(
                  folder.resolve(file.getKey()), relocate(container, file.getValue().asString())));
    } else if (volume.has("secret")) {
      JsonNode source = volume.path("secret");
      data("secret", source.path("secretName").asString(), source)
          .propertyStream()
          .forEach(file -> MeshPod.write(folder.resolve(file.getKey()), decoded(file)));
    } else if (volume.has("downwardAPI")) {
      for (String name : List.of("labels", "annotations")) {
        MeshPod.write(folder.resolve(name), lines(pod.path("metadata").path(name)));
      }
    } else {
      volume.at("/projected/sources").valueStream().forEach(source -> token(source, folder));
    }
  }

  private void token(JsonNode source, Path folder) {
    JsonNode token = source.path("serviceAccountToken");
    // One without an audience is for the API server, which no program in these pods calls.
    if (token.has("audience")) {
      MeshPod.write(
          folder.resolve(token.path("path").asString()),
          kubectl.serviceAccountToken(
              namespace(),
              pod.at("/spec/serviceAccountName").asString(),
              token.path("audience").asString()));
    }
  }

  private JsonNode data(String kind, String name, JsonNode source) {
    var command = new String[] {"get", kind, name, "--namespace=" + namespace()};
    boolean missing = kubectl.program().execute(command).exitCode() != 0;
    if (missing && source.path("optional").asBoolean(false)) {
      return source.path("none");
    }
    return kubectl.get(kind, name, "--namespace=" + namespace()).path("data");
  }

  private String namespace() {
    return pod.at("/metadata/namespace").asString();
  }

  private JsonNode volume(String name) {
    return pod.at("/spec/volumes")
        .valueStream()
        .filter(volume -> volume.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no volume " + name));
  }

  private static String decoded(Map.Entry<String, JsonNode> file) {
    return new String(
        Base64.getDecoder().decode(file.getValue().asString()), StandardCharsets.UTF_8);
  }

  private static String lines(JsonNode values) {
    return values
        .propertyStream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining("\n"));
  }
}
