package dev.sluice.controller.api.console.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * A page with its path.
 *
 * @param path the path, with {@code {id}} for the id of a resource
 * @param label the label in the navigation; empty for pages that others link to
 * @param sends true if the page has a form that is sent to it
 */
public record PageEntry(String path, String label, PageBuilder builder, boolean sends) {
  public PageEntry(String path, String label, PageBuilder builder) {
    this(path, label, builder, false);
  }

  /** Returns all pages in the order of the navigation. */
  public static List<PageEntry> all() {
    return Stream.of(
            FleetPages.ENTRIES,
            PublishPages.ENTRIES,
            RevisionPages.ENTRIES,
            RoutePages.ENTRIES,
            HistoryPages.ENTRIES,
            UsagePages.ENTRIES,
            PolicyPages.ENTRIES,
            PlaygroundPages.ENTRIES)
        .flatMap(List::stream)
        .toList();
  }
}
