package dev.sluice.ctl.dlp.report;

import dev.sluice.ctl.dlp.scan.ScanFinding;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** A report as one JSON object: the findings, then the summary. */
public final class FindingJson implements FindingReport {
  private final JsonGenerator json;

  public FindingJson(Writer out) {
    json = JsonMapper.shared().writerWithDefaultPrettyPrinter().createGenerator(out);
    json.writeStartObject();
    json.writeArrayPropertyStart("findings");
  }

  @Override
  public void add(ScanFinding finding) {
    json.writePOJO(finding);
  }

  @Override
  public void end(ScanSummary summary) {
    json.writeEndArray();
    json.writePOJOProperty("summary", summary.counts());
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }
}
