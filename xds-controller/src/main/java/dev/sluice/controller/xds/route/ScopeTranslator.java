package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration.Key;
import java.util.ArrayList;
import java.util.List;

/** A translator of scopes, which map a listener and a host to routes. */
public final class ScopeTranslator {
  private ScopeTranslator() {}

  /** Returns the scopes of a publish, one for each host on each listener that serves it. */
  public static List<ScopedRouteConfiguration> translate(FrameIr frame, PublishIr publish) {
    List<ScopedRouteConfiguration> scopes = new ArrayList<>();
    for (ListenerIr listener : frame.listeners()) {
      String listenerName = XdsNames.listener(frame, listener);
      for (String host : publish.hosts()) {
        if (frame.serves(listener, host)) {
          scopes.add(scope(listenerName, host, publish));
        }
      }
    }
    return scopes;
  }

  private static ScopedRouteConfiguration scope(String listener, String host, PublishIr publish) {
    Key key =
        Key.newBuilder().addFragments(fragment(listener)).addFragments(fragment(host)).build();
    return ScopedRouteConfiguration.newBuilder()
        .setName(XdsNames.scope(listener, host))
        .setRouteConfigurationName(XdsNames.routes(publish))
        .setKey(key)
        .build();
  }

  private static Key.Fragment fragment(String text) {
    return Key.Fragment.newBuilder().setStringKey(text).build();
  }
}
