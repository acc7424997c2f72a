package dev.sluice.bench.authz;

import dev.sluice.bench.ProcessUse;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.load.Meter;
import dev.sluice.bench.load.Use;
import dev.sluice.e2e.process.EnvoyBinary;
import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.stack.StackPorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An Envoy before the servers of a site. It has the servers' processor for itself, and they share
 * the bench's, as they would run on another machine.
 */
final class EnvoySite implements AutoCloseable {
  private final Site site;
  private final Map<Variant, Integer> listeners = new EnumMap<>(Variant.class);
  private final ManagedProcess envoy;
  private final ProcessUse use;

  EnvoySite(Site site) {
    this.site = site;
    Map<Variant, Integer> servers = new EnumMap<>(Variant.class);
    for (Variant variant : site.variants()) {
      servers.put(variant, site.server(variant).port());
      site.pinning().move(site.server(variant).pid(), Site.OTHER_PROCESSOR);
    }
    Stream.concat(
            Stream.of(Variant.PLAIN, Variant.JWT, Variant.JWT_CACHED), site.variants().stream())
        .forEach(variant -> listeners.put(variant, StackPorts.findFreePort()));
    int admin = StackPorts.findFreePort();
    var issuers = Stream.of(Algorithm.values()).map(site::issuer).toList();
    var config = new EnvoyConfig(admin, listeners, servers, issuers, site.group().home());
    Path file = site.group().write("envoy.yaml", config.yaml());
    List<String> command = EnvoyCommand.of(EnvoyBinary.find(System.getenv()), file);
    URI ready = URI.create("http://127.0.0.1:" + admin + "/ready");
    envoy = site.group().start("envoy", site.pinning().on(Servers.PROCESSOR, command), ready);
    use = new ProcessUse(envoy.pid());
  }

  List<Variant> variants() {
    return List.copyOf(listeners.keySet());
  }

  int port(Variant variant) {
    return listeners.getOrDefault(variant, 0);
  }

  Meter meter(Variant variant) {
    return () ->
        new Use(
            variant.isServer() ? site.server(variant).use().cpuMillis() : 0,
            use.cpuMillis(),
            site.bench().cpuMillis());
  }

  /** Ends Envoy, and gives the servers their processor back. */
  @Override
  public void close() {
    envoy.close();
    for (Variant variant : site.variants()) {
      site.pinning().move(site.server(variant).pid(), Servers.PROCESSOR);
    }
  }
}
