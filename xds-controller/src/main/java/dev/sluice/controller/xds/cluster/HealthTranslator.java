package dev.sluice.controller.xds.cluster;

import com.google.protobuf.UInt32Value;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.policy.backend.HealthCheckIr;
import dev.sluice.controller.ir.policy.backend.OutlierDetectionIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import io.envoyproxy.envoy.config.core.v3.HealthCheck;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.GrpcHealthCheck;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.HttpHealthCheck;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.Payload;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.TcpHealthCheck;
import io.envoyproxy.envoy.type.v3.CodecClientType;
import io.envoyproxy.envoy.type.v3.Int64Range;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/** A translator of active health checks and of the ejection of failing endpoints. */
final class HealthTranslator {
  private static final int ALWAYS = 100;

  /** The largest random addition to the interval, so that many Envoys do not check at once. */
  private static final int JITTER_PERCENT = 10;

  /** The longest time of an ejection, unless the first one is longer. */
  private static final Duration LONGEST_EJECTION = Duration.ofMinutes(5);

  /** All statuses, so that each unexpected one counts as one failure, like a timeout. */
  private static final Int64Range COUNTED = range(100, 599);

  /** Envoy counts deviations in thousandths. */
  private static final int THOUSANDTHS = 1000;

  private HealthTranslator() {}

  static void apply(BackendIr backend, Cluster.Builder cluster) {
    cluster.setOutlierDetection(
        outliers(backend.policy(OutlierDetectionIr.class).orElse(OutlierDetectionIr.DEFAULT)));
    backend
        .policy(HealthCheckIr.class)
        .filter(check -> check.grpc().isEmpty() || backend.usesHttp2())
        .ifPresent(check -> {
          cluster.addHealthChecks(check(check, backend));
          // Otherwise, Envoy keeps a removed endpoint for as long as it is healthy.
          cluster.setIgnoreHealthOnHostRemoval(true);
          // Otherwise, many new endpoints look like an outage, and unchecked ones get requests.
          cluster.getCommonLbConfigBuilder().setIgnoreNewHostsUntilFirstHc(true);
        });
  }

  private static HealthCheck check(HealthCheckIr check, BackendIr backend) {
    HealthCheck.Builder translated =
        HealthCheck.newBuilder()
            .setInterval(EnvoyMessages.duration(check.interval()))
            // Otherwise, Envoy checks a backend without requests once a minute.
            .setNoTrafficInterval(EnvoyMessages.duration(check.interval()))
            .setIntervalJitterPercent(JITTER_PERCENT)
            .setTimeout(EnvoyMessages.duration(check.timeout()))
            .setUnhealthyThreshold(EnvoyMessages.uint(check.unhealthyThreshold()))
            .setHealthyThreshold(EnvoyMessages.uint(check.healthyThreshold()));
    check.http().ifPresent(http -> translated.setHttpHealthCheck(http(http, backend)));
    check
        .grpc()
        .ifPresent(grpc ->
            translated.setGrpcHealthCheck(
                GrpcHealthCheck.newBuilder().setServiceName(grpc.service())));
    check.tcp().ifPresent(tcp -> translated.setTcpHealthCheck(tcp(tcp)));
    return translated.build();
  }

  private static HttpHealthCheck http(HealthCheckIr.Http http, BackendIr backend) {
    HttpHealthCheck.Builder translated =
        HttpHealthCheck.newBuilder()
            .setPath(http.path())
            .setHost(
                http.host()
                    .or(() -> backend.endpoints().stream().map(EndpointIr::host).findFirst())
                    .orElse(""))
            .setCodecClientType(backend.usesHttp2() ? CodecClientType.HTTP2 : CodecClientType.HTTP1)
            .addRetriableStatuses(COUNTED);
    for (String range : http.statuses()) {
      translated.addExpectedStatuses(
          range(HealthCheckIr.Http.first(range), HealthCheckIr.Http.last(range)));
    }
    return translated.build();
  }

  private static Int64Range range(int first, int last) {
    return Int64Range.newBuilder().setStart(first).setEnd(last + 1L).build();
  }

  private static TcpHealthCheck tcp(HealthCheckIr.Tcp tcp) {
    TcpHealthCheck.Builder translated = TcpHealthCheck.newBuilder();
    tcp.send().ifPresent(text -> translated.setSend(payload(text)));
    tcp.receive().ifPresent(text -> translated.addReceive(payload(text)));
    return translated.build();
  }

  /** Returns a text in hexadecimal digits, because Envoy does not send a binary payload. */
  private static Payload payload(String text) {
    return Payload.newBuilder()
        .setText(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private static OutlierDetection outliers(OutlierDetectionIr rules) {
    OutlierDetection.Builder translated =
        OutlierDetection.newBuilder()
            .setEnforcingConsecutiveGatewayFailure(enforcing(rules.gatewayErrors()))
            .setEnforcingConsecutive5Xx(enforcing(rules.serverErrors()))
            .setEnforcingSuccessRate(EnvoyMessages.uint(0))
            .setInterval(EnvoyMessages.duration(rules.interval()))
            .setBaseEjectionTime(EnvoyMessages.duration(rules.ejection()))
            .setMaxEjectionTime(EnvoyMessages.duration(longest(rules.ejection())))
            .setMaxEjectionPercent(EnvoyMessages.uint(rules.maxEjectionPercent()));
    if (rules.gatewayErrors() > 0) {
      translated.setConsecutiveGatewayFailure(EnvoyMessages.uint(rules.gatewayErrors()));
    }
    if (rules.serverErrors() > 0) {
      translated.setConsecutive5Xx(EnvoyMessages.uint(rules.serverErrors()));
    }
    if (rules.connectionErrors() > 0) {
      translated
          .setSplitExternalLocalOriginErrors(true)
          .setConsecutiveLocalOriginFailure(EnvoyMessages.uint(rules.connectionErrors()))
          .setEnforcingLocalOriginSuccessRate(EnvoyMessages.uint(0));
    }
    addRates(rules, translated);
    return translated.build();
  }

  private static void addRates(OutlierDetectionIr rules, OutlierDetection.Builder translated) {
    rules
        .successRate()
        .ifPresent(rate ->
            translated
                .setEnforcingSuccessRate(EnvoyMessages.uint(ALWAYS))
                .setSuccessRateMinimumHosts(EnvoyMessages.uint(rate.minEndpoints()))
                .setSuccessRateRequestVolume(EnvoyMessages.uint(rate.minRequests()))
                .setSuccessRateStdevFactor(
                    EnvoyMessages.uint((int) Math.round(rate.deviations() * THOUSANDTHS))));
    rules
        .failurePercentage()
        .ifPresent(rule ->
            translated
                .setEnforcingFailurePercentage(EnvoyMessages.uint(ALWAYS))
                .setFailurePercentageThreshold(EnvoyMessages.uint(rule.threshold()))
                .setFailurePercentageMinimumHosts(EnvoyMessages.uint(rule.minEndpoints()))
                .setFailurePercentageRequestVolume(EnvoyMessages.uint(rule.minRequests())));
  }

  private static Duration longest(Duration ejection) {
    return ejection.compareTo(LONGEST_EJECTION) > 0 ? ejection : LONGEST_EJECTION;
  }

  private static UInt32Value enforcing(int errors) {
    return EnvoyMessages.uint(errors == 0 ? 0 : ALWAYS);
  }
}
