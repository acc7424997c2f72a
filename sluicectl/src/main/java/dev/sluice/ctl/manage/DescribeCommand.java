package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.document.ResourceDescription;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that prints all of one resource, with the names of those that it refers to. */
@Command(
    name = "describe",
    description = {
      "Prints one resource with the names of the resources that it refers to.",
      "Exit codes: 0 done, 1 an error or no such resource, 2 misused, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class DescribeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();

  @Mixin private ResourceArguments wanted = new ResourceArguments();

  @Override
  public Integer call() {
    ResourceKind kind = wanted.kind();
    try (ManagementSession session = server.open()) {
      RemoteResources resources = session.resources();
      PrintWriter out = requireNonNull(spec).commandLine().getOut();
      out.print(ResourceDescription.of(resources, kind, resources.get(kind, wanted.name())));
      out.flush();
      return 0;
    }
  }
}
