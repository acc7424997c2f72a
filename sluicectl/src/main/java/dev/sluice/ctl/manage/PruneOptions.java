package dev.sluice.ctl.manage;

import dev.sluice.ctl.document.DocumentPlan;
import dev.sluice.ctl.document.DocumentPruner;
import dev.sluice.ctl.document.PruneLabel;
import dev.sluice.ctl.failure.CommandFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that let documents delete what they no longer have. */
final class PruneOptions {
  @ArgGroup(exclusive = false)
  private @Nullable Prune prune;

  /** The options, which are used together. */
  static final class Prune {
    @Option(
        names = "--prune",
        required = true,
        description = "Deletes resources with the label that the documents do not have.")
    private boolean wanted;

    @Option(
        names = {"-l", "--label"},
        required = true,
        paramLabel = "NAME=VALUE",
        description = "The label of services, gateways and clusters, or the tag of products.")
    private String label = "";
  }

  /** Returns the pruner of a plan, if one is wanted. */
  Optional<DocumentPruner> pruner(DocumentPlan plan) {
    if (prune == null || !prune.wanted) {
      return Optional.empty();
    }
    String text = prune.label;
    PruneLabel label =
        PruneLabel.parse(text)
            .orElseThrow(() ->
                CommandFailure.error(
                    "-l: \"" + text + "\" is not a label; use NAME=VALUE, such as app=orders."));
    return Optional.of(new DocumentPruner(plan, label));
  }
}
