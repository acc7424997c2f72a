package dev.sluice.controller.xds.resource;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.header.ForgeableHeaders;
import java.util.List;
import java.util.Optional;

/**
 * A configuration of the translation, common to all gateways.
 *
 * @param extauthz the addresses of extauthz-server
 * @param extproc the addresses of extproc-dlp-server
 * @param listenerAddress the address that listeners bind to
 * @param trustedHops the number of trusted proxies in front of Envoy
 * @param upstreamCaFile the authorities that HTTPS backends are verified against
 * @param traces empty for no spans
 * @param errorDetail the detail in the messages of Envoy's own errors
 * @param forgeable the headers that are removed from requests
 */
public record TranslatorConfig(
    List<HostPort> extauthz,
    List<HostPort> extproc,
    String listenerAddress,
    int trustedHops,
    String upstreamCaFile,
    Optional<TracingConfig> traces,
    MessageDetail errorDetail,
    ForgeableHeaders forgeable) {

  public TranslatorConfig {
    extauthz = List.copyOf(extauthz);
    extproc = List.copyOf(extproc);
  }

  /** Creates a configuration without traces, and with sentences in errors. */
  public TranslatorConfig(
      List<HostPort> extauthz,
      List<HostPort> extproc,
      String listenerAddress,
      int trustedHops,
      String upstreamCaFile) {
    this(
        extauthz,
        extproc,
        listenerAddress,
        trustedHops,
        upstreamCaFile,
        Optional.empty(),
        MessageDetail.FULL,
        ForgeableHeaders.DEFAULT);
  }
}
