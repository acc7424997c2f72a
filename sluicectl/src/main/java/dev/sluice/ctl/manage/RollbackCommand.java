package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The command that pins a cluster to an earlier revision, or releases it. */
@Command(
    name = "rollback",
    description = {
      "Pins a cluster to an earlier revision. Rows do not change; --release follows them again.",
      "Exit codes: 0 done, 1 an error or no such revision, 2 misused, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class RollbackCommand implements Callable<Integer> {
  private static final ResourceKind KIND = ResourceKind.REVISION;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "CLUSTER", description = "The name of a cluster.")
  private String cluster = "";

  @ArgGroup private @Nullable Target target;

  @Option(names = "--dry-run", description = "Prints what would differ, and changes nothing.")
  private boolean dryRun;

  /** The revision that the cluster follows afterwards. */
  static final class Target {
    @Option(
        names = "--to",
        paramLabel = "REVISION",
        description = "The revision; see get revisions. Without it, the one before.")
    private @Nullable Long revision;

    @Option(names = "--release", description = "Follows the rows again.")
    private boolean release;
  }

  @Override
  public Integer call() {
    try (ManagementSession session = server.open()) {
      RevisionList revisions = new RevisionList(session.resources(), cluster);
      PrintWriter out = requireNonNull(spec).commandLine().getOut();
      JsonNode active = revisions.active();
      if (target != null && target.release) {
        release(session, active, out);
      } else if (dryRun) {
        printDifference(session, revisions.wanted(target == null ? null : target.revision), out);
      } else {
        JsonNode wanted = revisions.wanted(target == null ? null : target.revision);
        JsonNode made = session.client().post(path(session, wanted) + "/rollback").body();
        out.println(
            "cluster %s: pinned to revision %s (was %s); new revision %s"
                .formatted(cluster, id(wanted), id(active), id(made)));
      }
      out.flush();
      return 0;
    }
  }

  private void release(ManagementSession session, JsonNode active, PrintWriter out) {
    if (!active.path("pinned").asBoolean(false)) {
      throw CommandFailure.error("The cluster \"" + cluster + "\" is not pinned.");
    }
    if (!dryRun) {
      session.client().post(path(session, active) + "/release");
    }
    out.println("cluster " + cluster + ": " + (dryRun ? "would be " : "") + "released");
  }

  private static void printDifference(ManagementSession session, JsonNode wanted, PrintWriter out) {
    // From the active revision, so that what the rollback brings back has a plus.
    JsonNode diff = session.client().get(path(session, wanted) + "/diff", Map.of()).body();
    diff.path("removed").forEach(object -> out.println("+ " + object.asString()));
    diff.path("added").forEach(object -> out.println("- " + object.asString()));
    diff.path("changed")
        .properties()
        .forEach(entry -> out.println("~ " + entry.getKey() + ": " + words(entry.getValue())));
  }

  private static String words(JsonNode paths) {
    return String.join(", ", paths.values().stream().map(JsonNode::asString).toList());
  }

  private static String path(ManagementSession session, JsonNode revision) {
    return KIND.path(session.resources().portal(), "") + "/" + id(revision);
  }

  private static String id(JsonNode revision) {
    return RemoteResources.id(revision);
  }
}
