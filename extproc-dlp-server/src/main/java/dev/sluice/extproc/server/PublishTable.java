package dev.sluice.extproc.server;

import dev.sluice.common.ads.Subscription;
import dev.sluice.common.match.RouteTable;
import dev.sluice.config.v1.Publish;
import java.util.Map;
import java.util.TreeMap;

/** The routes of the publishes that the controller delivered last. */
final class PublishTable {
  private static final String TYPE_URL = "type.googleapis.com/sluice.config.v1.Publish";

  private volatile RouteTable current = RouteTable.empty();

  RouteTable current() {
    return current;
  }

  Subscription<Publish> subscription() {
    return new Subscription<>(TYPE_URL, Publish.parser(), this::apply);
  }

  /** In the order of their names, so that every replica tries shared hosts alike. */
  private void apply(Map<String, Publish> publishes) {
    current = RouteTable.of(new TreeMap<>(publishes).values());
  }
}
