package dev.sluice.controller.xds.route;

import com.google.protobuf.Message;
import dev.sluice.controller.ir.policy.MirrorIr;
import dev.sluice.controller.ir.policy.RetryIr;
import dev.sluice.controller.ir.policy.TimeoutIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.HedgePolicy;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RateLimitedRetryBackOff;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.ResetHeader;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.ResetHeaderFormat;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryBackOff;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryHostPredicate;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryPriority;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteAction.MaxStreamDuration;
import io.envoyproxy.envoy.config.route.v3.RouteAction.RequestMirrorPolicy;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.envoyproxy.envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A translator of timeouts, retries, mirrored requests and fallback backends of a route. */
final class ResilienceTranslator {
  /** The number of times that Envoy selects again to avoid an endpoint that has failed. */
  private static final int HOST_SELECTIONS = 3;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration NOT_SET = Duration.ZERO;

  private ResilienceTranslator() {}

  static RouteAction action(RouteIr route) {
    Optional<TimeoutIr> timeouts = route.policy(TimeoutIr.class);
    Duration total = timeouts.flatMap(TimeoutIr::total).orElse(route.timeout());
    Duration idle = timeouts.flatMap(TimeoutIr::idle).orElse(route.idleTimeout());
    RetryIr retry = route.policy(RetryIr.class).orElse(RetryIr.DEFAULT);
    RouteAction.Builder action =
        RouteAction.newBuilder()
            .setTimeout(EnvoyMessages.duration(route.streaming() ? NOT_SET : total))
            .setIdleTimeout(EnvoyMessages.duration(idle));
    timeouts
        .flatMap(TimeoutIr::maxStreamDuration)
        .filter(duration -> !route.streaming() && !duration.isZero())
        .ifPresent(duration ->
            action.setMaxStreamDuration(
                MaxStreamDuration.newBuilder()
                    .setMaxStreamDuration(EnvoyMessages.duration(duration))));
    if (retry.retries() > 0) {
      action.setRetryPolicy(retries(retry, !route.fallbacks().isEmpty()));
    }
    if (retry.hedge()) {
      action.setHedgePolicy(HedgePolicy.newBuilder().setHedgeOnPerTryTimeout(true));
    }
    route.policy(MirrorIr.class).ifPresent(mirror -> action.addRequestMirrorPolicies(copy(mirror)));
    return action.build();
  }

  private static RetryPolicy retries(RetryIr retry, boolean fallbacks) {
    RetryPolicy.Builder policy =
        RetryPolicy.newBuilder()
            .setRetryOn(String.join(",", conditions(retry)))
            .setNumRetries(EnvoyMessages.uint(retry.retries()))
            .addAllRetriableStatusCodes(retry.statusCodes())
            .setRetryBackOff(
                RetryBackOff.newBuilder()
                    .setBaseInterval(EnvoyMessages.duration(retry.backoffBase()))
                    .setMaxInterval(EnvoyMessages.duration(retry.backoffMax())));
    retry.methods().forEach(method -> policy.addRetriableRequestHeaders(method(method)));
    if (!retry.perTryTimeout().isZero()) {
      policy.setPerTryTimeout(EnvoyMessages.duration(retry.perTryTimeout()));
    }
    if (!retry.retryAfterMax().isZero()) {
      policy.setRateLimitedRetryBackOff(
          RateLimitedRetryBackOff.newBuilder()
              .setMaxInterval(EnvoyMessages.duration(retry.retryAfterMax()))
              .addResetHeaders(
                  ResetHeader.newBuilder()
                      .setName("retry-after")
                      .setFormat(ResetHeaderFormat.SECONDS)));
    }
    if (retry.otherHost()) {
      policy
          .setHostSelectionRetryMaxAttempts(HOST_SELECTIONS)
          .addRetryHostPredicate(
              RetryHostPredicate.newBuilder()
                  .setName("envoy.retry_host_predicates.previous_hosts")
                  .setTypedConfig(
                      DeterministicEncoding.any(PreviousHostsPredicate.getDefaultInstance())));
    }
    if (fallbacks) {
      policy.setRetryPriority(otherPriority());
    }
    return policy.build();
  }

  /**
   * Returns the retries of a request that tries several models: after a failure that a model of
   * another provider may not have, at once.
   *
   * @param timeout how long one may take until its answer begins; zero for no limit
   */
  static RetryPolicy attempts(int attempts, Duration timeout) {
    RetryPolicy.Builder policy =
        RetryPolicy.newBuilder()
            .setRetryOn("5xx,reset,retriable-status-codes")
            .addRetriableStatusCodes(TOO_MANY_REQUESTS)
            .setNumRetries(EnvoyMessages.uint(attempts - 1))
            .setRetryBackOff(
                RetryBackOff.newBuilder()
                    .setBaseInterval(EnvoyMessages.millis(1))
                    .setMaxInterval(EnvoyMessages.millis(1)))
            .setRetryPriority(otherPriority());
    if (!timeout.isZero()) {
      policy.setPerTryTimeout(EnvoyMessages.duration(timeout));
    }
    return policy.build();
  }

  private static List<String> conditions(RetryIr retry) {
    List<String> conditions = new ArrayList<>(retry.on());
    if (!retry.statusCodes().isEmpty()) {
      conditions.add("retriable-status-codes");
    }
    return conditions;
  }

  private static HeaderMatcher method(String method) {
    return RouteMatchTranslator.header(":method", RouteMatchTranslator.exact(method));
  }

  /** Returns the plugin that makes each retry use another backend than the tries before. */
  private static RetryPriority otherPriority() {
    Message everyTry = PreviousPrioritiesConfig.newBuilder().setUpdateFrequency(1).build();
    return RetryPriority.newBuilder()
        .setName("envoy.retry_priorities.previous_priorities")
        .setTypedConfig(DeterministicEncoding.any(everyTry))
        .build();
  }

  private static RequestMirrorPolicy copy(MirrorIr mirror) {
    return RequestMirrorPolicy.newBuilder()
        .setCluster(XdsNames.cluster(mirror.backend()))
        .setDisableShadowHostSuffixAppend(true)
        .setRuntimeFraction(
            RuntimeFractionalPercent.newBuilder()
                .setDefaultValue(FractionalPercent.newBuilder().setNumerator(mirror.percent())))
        .build();
  }

  /** Returns the header that marks the answers of fallback backends. */
  static Optional<HeaderValueOption> response(RouteIr route) {
    if (route.fallbacks().isEmpty()) {
      return Optional.empty();
    }
    String fallbacks = String.join("', '", route.fallbacks());
    // An empty value is not added.
    String value =
        "%%CEL(xds.upstream_host_metadata.filter_metadata['%s']['%s'] in ['%s'] ? 'true' : '')%%"
            .formatted(XdsNames.METADATA, XdsNames.BACKEND_ID, fallbacks);
    return Optional.of(EnvoyMessages.overwriting(XdsNames.FALLBACK_HEADER, value));
  }
}
