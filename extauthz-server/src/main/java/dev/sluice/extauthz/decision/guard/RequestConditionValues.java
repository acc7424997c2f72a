package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.token.jws.Claims;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.TokenScopes;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.condition.ConditionValues;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values of the variables of conditions for one request. Costly values are computed once. */
final class RequestConditionValues implements ConditionValues {
  private final AuthorizationContext context;
  private final ExchangeScope scope;
  private final Instant now;
  private @Nullable Map<String, List<String>> query;
  private @Nullable Map<String, Object> claims;

  RequestConditionValues(AuthorizationContext context, ExchangeScope scope, InstantSource clock) {
    this.context = context;
    this.scope = scope;
    this.now = clock.instant();
  }

  @Override
  public Object value(String variable) {
    return switch (variable) {
      case "request.method" -> context.input().method();
      case "request.host" -> scope.host();
      case "request.path" -> context.path();
      case "request.headers" -> context.input().headers();
      case "request.query" -> query();
      case "request.address" -> context.input().peer().address();
      case "request.principal" -> context.input().peer().principal();
      case "request.time" -> now;
      case "route.id" -> context.route().id();
      case "route.publish" -> context.route().publish();
      case "route.target" -> context.route().target();
      case "route.environment" -> context.environment();
      case "route.api_version" -> context.route().apiVersion();
      default -> callerValue(variable);
    };
  }

  private Object callerValue(String variable) {
    return switch (variable) {
      case "identity.subject" -> caller(Identity.Caller::subject);
      case "identity.tenant" -> caller(Identity.Caller::tenant);
      case "identity.project" -> caller(Identity.Caller::project);
      case "identity.workspace" -> caller(Identity.Caller::workspace);
      case "identity.role" -> caller(Identity.Caller::role);
      case "identity.level" -> {
        String level = caller(caller -> caller.level().label());
        yield level.isEmpty() ? AccessLevel.NONE.label() : level;
      }
      case "identity.issuer" -> caller(Identity.Caller::issuer);
      case "identity.scopes" -> scopes();
      case "identity.claims" -> claims();
      default -> throw new IllegalArgumentException(variable);
    };
  }

  /** Returns a field of the caller; empty for an anonymous one. */
  private String caller(Function<Identity.Caller, String> field) {
    return context.identity() instanceof Identity.Caller caller ? field.apply(caller) : "";
  }

  private Map<String, Object> claims() {
    Map<String, Object> converted = claims;
    if (converted == null) {
      Claims tokenClaims = context.claims();
      converted = tokenClaims == null ? Map.of() : CelClaimValues.of(tokenClaims.members());
      claims = converted;
    }
    return converted;
  }

  private List<String> scopes() {
    Claims claims = context.claims();
    return claims == null
        ? List.of()
        : List.copyOf(
            TokenScopes.of(claims, context.policy().claimNames(caller(Identity.Caller::issuer))));
  }

  private Map<String, List<String>> query() {
    Map<String, List<String>> parsed = query;
    if (parsed == null) {
      parsed = QueryParameters.parse(context.input().path());
      query = parsed;
    }
    return parsed;
  }
}
