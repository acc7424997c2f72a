package dev.sluice.ctl.manage;

import dev.sluice.ctl.document.DocumentPlan;
import dev.sluice.ctl.document.DocumentReader;
import dev.sluice.ctl.failure.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that names files of documents. */
final class DocumentOptions {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description =
          "A YAML file, a folder of them, or - for the standard input; several are possible.")
  private List<String> sources = List.of();

  /** Returns the plan of the documents, or fails with the problems of all files. */
  DocumentPlan plan(ManagementSession session) {
    DocumentReader reader = new DocumentReader(session.resources().portal());
    reader.read(sources, System.in);
    DocumentPlan plan =
        new DocumentPlan(session.resources(), session.contract(), reader.documents());
    List<String> problems = new ArrayList<>(reader.problems());
    problems.addAll(plan.problems());
    if (!problems.isEmpty()) {
      throw new CommandFailure(CommandFailure.INVALID, problems);
    }
    return plan;
  }
}
