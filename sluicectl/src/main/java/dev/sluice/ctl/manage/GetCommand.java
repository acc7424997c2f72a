package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.output.FormatOption;
import dev.sluice.ctl.output.QuotaPrinter;
import dev.sluice.ctl.output.ResourcePrinter;
import dev.sluice.ctl.output.UsagePrinter;
import dev.sluice.ctl.resource.QuotaList;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import dev.sluice.ctl.usage.UsageOptions;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that lists resources or prints one. */
@Command(
    name = "get",
    description = {
      "Lists resources or quotas, prints one, or adds usage up.",
      "Exit codes: 0 done, 1 an error or no such resource, 2 misused, 4 a filter is not known,"
          + " 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class GetCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FormatOption format = new FormatOption();
  @Mixin private UsageOptions usage = new UsageOptions();

  @Parameters(
      index = "0",
      paramLabel = "RESOURCE",
      description =
          "Such as routes, or route; or usage, quotas, quota-events, token-budgets,"
              + " token-budget-events.")
  private String resource = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Such as orders/list: the route list of the service orders. An id is possible.")
  private @Nullable String name;

  @Option(
      names = "--filter",
      paramLabel = "MEMBER=VALUE",
      description = "Only resources with this value; several are possible.")
  private Map<String, String> filters = new LinkedHashMap<>();

  @Override
  public Integer call() {
    if (resource.equals(UsageOptions.WORD)) {
      return printUsage();
    }
    usage.requireNone();
    Optional<QuotaList> quotas = QuotaList.ofWord(resource);
    if (quotas.isPresent()) {
      return printQuotas(quotas.get());
    }
    ResourceKind kind = ResourceKind.ofWord(resource);
    if (name != null && !filters.isEmpty()) {
      throw CommandFailure.error("Give a name or --filter, not both.");
    }
    try (ManagementSession session = server.open()) {
      RemoteResources resources = session.resources();
      ResourcePrinter printer = format.printer(requireNonNull(spec).commandLine().getOut());
      if (name == null) {
        printer.printList(resources, kind, resources.all(kind, query(resources, kind)));
      } else {
        printer.print(resources, kind, resources.get(kind, name));
      }
      return 0;
    }
  }

  private int printUsage() {
    if (name != null) {
      throw CommandFailure.error("Usage has no names; give --filter, such as product=orders/1.");
    }
    try (ManagementSession session = server.open()) {
      PrintWriter out = requireNonNull(spec).commandLine().getOut();
      RemoteResources resources = session.resources();
      usage.print(resources, filters, new UsagePrinter(out, format, resources));
      return 0;
    }
  }

  private int printQuotas(QuotaList list) {
    if (name != null) {
      throw CommandFailure.error(
          "Quotas have no names; give --filter, such as product=orders/1 or subscription_id=ID.");
    }
    try (ManagementSession session = server.open()) {
      PrintWriter out = requireNonNull(spec).commandLine().getOut();
      RemoteResources resources = session.resources();
      Map<String, String> query = UsageOptions.filters(resources, filters);
      new QuotaPrinter(out, format, resources).print(list, resources.quotas(list, query));
      return 0;
    }
  }

  /** Returns the filters of the API, where a reference has an id in place of a name. */
  private Map<String, String> query(RemoteResources resources, ResourceKind kind) {
    Map<String, String> query = new LinkedHashMap<>();
    filters.forEach((member, value) -> {
      ResourceKind referred = kind.references().get(member + "_id");
      if (referred == null) {
        query.put(member, value);
      } else {
        query.put(member + "_id", RemoteResources.id(resources.get(referred, value)));
      }
    });
    return query;
  }
}
