package dev.sluice.controller.api.usage;

import dev.sluice.controller.api.access.CallerDirectory.CallerTenant;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.store.management.RowQuery;
import dev.sluice.controller.store.management.UsageDimension;
import dev.sluice.controller.store.management.UsageRepository;
import dev.sluice.controller.store.management.UsageRepository.UsageQuery;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The parameters of a list of usage. */
record UsageParameters(UsageQuery query, PageQuery page) {
  private static final int USUAL_DAYS = 31;
  private static final int MOST_DAYS = 366;
  private static final String GROUP_BY = "groupBy";
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  static UsageParameters read(ApiCall call, InstantSource clock) {
    Map<String, String> query = call.request().query();
    Optional<UsageDimension> own = own(call);
    Set<String> known = new HashSet<>(Set.of("limit", "cursor", "sort", "from", "to", GROUP_BY));
    filters(own).forEach(dimension -> known.add(dimension.member()));
    call.request().requireParameters(known);
    EnumSet<UsageDimension> groups = groups(query.getOrDefault(GROUP_BY, "day"));
    List<String> sorts =
        Stream.concat(groups.stream().map(UsageDimension::member), UsageRepository.sums().stream())
            .toList();
    PageQuery page = PageQuery.read(query, sorts);
    LocalDate to =
        day(query, "to").orElseGet(() -> clock.instant().atZone(ZoneOffset.UTC).toLocalDate());
    LocalDate from = day(query, "from").orElseGet(() -> usualFrom(to, groups));
    if (from.isAfter(to) || from.plusDays(MOST_DAYS).compareTo(to) <= 0) {
      throw invalid(
          "from", "The range has 1 to " + MOST_DAYS + " days; from is its first day, to its last.");
    }
    return new UsageParameters(new UsageQuery(from, to, groups, rows(call, own)), page);
  }

  private static RowQuery rows(ApiCall call, Optional<UsageDimension> own) {
    RowQuery rows = call.permittedRows();
    if (own.isPresent()) {
      CallerTenant tenant = call.tenant().orElseThrow();
      rows = rows.and(own.get().member(), tenant.id().toString());
    }
    for (UsageDimension dimension : filters(own)) {
      String value = call.request().query().get(dimension.member());
      if (value != null) {
        rows = rows.and(dimension.member(), value(dimension, value));
      }
    }
    return rows;
  }

  /**
   * Returns the dimension that is fixed to the tenant of the caller; empty for all tenants. The
   * view hides other tenants, too; with a fixed dimension the database reads few rows.
   */
  static Optional<UsageDimension> own(ApiCall call) {
    return call.tenant()
        .map(tenant ->
            switch (call.operation().portal()) {
              case "customer" -> UsageDimension.TENANT;
              case "provider" -> UsageDimension.PROVIDER;
              default ->
                  tenant.kind().equals("customer")
                      ? UsageDimension.TENANT
                      : UsageDimension.PROVIDER;
            });
  }

  private static List<UsageDimension> filters(Optional<UsageDimension> own) {
    return Stream.of(UsageDimension.values())
        .filter(dimension -> !dimension.isTime() && own.filter(dimension::equals).isEmpty())
        .toList();
  }

  private static EnumSet<UsageDimension> groups(String words) {
    EnumSet<UsageDimension> groups = EnumSet.noneOf(UsageDimension.class);
    for (String word : words.split(",", -1)) {
      groups.add(
          UsageDimension.of(word)
              .orElseThrow(() ->
                  invalid(
                      GROUP_BY,
                      "Group by one or more of "
                          + String.join(", ", UsageDimension.words())
                          + ", such as day,product.")));
    }
    return groups;
  }

  /** Returns the first day of a list without {@code from}; months are whole. */
  private static LocalDate usualFrom(LocalDate to, Set<UsageDimension> groups) {
    LocalDate from = to.minusDays(USUAL_DAYS - 1);
    return groups.contains(UsageDimension.MONTH) ? from.withDayOfMonth(1) : from;
  }

  static String value(UsageDimension dimension, String value) {
    if (dimension.isId() && !ID.matcher(value).matches()) {
      throw invalid(dimension.member(), "The value is an id, such as those in the entries.");
    }
    return value;
  }

  private static Optional<LocalDate> day(Map<String, String> query, String name) {
    String text = query.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      if (DAY.matcher(text).matches()) {
        return Optional.of(LocalDate.parse(text));
      }
    } catch (DateTimeException e) {
      // Handled like any other text that is not a day.
    }
    throw invalid(name, "The day is in UTC, such as 2026-01-31.");
  }

  private static ProblemException invalid(String parameter, String detail) {
    return ProblemException.at(ProblemType.INVALID_REQUEST, parameter, detail);
  }
}
