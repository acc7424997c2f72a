package dev.sluice.ctl.dlp.report;

import dev.sluice.common.BuildVersion;
import dev.sluice.ctl.dlp.scan.ScanFinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** A report in SARIF 2.1.0, which code hosts show beside the lines of a change. */
public final class FindingSarif implements FindingReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /**
   * A rule of the report.
   *
   * @param kind the kind of its findings
   * @param severity the severity of the rule
   */
  public record SarifRule(String id, String kind, String severity) {}

  private final JsonGenerator json;

  /** Starts a report. Ending it closes the writer. */
  public FindingSarif(Writer out, List<SarifRule> rules) {
    json = JsonMapper.shared().writerWithDefaultPrettyPrinter().createGenerator(out);
    json.writeStartObject();
    json.writeStringProperty("$schema", SCHEMA);
    json.writeStringProperty("version", "2.1.0");
    json.writeArrayPropertyStart("runs");
    json.writeStartObject();
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", "sluice dlp scan");
    json.writeStringProperty("version", BuildVersion.read());
    json.writeArrayPropertyStart("rules");
    rules.forEach(this::rule);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringProperty("columnKind", "unicodeCodePoints");
    json.writeArrayPropertyStart("results");
  }

  private void rule(SarifRule rule) {
    json.writeStartObject();
    json.writeStringProperty("id", rule.id());
    json.writeObjectPropertyStart("shortDescription");
    json.writeStringProperty("text", "a value of the kind " + rule.kind());
    json.writeEndObject();
    json.writeObjectPropertyStart("defaultConfiguration");
    json.writeStringProperty("level", level(rule.severity()));
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void add(ScanFinding finding) {
    json.writeStartObject();
    json.writeStringProperty("ruleId", finding.rule());
    json.writeStringProperty("level", level(finding.severity()));
    json.writeObjectPropertyStart("message");
    json.writeStringProperty(
        "text",
        "rule " + finding.rule() + " finds a value of the kind " + finding.kind() + " here");
    json.writeEndObject();
    json.writeArrayPropertyStart("locations");
    json.writeStartObject();
    json.writeObjectPropertyStart("physicalLocation");
    json.writeObjectPropertyStart("artifactLocation");
    json.writeStringProperty("uri", uri(finding.path()));
    json.writeEndObject();
    json.writeObjectPropertyStart("region");
    json.writeNumberProperty("startLine", finding.line());
    json.writeNumberProperty("startColumn", finding.column());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    if (!finding.hash().isEmpty()) {
      json.writeObjectPropertyStart("partialFingerprints");
      json.writeStringProperty("value/v1", finding.hash());
      json.writeEndObject();
    }
    json.writeObjectPropertyStart("properties");
    json.writeStringProperty("action", finding.action());
    if (!finding.commit().isEmpty()) {
      json.writeStringProperty("commit", finding.commit());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void end(ScanSummary summary) {
    json.writeEndArray();
    json.writeArrayPropertyStart("invocations");
    json.writeStartObject();
    json.writeBooleanProperty("executionSuccessful", summary.problems().isEmpty());
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }

  private static String level(String severity) {
    return switch (severity) {
      case "low" -> "note";
      case "medium" -> "warning";
      default -> "error";
    };
  }

  private static String uri(String path) {
    try {
      if (path.startsWith("/")) {
        return new URI("file", null, path, null).toASCIIString();
      }
      // Without the dot, a name with a colon would begin with a scheme.
      String relative = path.indexOf(':') >= 0 ? "./" + path : path;
      return new URI(null, null, relative, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
