package dev.sluice.ctl.usage;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.output.UsagePrinter;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import dev.sluice.ctl.resource.UsageGroup;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code get usage}, which select days and what makes an entry. */
public final class UsageOptions {
  /** The word for usage in the place of a resource. */
  public static final String WORD = "usage";

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "Of usage: the first day in UTC, such as 2026-01-01 (default: 30 days before).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "Of usage: the last day in UTC (default: today).")
  private @Nullable String to;

  @Option(
      names = "--group-by",
      paramLabel = "GROUP",
      split = ",",
      description =
          "Of usage: what makes an entry. One of day, month, product, subscription, credential,"
              + " version, tenant, provider, gateway, cluster, environment, or several with commas"
              + " (default: day).")
  private @Nullable List<UsageGroup> groups;

  @Option(
      names = "--sort",
      paramLabel = "MEMBER",
      description = "Of usage: such as requests, or -cost to descend (default: the first group).")
  private @Nullable String sort;

  /** Rejects the options for other resources. */
  public void requireNone() {
    if (from != null || to != null || groups != null || sort != null) {
      throw CommandFailure.error(
          "The options --from, --to, --group-by and --sort are for get usage only.");
    }
  }

  /** Prints the usage that filters select. */
  public void print(RemoteResources resources, Map<String, String> filters, UsagePrinter printer) {
    List<UsageGroup> entry =
        Optional.ofNullable(groups).orElse(List.of(UsageGroup.DAY)).stream().distinct().toList();
    printer.print(entry, resources.usage(query(resources, entry, filters)));
  }

  private Map<String, String> query(
      RemoteResources resources, List<UsageGroup> entry, Map<String, String> filters) {
    Map<String, String> query = filters(resources, filters);
    query.put("groupBy", entry.stream().map(UsageGroup::word).collect(Collectors.joining(",")));
    Optional.ofNullable(from).ifPresent(day -> query.put("from", day));
    Optional.ofNullable(to).ifPresent(day -> query.put("to", day));
    query.put("sort", Optional.ofNullable(sort).orElse(entry.getFirst().member()));
    return query;
  }

  /** Returns the parameters of filters whose values are names or ids. */
  public static Map<String, String> filters(
      RemoteResources resources, Map<String, String> filters) {
    Map<String, String> query = new LinkedHashMap<>();
    filters.forEach((name, value) -> {
      Optional<UsageGroup> group =
          Arrays.stream(UsageGroup.values()).filter(known -> known.word().equals(name)).findFirst();
      query.put(
          group.map(UsageGroup::member).orElse(name),
          group.flatMap(UsageGroup::kind).map(kind -> id(resources, kind, value)).orElse(value));
    });
    return query;
  }

  /** Returns the id of a resource that is given by name or id. */
  private static String id(RemoteResources resources, ResourceKind kind, String value) {
    if (RemoteResources.isId(value)) {
      return value;
    }
    if (!kind.isReadable(resources.portal())) {
      throw CommandFailure.error(
          "The portal %s has no names of %s; give an id in place of \"%s\"."
              .formatted(resources.portal().name().toLowerCase(Locale.ROOT), kind.plural(), value));
    }
    return RemoteResources.id(resources.get(kind, value));
  }
}
