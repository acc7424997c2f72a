package dev.sluice.e2e.mesh;

import dev.sluice.e2e.istio.Kubectl;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The variables of the containers of a pod, as the kubelet sets them. */
final class PodVariables {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z0-9_]+)\\)");

  private final Kubectl kubectl;
  private final JsonNode pod;

  PodVariables(Kubectl kubectl, JsonNode pod) {
    this.kubectl = kubectl;
    this.pod = pod;
  }

  /** Returns the variables of a container. Limits of resources are left out. */
  Map<String, String> of(JsonNode container) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonNode variable : container.path("env")) {
      value(variable, variables)
          .ifPresent(value -> variables.put(variable.path("name").asString(), value));
    }
    return variables;
  }

  /** Replaces references such as {@code $(POD_NAME)}. */
  String expand(String text, Map<String, String> variables) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(variables.getOrDefault(found.group(1), found.group())));
  }

  private Optional<String> value(JsonNode variable, Map<String, String> earlier) {
    JsonNode from = variable.path("valueFrom");
    if (from.has("fieldRef")) {
      return Optional.of(field(from.at("/fieldRef/fieldPath").asString()));
    }
    if (from.has("secretKeyRef")) {
      return secret(from.path("secretKeyRef"));
    }
    return from.isMissingNode()
        ? Optional.of(expand(variable.path("value").asString(""), earlier))
        : Optional.empty();
  }

  private String field(String path) {
    return path.equals("status.hostIP") ? "" : pod.at("/" + path.replace('.', '/')).asString("");
  }

  private Optional<String> secret(JsonNode reference) {
    String namespace = pod.at("/metadata/namespace").asString();
    JsonNode secrets = kubectl.get("secrets", "--namespace=" + namespace);
    for (JsonNode secret : secrets.path("items")) {
      JsonNode value = secret.path("data").path(reference.path("key").asString());
      if (secret.at("/metadata/name").asString().equals(reference.path("name").asString())
          && !value.isMissingNode()) {
        byte[] decoded = Base64.getDecoder().decode(value.asString());
        return Optional.of(new String(decoded, StandardCharsets.UTF_8));
      }
    }
    if (reference.path("optional").asBoolean(false)) {
      return Optional.empty();
    }
    throw new IllegalStateException("no secret for " + reference);
  }
}
