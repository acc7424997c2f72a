package dev.sluice.ctl.doctor.envoy;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.filter.ProtobufDuration;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/** The checks of ext_authz filters in a configuration dump. */
final class AuthorizerChecks {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Set<String> UNAVAILABLE = Set.of("ServiceUnavailable", "503");

  private AuthorizerChecks() {}

  static Stream<WiringFinding> timeout(EnvoyDump dump) {
    return settings(dump)
        .map(settings -> settings.at("grpc_service", "timeout"))
        // Without a timeout, the filter waits 200 ms.
        .filter(DocumentField::exists)
        .filter(AuthorizerChecks::isTooLong)
        .map(timeout ->
            WiringFault.EXT_AUTHZ_TIMEOUT.at(
                timeout.place(), "the timeout is " + timeout.textOr("")));
  }

  private static boolean isTooLong(DocumentField timeout) {
    return ProtobufDuration.parse(timeout.textOr(""))
        .map(duration -> !duration.isPositive() || duration.compareTo(LONGEST) > 0)
        .orElse(true);
  }

  static Stream<WiringFinding> failOpen(EnvoyDump dump) {
    return settings(dump)
        .map(settings -> settings.at("failure_mode_allow"))
        .filter(DocumentField::isTrue)
        .map(field ->
            WiringFault.EXT_AUTHZ_FAIL_OPEN.at(field.place(), "failure_mode_allow is true"));
  }

  static Stream<WiringFinding> statusOnError(EnvoyDump dump) {
    return settings(dump)
        .map(settings -> settings.at("status_on_error", "code"))
        .filter(code -> !UNAVAILABLE.contains(code.textOr("")))
        .map(code ->
            WiringFault.EXT_AUTHZ_STATUS_ON_ERROR.at(
                code.place(), "status_on_error is " + code.textOr("absent")));
  }

  private static Stream<DocumentField> settings(EnvoyDump dump) {
    return dump.chains().stream()
        .flatMap(HttpChain::authorizers)
        .map(filter -> filter.at("typed_config"))
        .filter(DocumentField::exists);
  }
}
