package dev.sluice.e2e.telemetry;

import dev.sluice.e2e.process.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped alert rules and dashboard. */
record ShippedTelemetryFiles(Path folder) {
  /** An alert rule of Prometheus. */
  record Alert(String name, String expression, String severity, String summary, String runbook) {}

  static ShippedTelemetryFiles shipped() {
    return new ShippedTelemetryFiles(RepositoryRoot.find().path().resolve("manifests/telemetry"));
  }

  List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    Object document = new Load(LoadSettings.builder().build()).loadFromString(read("alerts.yaml"));
    for (Object group : list(child(document, "groups"))) {
      for (Object rule : list(child(group, "rules"))) {
        alerts.add(
            new Alert(
                text(child(rule, "alert")),
                text(child(rule, "expr")),
                text(child(child(rule, "labels"), "severity")),
                text(child(child(rule, "annotations"), "summary")),
                text(child(child(rule, "annotations"), "runbook_url"))));
      }
    }
    return alerts;
  }

  /** Returns the expressions of all panels. */
  List<String> dashboard() {
    JsonNode board = JsonMapper.shared().readTree(read("dashboard.json"));
    return board.findValues("expr").stream().map(JsonNode::asString).toList();
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object child(@Nullable Object parent, String name) {
    return parent instanceof Map<?, ?> map ? map.get(name) : null;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
