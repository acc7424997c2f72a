package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.remote.ManagementClient;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** The command that deletes a resource. */
@Command(
    name = "delete",
    description = {
      "Deletes one resource. Its name must be whole.",
      "Exit codes: 0 done, 1 an error, in use or no such resource, 2 misused, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class DeleteCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();

  @Mixin private ResourceArguments wanted = new ResourceArguments();

  @Option(names = "--dry-run", description = "Lets the server check it and change nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    ResourceKind kind = wanted.kind();
    try (ManagementSession session = server.open()) {
      RemoteResources resources = session.resources();
      ObjectNode found = resources.get(kind, wanted.name());
      String whole = resources.name(kind, found);
      if (!RemoteResources.isId(wanted.name()) && !whole.equals(wanted.name())) {
        throw CommandFailure.error("To delete it, give the whole name: " + whole + ".");
      }
      ManagementClient client = session.client();
      String path = resources.path(kind, found);
      client.delete(path, client.get(path).etag(), dryRun);
      requireNonNull(spec)
          .commandLine()
          .getOut()
          .println(kind.singular() + " " + whole + ": " + (dryRun ? "would be " : "") + "deleted");
      return 0;
    }
  }
}
