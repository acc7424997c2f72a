package dev.sluice.controller.api.console.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * A page with its path.
 *
 * @param path the path, with {@code {id}} for the id of a resource
 * @param label the label in the navigation; empty for pages that others link to
 */
public record PageEntry(String path, String label, PageBuilder builder) {
  /** Returns all pages in the order of the navigation. */
  public static List<PageEntry> all() {
    return Stream.of(
            FleetPages.ENTRIES,
            PublishPages.ENTRIES,
            RevisionPages.ENTRIES,
            RoutePages.ENTRIES,
            HistoryPages.ENTRIES,
            UsagePages.ENTRIES)
        .flatMap(List::stream)
        .toList();
  }
}
