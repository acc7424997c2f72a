package dev.sluice.controller.xds.filter;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.sluice.controller.ir.policy.CsrfIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.extensions.filters.http.csrf.v3.CsrfPolicy;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.v3.FractionalPercent;

/** A translator of the check of origins. Envoy compares hosts and ports without the scheme. */
public final class CsrfTranslator {
  private static final String SCHEME = "^https?://";

  private CsrfTranslator() {}

  /** Returns a filter that does nothing where no route configures it. */
  static Message translate() {
    return CsrfPolicy.newBuilder().setFilterEnabled(percent(0)).build();
  }

  public static Any perRoute(CsrfIr csrf) {
    CsrfPolicy.Builder policy = CsrfPolicy.newBuilder().setFilterEnabled(percent(100));
    csrf.additionalOrigins()
        .forEach(origin ->
            policy.addAdditionalOrigins(
                StringMatcher.newBuilder().setExact(origin.replaceFirst(SCHEME, ""))));
    return DeterministicEncoding.any(policy.build());
  }

  private static RuntimeFractionalPercent percent(int value) {
    return RuntimeFractionalPercent.newBuilder()
        .setDefaultValue(FractionalPercent.newBuilder().setNumerator(value))
        .build();
  }
}
