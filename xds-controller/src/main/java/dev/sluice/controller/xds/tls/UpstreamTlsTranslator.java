package dev.sluice.controller.xds.tls;

import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.BackendTlsIr;
import dev.sluice.controller.ir.CertificateIr;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext.CombinedCertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.List;
import java.util.Optional;

/**
 * A translator of TLS for backends. The certificate must be trusted. It must have one of the
 * configured names, or else the server name that the gateway asks for, or the address.
 */
public final class UpstreamTlsTranslator {
  private static final String SUFFIX = "*.";
  private static final String HTTP2 = "h2";
  private static final String LOWER_VERSION = "1.2";

  private UpstreamTlsTranslator() {}

  public static UpstreamTlsContext translate(BackendIr backend, TranslatorConfig settings) {
    Optional<BackendTlsIr> tls = backend.tls();
    Optional<String> sni = tls.flatMap(BackendTlsIr::sni);
    boolean byHost = sni.isEmpty() && !backend.hasOnlyAddresses();
    List<String> names = names(backend);
    CommonTlsContext.Builder common =
        CommonTlsContext.newBuilder()
            .setTlsParams(
                TlsParameters.newBuilder()
                    .setTlsMinimumProtocolVersion(
                        version(tls.map(BackendTlsIr::minVersion).orElse(LOWER_VERSION)))
                    .setTlsMaximumProtocolVersion(
                        version(tls.map(BackendTlsIr::maxVersion).orElse(""))));
    trust(names, tls.flatMap(BackendTlsIr::caSecret), settings, common);
    backend
        .clientSecret()
        .map(SecretTranslator::reference)
        .ifPresent(common::addTlsCertificateSdsSecretConfigs);
    if (backend.usesHttp2()) {
      common.addAlpnProtocols(HTTP2);
    }
    return UpstreamTlsContext.newBuilder()
        .setCommonTlsContext(common)
        .setSni(sni.orElse(""))
        .setAutoHostSni(byHost)
        .setAutoSniSanValidation(byHost && names.isEmpty())
        .build();
  }

  /** Returns the names of which the certificate must have one; empty means the host name. */
  private static List<String> names(BackendIr backend) {
    List<String> configured = backend.tls().map(BackendTlsIr::subjectAltNames).orElse(List.of());
    if (!configured.isEmpty()) {
      return configured;
    }
    Optional<String> sni = backend.tls().flatMap(BackendTlsIr::sni);
    if (sni.isPresent()) {
      return List.of(sni.get());
    }
    return backend.hasOnlyAddresses()
        ? backend.endpoints().stream().map(EndpointIr::host).distinct().sorted().toList()
        : List.of();
  }

  private static void trust(
      List<String> names,
      Optional<String> caSecret,
      TranslatorConfig settings,
      CommonTlsContext.Builder common) {
    CertificateValidationContext.Builder checks = CertificateValidationContext.newBuilder();
    names.forEach(name -> checks.addMatchTypedSubjectAltNames(matcher(name)));
    if (caSecret.isEmpty()) {
      checks.setTrustedCa(DataSource.newBuilder().setFilename(settings.upstreamCaFile()));
      common.setValidationContext(checks);
      return;
    }
    common.setCombinedValidationContext(
        CombinedCertificateValidationContext.newBuilder()
            .setDefaultValidationContext(checks)
            .setValidationContextSdsSecretConfig(
                SecretTranslator.reference(CertificateIr.authorityReference(caSecret.get()))));
  }

  private static TlsProtocol version(String version) {
    return version.equals(LOWER_VERSION) ? TlsProtocol.TLSv1_2 : TlsProtocol.TLSv1_3;
  }

  private static SubjectAltNameMatcher matcher(String name) {
    SanType type =
        EndpointIr.isAddress(name)
            ? SanType.IP_ADDRESS
            : name.contains(":") ? SanType.URI : SanType.DNS;
    StringMatcher.Builder text = StringMatcher.newBuilder();
    if (name.startsWith(SUFFIX)) {
      text.setSuffix(name.substring(1));
    } else {
      text.setExact(name);
    }
    return SubjectAltNameMatcher.newBuilder().setSanType(type).setMatcher(text).build();
  }
}
