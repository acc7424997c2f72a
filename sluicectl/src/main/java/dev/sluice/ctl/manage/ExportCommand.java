package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.document.TenantExport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that prints all resources of a tenant as documents for apply. */
@Command(
    name = "export",
    description = {
      "Prints all resources of the tenant as YAML documents, which apply reads.",
      "Exit codes: 0 done, 1 an error, 2 misused, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    try (ManagementSession session = server.open()) {
      out.print(new TenantExport(session.resources(), session.contract()).text());
      out.flush();
      return 0;
    }
  }
}
