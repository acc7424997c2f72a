package dev.sluice.controller.xds.resource;

import dev.sluice.common.config.HostPort;
import java.util.List;
import java.util.Optional;

/**
 * What every gateway has in common: the policy servers, the address that listeners bind to, how
 * many proxies in front are trusted, and the authorities that HTTPS backends are checked against.
 *
 * @param traces empty: Envoy makes no spans
 */
public record TranslatorConfig(
    List<HostPort> extauthz,
    List<HostPort> extproc,
    String listenerAddress,
    int trustedHops,
    String upstreamCaFile,
    Optional<TracingConfig> traces) {

  public TranslatorConfig {
    extauthz = List.copyOf(extauthz);
    extproc = List.copyOf(extproc);
  }

  /** Without traces. */
  public TranslatorConfig(
      List<HostPort> extauthz,
      List<HostPort> extproc,
      String listenerAddress,
      int trustedHops,
      String upstreamCaFile) {
    this(extauthz, extproc, listenerAddress, trustedHops, upstreamCaFile, Optional.empty());
  }
}
