package dev.sluice.ctl.policytest.report;

import dev.sluice.ctl.policytest.file.CasePlace;
import java.util.ArrayList;
import java.util.List;

/** A report of failures as workflow commands, which GitHub shows beside the lines of files. */
public final class AnnotationReport {
  private AnnotationReport() {}

  public static List<String> lines(PolicyTestReport report) {
    List<String> lines = new ArrayList<>();
    report
        .failed()
        .forEach(outcome ->
            lines.add(
                line(
                    "error",
                    outcome.policyCase().place(),
                    outcome.policyCase().name(),
                    String.join("\n", outcome.failures()))));
    report
        .mutations()
        .ifPresent(score ->
            score
                .survivors()
                .forEach(mutant ->
                    lines.add(
                        line("warning", mutant.place(), "No test notices", mutant.change()))));
    return lines;
  }

  /** Returns the annotation of a problem of a file. */
  public static String line(String level, CasePlace place, String title, String message) {
    return "::"
        + level
        + " file="
        + property(place.file().toString())
        + ",line="
        + place.line()
        + ",col="
        + place.column()
        + ",title="
        + property(title)
        + "::"
        + escape(message);
  }

  private static String escape(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return escape(text).replace(":", "%3A").replace(",", "%2C");
  }
}
