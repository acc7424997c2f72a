package dev.sluice.controller.xds;

import dev.sluice.common.config.HostPort;
import java.util.List;

/**
 * What every gateway has in common: the policy servers, the address that listeners bind to, how
 * many proxies in front are trusted, and the authorities that HTTPS backends are checked against.
 */
public record TranslatorSettings(
    List<HostPort> extauthz,
    List<HostPort> extproc,
    String listenerAddress,
    int trustedHops,
    String upstreamCaFile) {

  public TranslatorSettings {
    extauthz = List.copyOf(extauthz);
    extproc = List.copyOf(extproc);
  }
}
