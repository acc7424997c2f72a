package dev.sluice.controller.xds.tls;

import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;

/** A translator of TLS for backends: the certificate must be trusted and name the endpoint. */
public final class UpstreamTlsTranslator {
  private UpstreamTlsTranslator() {}

  public static UpstreamTlsContext translate(BackendIr backend, TranslatorConfig settings) {
    boolean byAddress = backend.hasOnlyAddresses();
    CertificateValidationContext.Builder trust =
        CertificateValidationContext.newBuilder()
            .setTrustedCa(DataSource.newBuilder().setFilename(settings.upstreamCaFile()));
    if (byAddress) {
      backend.endpoints().stream()
          .map(EndpointIr::host)
          .distinct()
          .sorted()
          .forEach(host -> trust.addMatchTypedSubjectAltNames(address(host)));
    }
    TlsParameters versions =
        TlsParameters.newBuilder()
            .setTlsMinimumProtocolVersion(TlsProtocol.TLSv1_2)
            .setTlsMaximumProtocolVersion(TlsProtocol.TLSv1_3)
            .build();
    CommonTlsContext.Builder common =
        CommonTlsContext.newBuilder().setTlsParams(versions).setValidationContext(trust);
    backend
        .clientSecret()
        .map(SecretTranslator::reference)
        .ifPresent(common::addTlsCertificateSdsSecretConfigs);
    return UpstreamTlsContext.newBuilder()
        .setCommonTlsContext(common)
        .setAutoHostSni(!byAddress)
        .setAutoSniSanValidation(!byAddress)
        .build();
  }

  private static SubjectAltNameMatcher address(String host) {
    return SubjectAltNameMatcher.newBuilder()
        .setSanType(SanType.IP_ADDRESS)
        .setMatcher(StringMatcher.newBuilder().setExact(host))
        .build();
  }
}
