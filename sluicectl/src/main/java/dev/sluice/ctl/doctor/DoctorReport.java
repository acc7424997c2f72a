package dev.sluice.ctl.doctor;

import dev.sluice.ctl.doctor.fault.FaultSeverity;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report on wiring faults, errors first.
 *
 * @param notes the lines above the findings
 * @param checked the input, such as "34 resources"
 */
record DoctorReport(List<WiringFinding> findings, List<String> notes, String checked) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  DoctorReport {
    findings =
        findings.stream()
            .sorted(Comparator.comparing((WiringFinding finding) -> finding.fault().severity()))
            .toList();
    notes = List.copyOf(notes);
  }

  long count(FaultSeverity severity) {
    return findings.stream().filter(finding -> finding.fault().severity() == severity).count();
  }

  /** Returns whether no finding is an error. */
  boolean isHealthy() {
    return count(FaultSeverity.ERROR) == 0;
  }

  List<String> lines() {
    int idWidth =
        findings.stream().mapToInt(finding -> finding.fault().id().length()).max().orElse(0);
    int placeWidth =
        findings.stream().mapToInt(finding -> finding.place().length()).max().orElse(0);
    Stream<String> rows =
        findings.stream()
            .map(finding ->
                "%-7s  %s  %s  %s; %s"
                    .formatted(
                        finding.fault().severity(),
                        padded(finding.fault().id(), idWidth),
                        padded(finding.place(), placeWidth),
                        finding.detail(),
                        finding.fault().remedy()));
    List<String> lines = new ArrayList<>(notes.stream().map(note -> "note: " + note).toList());
    lines.addAll(rows.toList());
    lines.add(
        "%s checked: %s, %s"
            .formatted(
                checked,
                counted(count(FaultSeverity.ERROR), "error"),
                counted(count(FaultSeverity.WARNING), "warning")));
    return lines;
  }

  /** Returns a number with its noun, such as "2 errors". */
  static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  String json() {
    ObjectNode all = JSON.createObjectNode();
    all.put("healthy", isHealthy());
    all.put("checked", checked);
    all.put("errors", count(FaultSeverity.ERROR));
    all.put("warnings", count(FaultSeverity.WARNING));
    ArrayNode lines = all.putArray("notes");
    notes.forEach(lines::add);
    ArrayNode list = all.putArray("findings");
    findings.forEach(finding ->
        list.addObject()
            .put("id", finding.fault().id())
            .put("severity", finding.fault().severity().toString())
            .put("place", finding.place())
            .put("message", finding.detail())
            .put("meaning", finding.fault().meaning())
            .put("remedy", finding.fault().remedy()));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }
}
