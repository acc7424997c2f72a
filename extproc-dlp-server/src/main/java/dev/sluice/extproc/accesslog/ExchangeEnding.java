package dev.sluice.extproc.accesslog;

import dev.sluice.extproc.wire.AccessLogEntryView;
import io.envoyproxy.envoy.data.accesslog.v3.ResponseFlags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of an exchange as Envoy reports it. */
record ExchangeEnding(int code, String details, ResponseFlags flags) {
  private static final int CLIENT_CLOSED = 499;
  private static final int GONE = 410;

  /** The details of a request that its length alone has rejected. */
  private static final String LENGTH_RULE = "rbac_access_denied_matched_policy[request_limit]";

  static ExchangeEnding of(AccessLogEntryView entry) {
    return new ExchangeEnding(
        entry.response().code(), entry.response().details(), entry.common().flags());
  }

  /** Returns true if the client left before it had the whole response. */
  boolean clientDisconnected() {
    return code == 0
        || flags.getDownstreamConnectionTermination()
        || flags.getDownstreamRemoteReset();
  }

  /** Returns the status that the client received, or 499 if it left before. */
  int status() {
    return clientDisconnected() ? CLIENT_CLOSED : Math.clamp(code, 100, 599);
  }

  boolean noRoute() {
    return flags.getNoRouteFound() || details.equals("route_not_found");
  }

  /** Returns true if the response came from the response cache. */
  boolean cached() {
    return details.equals("sluice_cache_hit");
  }

  /** Returns whether Envoy itself responded that the resource is gone. */
  boolean gone() {
    return code == GONE && details.equals("direct_response") && !clientDisconnected();
  }

  /** Returns the code in the body of Envoy's own response; null for any other response. */
  @Nullable String errorCode() {
    if (clientDisconnected()) {
      return null;
    }
    if (details.startsWith("ext_authz_error")) {
      return "AUTHZ_UNAVAILABLE";
    }
    if (details.startsWith("ext_proc_error") || details.equals("spurious_message")) {
      return "DLP_UNAVAILABLE";
    }
    if (noRoute()) {
      return "NOT_FOUND";
    }
    if (details.equals("csrf_origin_mismatch")) {
      return "CSRF_ORIGIN_MISMATCH";
    }
    if (details.startsWith("request_payload_too_large") || details.equals(LENGTH_RULE)) {
      return "REQUEST_TOO_LARGE";
    }
    if (details.contains("grpc_json_transcode_failure{")) {
      return code == 404 ? "NOT_FOUND" : "BAD_REQUEST";
    }
    return upstreamFailed() ? upstreamError() : null;
  }

  private @Nullable String upstreamError() {
    return switch (code) {
      case 504 -> "UPSTREAM_TIMEOUT";
      case 503 -> "UPSTREAM_UNAVAILABLE";
      default -> null;
    };
  }

  private boolean upstreamFailed() {
    return upstreamAtFault()
        || flags.getStreamIdleTimeout()
        || flags.getDurationTimeout()
        || flags.getUpstreamMaxStreamDurationReached()
        || flags.getNoClusterFound()
        || flags.getLocalReset();
  }

  /** Returns true if the upstream itself responded. */
  boolean ofUpstream() {
    return details.startsWith("via_upstream");
  }

  /** Returns true if Envoy could not reach the upstream, or received no complete response. */
  boolean upstreamAtFault() {
    return flags.getUpstreamRequestTimeout()
        || flags.getNoHealthyUpstream()
        || flags.getUpstreamConnectionFailure()
        || flags.getUpstreamConnectionTermination()
        || flags.getUpstreamRemoteReset()
        || flags.getUpstreamRetryLimitExceeded()
        || flags.getUpstreamOverflow()
        || flags.getUpstreamProtocolError()
        || flags.getDnsResolutionFailure();
  }

  /** Returns the names of the set flags, in the short form of Envoy's text logs. */
  String flagNames() {
    List<String> names = new ArrayList<>();
    add(names, "UH", flags.getNoHealthyUpstream());
    add(names, "UF", flags.getUpstreamConnectionFailure());
    add(names, "UO", flags.getUpstreamOverflow());
    add(names, "NR", flags.getNoRouteFound());
    add(names, "NC", flags.getNoClusterFound());
    add(names, "URX", flags.getUpstreamRetryLimitExceeded());
    add(names, "UC", flags.getUpstreamConnectionTermination());
    add(names, "UR", flags.getUpstreamRemoteReset());
    add(names, "UT", flags.getUpstreamRequestTimeout());
    add(names, "UMSDR", flags.getUpstreamMaxStreamDurationReached());
    add(names, "UPE", flags.getUpstreamProtocolError());
    add(names, "DC", flags.getDownstreamConnectionTermination());
    add(names, "DR", flags.getDownstreamRemoteReset());
    add(names, "DPE", flags.getDownstreamProtocolError());
    add(names, "LR", flags.getLocalReset());
    add(names, "SI", flags.getStreamIdleTimeout());
    add(names, "DT", flags.getDurationTimeout());
    add(names, "UAEX", flags.hasUnauthorizedDetails());
    add(names, "OM", flags.getOverloadManager());
    add(names, "DF", flags.getDnsResolutionFailure());
    return String.join(",", names);
  }

  private static void add(List<String> names, String name, boolean set) {
    if (set) {
      names.add(name);
    }
  }
}
