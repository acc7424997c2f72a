package dev.sluice.ctl.explain;

import dev.sluice.common.explain.Explanation;
import dev.sluice.common.explain.ExplanationJson;
import dev.sluice.ctl.manage.ManagementSession;
import dev.sluice.ctl.manage.ServerOptions;
import dev.sluice.ctl.output.OutputOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that explains a request: one that was sent, or one that is pasted. */
@Command(
    name = "explain",
    description = {
      "Explains a request: the route, the credential, each rule with its verdict, and findings.",
      "Give the id of a request from the audit, or --request, --body, or --test with --case.",
      "Exit codes: 0 explained, 1 an error or no such request, 2 misused, 4 a file is not valid,"
          + " 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "REQUEST_ID",
      description = "The correlation id of a request, or the id of its audit row.")
  private Optional<String> requestId = Optional.empty();

  @Mixin private PastedOptions pasted = new PastedOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    if (requestId.isPresent() == pasted.present()) {
      throw ExplainInputs.misused(
          "give the id of a request, or one of --request, --body, --answer and --test");
    }
    Explanation explanation = requestId.map(this::ofAudit).orElseGet(pasted::explain);
    output.print(
        spec.commandLine().getOut(),
        () -> ExplanationText.lines(explanation),
        () -> ExplanationJson.write(explanation).toPrettyString());
    return 0;
  }

  private Explanation ofAudit(String id) {
    try (ManagementSession session = server.open()) {
      Explanation found = AuditedRequest.explain(session, id);
      return pasted
          .folder()
          .map(folder -> PolicyComparison.with(found, LoadedPolicies.ofFolder(folder)))
          .orElse(found);
    }
  }
}
