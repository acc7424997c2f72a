package dev.sluice.extauthz.server;

import dev.sluice.common.ads.Subscription;
import dev.sluice.config.v1.Publish;
import dev.sluice.extauthz.policy.RouteRules;
import java.util.Map;
import java.util.TreeMap;

/** The publishes that the controller delivered last. */
final class PublishTable {
  private static final String TYPE_URL = "type.googleapis.com/sluice.config.v1.Publish";

  private volatile RouteRules current = RouteRules.none();

  RouteRules current() {
    return current;
  }

  Subscription<Publish> subscription() {
    return new Subscription<>(TYPE_URL, Publish.parser(), this::apply);
  }

  /** In the order of their names, so that every replica tries shared hosts alike. */
  void apply(Map<String, Publish> publishes) {
    current = RouteRules.of(new TreeMap<>(publishes).values());
  }
}
