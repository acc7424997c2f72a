package dev.sluice.controller.xds.filter;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import dev.sluice.controller.ir.policy.CorsIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;

/**
 * A translator of the CORS filter. It answers preflights of allowed origins, because these carry no
 * credential. Preflights of other origins are handled like any request.
 */
public final class CorsTranslator {
  private static final String EXPOSED =
      "x-request-id, x-correlation-id, x-policy-version, x-trace-id, x-gateway-request-id, retry-after";

  private CorsTranslator() {}

  /** Returns a filter that does nothing where no route configures it. */
  static Message translate() {
    return Cors.getDefaultInstance();
  }

  public static Any perRoute(CorsIr cors) {
    CorsPolicy.Builder policy =
        CorsPolicy.newBuilder()
            .setAllowMethods(String.join(", ", cors.methods()))
            .setAllowHeaders(String.join(", ", cors.headers()))
            .setExposeHeaders(EXPOSED)
            .setMaxAge(Integer.toString(cors.maxAge()))
            .setAllowCredentials(BoolValue.of(cors.credentials()));
    cors.origins().forEach(origin -> policy.addAllowOriginStringMatch(origin(origin)));
    return DeterministicEncoding.any(policy.build());
  }

  private static StringMatcher origin(String origin) {
    return origin.equals("*")
        ? StringMatcher.newBuilder().setSafeRegex(RegexMatcher.newBuilder().setRegex(".*")).build()
        : StringMatcher.newBuilder().setExact(origin).build();
  }
}
