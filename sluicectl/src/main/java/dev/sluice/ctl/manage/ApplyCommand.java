package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.document.DocumentApplier;
import dev.sluice.ctl.document.DocumentPlan;
import dev.sluice.ctl.document.DocumentPruner;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that makes the resources of a tenant as documents describe them. */
@Command(
    name = "apply",
    description = {
      "Creates and changes resources as YAML documents describe them.",
      "It deletes nothing, unless --prune names a label.",
      "Exit codes: 0 done, 1 an error, 2 misused, 4 a document is not valid, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class ApplyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private DocumentOptions documents = new DocumentOptions();

  @Mixin private PruneOptions prune = new PruneOptions();

  @Option(names = "--dry-run", description = "Lets the server check it and change nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    try (ManagementSession session = server.open()) {
      DocumentPlan plan = documents.plan(session);
      DocumentApplier applier = new DocumentApplier(session.client(), plan, out::println);
      Optional<DocumentPruner> pruner = prune.pruner(plan);
      pruner.ifPresent(DocumentPruner::check);
      applier.check();
      if (dryRun) {
        applier.reportOnly();
        pruner.map(DocumentPruner::preview).ifPresent(lines -> lines.forEach(out::println));
      } else {
        applier.apply();
        pruner.ifPresent(found -> found.delete(session.client()).forEach(out::println));
      }
      return 0;
    } finally {
      out.flush();
    }
  }
}
